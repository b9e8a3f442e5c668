"""Keys under which every spelling, case and short form of a name meets every other one."""

from __future__ import annotations

from functools import lru_cache

from desktop.names.endings import nominatives
from desktop.names.given import given, patronymic
from desktop.names.letters import words


@lru_cache(maxsize=1 << 16)
def word_keys(word: str) -> frozenset[str]:
    """The keys of one word (``plain``): readings, given names (``g12``), fathers (``pf12``)."""
    return frozenset(
        {
            *nominatives(word),
            *(f"g{number}" for number in given(word)),
            *(f"p{key}" for key in patronymic(word)),
        }
    )


def keys(name: str) -> frozenset[str]:
    """The keys of all words of a name or a text.

    Two spellings of one name share a key, in whatever script, transliteration, case or short
    form; two names that share one may be different names (``match.compare`` says).
    """
    found: set[str] = set()
    for word in words(name):
        found |= word_keys(word.plain)
    return frozenset(found)
