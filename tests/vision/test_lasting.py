from assistant.vision.lasting import Lasting


def states(seen: list[bool | None], lasting: Lasting) -> list[bool | None]:
    return [(lasting.update(float(number), one), lasting.state)[1] for number, one in enumerate(seen)]


def test_a_state_counts_once_it_has_lasted() -> None:
    assert states([True] * 12, Lasting(yes=10, no=10)) == [None] * 10 + [True] * 2


def test_a_moment_of_the_other_or_of_neither_begins_anew() -> None:
    lasting = Lasting(yes=0, no=3, state=True)
    assert states([False, False, True, False, False, None, False, False, False], lasting) == [True] * 9
    assert lasting.update(9.0, False)
    assert lasting.state is False


def test_each_way_has_its_own_time() -> None:
    assert states([True, False, False, False, True], Lasting(yes=0, no=2)) == [True, True, True, False, True]
