from collections.abc import Sequence

import pytest

from assistant.languages.tags import lineage, lookup, normal


@pytest.mark.parametrize(
    ("called", "tag"),
    [
        ("de_AT.UTF-8", "de-AT"),
        ("pt-br", "pt-BR"),
        ("zh_Hant_TW", "zh-Hant-TW"),
        ("ZH-HANT", "zh-Hant"),
        ("sr_RS@latin", "sr-RS"),
        ("es-419", "es-419"),
        ("C.UTF-8", "c"),
        ("", ""),
    ],
)
def test_what_systems_call_a_language_becomes_its_tag(called: str, tag: str) -> None:
    assert normal(called) == tag


def test_more_general_tags_follow() -> None:
    assert list(lineage("zh-Hant-TW")) == ["zh-Hant-TW", "zh-Hant", "zh"]
    assert list(lineage("pt-BR")) == ["pt-BR", "pt"]
    assert list(lineage("zh-HK")) == ["zh-HK", "zh-Hant", "zh"]


@pytest.mark.parametrize(
    ("asked", "offered", "found"),
    [
        ("pt-BR", ("en", "pt", "pt-BR"), "pt-BR"),
        ("pt_PT", ("en", "pt-BR", "pt"), "pt"),
        ("pt_PT", ("en", "pt-BR"), "pt-BR"),
        ("zh_TW", ("zh-Hans", "zh-Hant"), "zh-Hant"),
        ("zh_CN", ("zh-Hans", "zh-Hant"), "zh-Hans"),
        ("zh-Hant-TW", ("zh", "zh-Hant"), "zh-Hant"),
        ("de", ("de-at",), "de-at"),
        ("fil", ("fi", "en"), None),
        ("ja", ("en", "de"), None),
        ("C", ("en", "ca"), None),
        ("", ("en",), None),
    ],
)
def test_the_language_that_suits_best_is_found(asked: str, offered: Sequence[str], found: str | None) -> None:
    assert lookup(asked, offered) == found
