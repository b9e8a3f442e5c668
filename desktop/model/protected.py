"""Protected names: who is not to be told of outside, and what stands instead (R28).

They are of one vault. No package carries them, no version is cut of them, and nothing finds them
by searching: a list of whom to protect is what somebody who means harm would look for first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from desktop.model.values.bounds import Few, Line, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id, MaybeId
from desktop.model.values.open_enum import OpenEnum

CODE_LETTER: Final = "N"
_CODE: Final = re.compile(rf"{CODE_LETTER}-([0-9]{{1,9}})")


class NameOf(OpenEnum):
    """What a name is of."""

    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


class From(OpenEnum):
    """From whom it is kept: everybody but one's own organisation, or that as well."""

    OUTSIDE = "outside"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class ProtectedName:
    """Somebody or something that is not told of by name.

    ``names``: every form that somebody wrote down; where ``person_id`` names a person of this
    vault, the forms of that record first, whatever they are by now. ``instead``: the code or
    description that stands in their place: "N-3", "her brother". The first form is the one shown.
    """

    id: Id
    created_at: Moment
    names: Annotated[tuple[Line, ...], Few]
    instead: Line
    of: NameOf = NameOf.PERSON
    kept_from: From = From.OUTSIDE
    person_id: MaybeId = ""
    note: Text = ""

    @property
    def display_name(self) -> str:
        """The first form, or what stands instead where a person's record has none yet."""
        return self.names[0] if self.names else self.instead


def highest_number(taken: Iterable[str]) -> int:
    """The number of the highest code among these (``N-12``), 0 where none is a code."""
    return max((int(found[1]) for each in taken if (found := _CODE.fullmatch(each))), default=0)


def code_of(number: int) -> str:
    """``N-3``: short, because it stands in texts that people read."""
    return f"{CODE_LETTER}-{number}"
