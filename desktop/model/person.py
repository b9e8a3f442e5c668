"""People: individuals and groups, and every form of their names (R16, R18)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from desktop.model.values.bounds import Code, Few, Line, Text
from desktop.model.values.edtf import EdtfText
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id
from desktop.model.values.open_code import Language, OpenCode
from desktop.model.version import RecordKind

PERSON_KIND: Final = RecordKind("person")


class PersonKind(StrEnum):
    """Events Standard Formats: a person is an individual or a group."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class NameKind(StrEnum):
    """Where a form of a name comes from."""

    OWN_USE = "own-use"
    PASSPORT = "passport"
    COURT = "court"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of a name: ``script`` ISO 15924 (Cyrl, Latn), ``language`` BCP 47."""

    text: Line
    script: Annotated[Code, OpenCode("script")] = "Cyrl"
    language: Language = "be"
    kind: NameKind = NameKind.OWN_USE


@dataclass(frozen=True, slots=True)
class Person:
    """A person known to the vault.

    ``code`` is the neutral name used wherever consent does not allow more. ``born`` is a
    date as far as it is known (``edtf.py``).
    """

    id: Id
    created_at: Moment
    code: Line
    kind: PersonKind = PersonKind.INDIVIDUAL
    names: Annotated[tuple[NameForm, ...], Few] = ()
    born: EdtfText = ""
    note: Text = ""

    @property
    def display_name(self) -> str:
        """The first form of the name, or the code where none was written down."""
        return self.names[0].text if self.names else self.code
