"""From noisy readings to what is worth telling: pure logic, to which `now` is passed in."""
