from assistant.vision.debounce import Debounced


def states(seen: list[bool | None], debounced: Debounced) -> list[bool | None]:
    return [(debounced.update(float(number), one), debounced.state)[1] for number, one in enumerate(seen)]


def test_a_state_counts_once_it_has_lasted() -> None:
    assert states([True] * 12, Debounced(yes=10, no=10)) == [None] * 10 + [True] * 2


def test_a_moment_of_the_other_or_of_neither_begins_anew() -> None:
    debounced = Debounced(yes=0, no=3, state=True)
    assert states([False, False, True, False, False, None, False, False, False], debounced) == [True] * 9
    assert debounced.update(9.0, False)
    assert debounced.state is False


def test_each_way_has_its_own_time() -> None:
    assert states([True, False, False, False, True], Debounced(yes=0, no=2)) == [True, True, True, False, True]
