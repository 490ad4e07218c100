"""Which words are English and no names by themselves, and what is written behind names. Light to import."""

from __future__ import annotations

from functools import cache, lru_cache

POST_NOMINALS = frozenset("KC QC SC MP MEP MSP MBE OBE CBE KBE DBE CMG KCMG FRS".split())
"""What stands behind a name and is no part of it."""


_LAST_OF_ENDINGS = frozenset("sdg")


@cache
def common_words() -> frozenset[str]:
    """The words of lexicon/common_words.toml, parsed on first use."""
    from feeds.reading.lexicon_files import lexicon_table

    return frozenset(word for line in lexicon_table("common_words.toml").values() for word in line.split(" "))


@lru_cache(maxsize=8192)
def is_common(word: str) -> bool:
    """Whether a folded word is English rather than a name, endings aside ("unveils", "rebuking")."""
    common = common_words()
    if word in common:
        return True
    if word[-1:] not in _LAST_OF_ENDINGS:
        return False
    for ending in ("s", "es", "ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            stem = word[: -len(ending)]
            if stem in common or stem + "e" in common:
                return True
    return False
