"""Places of the region, and countries, as data by their stems: ``resources/names/places.txt``."""

from __future__ import annotations

from functools import cache

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


def is_place(word: str) -> bool:
    """Whether the word (``plain``) is a form of the name of a town or region of the data."""
    return _is_form(word, "names/places.txt")


def is_country(word: str) -> bool:
    """Whether the word (``plain``) is a form of a country's name, or of a part of the world's."""
    return _is_form(word, "names/countries.txt")


def _is_form(word: str, resource: str) -> bool:
    stems = _stems(resource)
    return any(
        word[: len(word) - cut] in stems and word[len(word) - cut :] in _ENDINGS
        for cut in range(min(4, len(word) - 2))
    )
