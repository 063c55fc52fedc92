"""What is told of people who speak: `python -m benchmarks.talk`."""
