"""Texts of unknown origin, made fit for one line that is soon said."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.system.printable import brief, listed, printable


@settings(max_examples=40)
@given(st.text(max_size=200) | st.text("a\udc80\udcff\x1b\r\n\x85\u2028\u202e", max_size=200))
def test_any_text_comes_on_one_line_that_no_terminal_obeys(text: str) -> None:
    for made in (printable(text), brief(text)):
        assert made.isprintable()
        assert len(made.splitlines()) <= 1
        made.encode()
    assert len(printable(text)) == len(text)


def test_what_can_be_printed_stays_as_it_is() -> None:
    assert printable("Zoë 笑顔 😀.png") == "Zoë 笑顔 😀.png"
    assert printable("a\r\n\x1b[31mb\udcff") == "a???[31mb?"


def test_a_name_is_cut_where_it_gets_too_long() -> None:
    assert brief("x" * 80) == "x" * 80
    assert brief("x" * 81) == brief("x" * 10**6) == "x" * 80 + "…"
    assert brief("x" * 79 + "\n") == "x" * 79 + "?"


def test_of_many_names_five_are_said() -> None:
    names = [f"{number}.png" for number in range(1, 7)]
    assert listed([]) == ""
    assert listed(names[:5]) == "1.png, 2.png, 3.png, 4.png, 5.png"
    assert listed(names) == "1.png, 2.png, 3.png, 4.png, 5.png, …"


def test_names_without_end_are_not_all_asked_for() -> None:
    asked = []
    assert listed(asked.append(number) or "x" for number in range(10**9)).endswith(", …")
    assert len(asked) == 6
