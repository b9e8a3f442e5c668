"""Places of the region, and countries, as data by their stems: ``resources/names/places.txt``."""

from __future__ import annotations

from functools import cache, lru_cache

from desktop.names.letters import plain
from desktop.resources import resource_bytes

_ENDINGS = frozenset(
    {
        "",
        *"аяуюеэыіиоьй",
        *[
            "ом",
            "ам",
            "ем",
            "ой",
            "ай",
            "ей",
            "аю",
            "яй",
            "ах",
            "ях",
            "еў",
            "ію",
            "ия",
            "ии",
            "ія",
            "іі",
            "іяй",
            "ию",
            "ией",
            "s",
            "'s",
        ],
    }
)


@cache
def _stems(resource: str) -> frozenset[str]:
    lines = resource_bytes(resource).decode().splitlines()
    return frozenset(
        plain(word) for line in lines if not line.startswith("#") for word in line.split()
    )


@lru_cache(maxsize=1 << 15)
def is_place(word: str) -> bool:
    """Whether the word (``plain``) is a form of the name of a town or region of the data."""
    return _is_form(word, "names/places.txt")


@lru_cache(maxsize=1 << 15)
def is_country(word: str) -> bool:
    """Whether the word (``plain``) is a form of a country's name, or of a part of the world's."""
    return _is_form(word, "names/countries.txt")


def country_forms() -> frozenset[str]:
    """Every form of a country's name."""
    return frozenset(stem + ending for stem in _stems("names/countries.txt") for ending in _ENDINGS)


def _is_form(word: str, resource: str) -> bool:
    stems = _stems(resource)
    return any(
        word[len(word) - cut :] in _ENDINGS
        and (word[: len(word) - cut] in stems or (cut == 1 and _hard(word) in stems))
        for cut in range(min(4, len(word) - 2))
    )


_SOFTENED = {"дз": "д", "з": "г", "ц": "к", "с": "х"}


def _hard(word: str) -> str:
    """The stem before the Belarusian dative softened it: Канадзе, of Канада; "" for none."""
    stem = word[:-1] if word[-1] in "еэы" else ""
    soft = next((each for each in _SOFTENED if stem.endswith(each)), "")
    return stem.removesuffix(soft) + _SOFTENED[soft] if soft else ""
