"""Language tags (BCP 47), such as "de", "pt-BR" or "zh-Hant", and which of the languages on offer suits one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_SCRIPTS = dict.fromkeys(("zh-TW", "zh-HK", "zh-MO"), "zh-Hant")
"""Regions that write in another script than their language usually does, after CLDR's likely subtags."""


def normal(tag: str) -> str:
    """A tag as BCP 47 writes it ("pt-BR"), from what systems call it ("pt_BR.UTF-8", "pt-br")."""
    language, *rest = re.split(r"[-_]", re.split(r"[.@]", tag, maxsplit=1)[0])
    return "-".join([language.lower(), *map(_subtag, rest)])


def _subtag(subtag: str) -> str:
    return subtag.title() if len(subtag) == 4 else subtag.upper()


def lineage(tag: str) -> Iterator[str]:
    """The tag and the more general ones that stand for it: "zh-Hant-TW", "zh-Hant", "zh".

    This is the order of RFC 4647's lookup (3.4).
    """
    while tag:
        yield tag
        if tag in _SCRIPTS:
            yield _SCRIPTS[tag]
        tag = tag.rpartition("-")[0]


def lookup(tag: str, offered: Iterable[str]) -> str | None:
    """The tag on offer that suits `tag` best, of the same language; None where there is none.

    The nearest more general one comes first; failing that another region's, which is still understood.
    """
    known = {normal(each): each for each in offered}
    for wanted in lineage(normal(tag)):
        if wanted in known:
            return known[wanted]
    language = normal(tag).split("-")[0]
    return next((known[each] for each in known if each.split("-")[0] == language), None)
