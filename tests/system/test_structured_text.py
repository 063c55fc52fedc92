import json
import tomllib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.system.structured_text import EncodingError, MalformedError, parse_json, parse_toml, shortened

leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False, allow_infinity=False), st.text()
)
documents = st.recursive(leaves, lambda part: st.lists(part) | st.dictionaries(st.text(), part), max_leaves=20)


@given(documents)
def test_what_json_writes_is_read(document: Any) -> None:
    assert parse_json(json.dumps(document).encode()) == document


@given(st.binary() | st.text().map(str.encode) | st.text("[]{}=.,\"'a1\n#").map(str.encode))
def test_whatever_is_not_read_is_malformed(data: bytes) -> None:
    for parse in (parse_json, parse_toml):
        with suppress(MalformedError):
            parse(data)


@given(st.text("[]=.\"'ab1\n# ", max_size=40))
def test_toml_is_read_as_the_library_reads_it(text: str) -> None:
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert parse_toml(text.encode()) == expected


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 100_000, "nested too deeply"),
        (b"[" * 40 + b"]" * 40, "nested too deeply"),
        (b"9" * 5000, "too many digits"),
        (b"18446744073709551616", "too many digits"),
        (b"NaN", "not finite"),
        (b"-1e999", "not finite"),
        (b'{"a": 1, "a": 1}', "it has 'a' twice"),
        (b"{", "line 1"),
        (b"", "line 1"),
    ],
)
def test_json_that_says_what_is_wrong(data: bytes, why: str) -> None:
    with pytest.raises(MalformedError, match=why):
        parse_json(data)


def test_text_that_is_none() -> None:
    for data in (b"\xff", b'"\\udc80"', '"a"'.encode("utf-16")):
        with pytest.raises(EncodingError, match="UTF-8"):
            parse_json(data)


def test_a_byte_order_mark_is_no_part_of_it() -> None:
    assert parse_json(b"\xef\xbb\xbf{}") == {}
    assert parse_toml(b"\xef\xbb\xbfa = -0.0") == {"a": 0}


def test_a_description_may_have_many_dots() -> None:
    text = 'a = "one. two... three.four. ' + "and so on. " * 50 + '"'
    assert parse_toml(text.encode())["a"].endswith("so on. ")
    assert parse_toml(b"a.b.c.d.e = 1")


def test_a_long_value_is_shortened() -> None:
    assert shortened(5) == "5"
    assert len(shortened("x" * 10_000)) < 100
