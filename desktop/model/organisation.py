"""The organisation that is responsible for what is recorded: what a consent text says of it (R29).

Plain rules, no I/O.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from desktop.model.bounds import Few, Line
from desktop.model.open_code import Language


@dataclass(frozen=True, slots=True)
class CalledIn:
    """What the organisation and its country are called in a language."""

    language: Language
    name: Line = ""
    country: Line = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """``contact``: how it is reached safely; ``review_years``: after how many years at the latest
    it is looked at whether a record is still needed."""

    called: Annotated[tuple[CalledIn, ...], Few] = ()
    contact: Line = ""
    review_years: Line = ""

    def called_in(self, language: str) -> CalledIn:
        """Its names in a language; empty ones where it has none there."""
        found = (each for each in self.called if each.language == language)
        return next(found, CalledIn(language))

    def with_names(self, names: CalledIn) -> Organisation:
        """The organisation called so in the language of these names."""
        others = tuple(each for each in self.called if each.language != names.language)
        return replace(self, called=(*others, names))
