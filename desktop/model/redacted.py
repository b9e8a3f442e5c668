"""Which file was made of which by covering parts of it: what was covered, for whom, and why (R15).

One record a new file. Neither file is changed by it: the original keeps its bytes, and the new one
holds nothing of what was covered (``desktop/media/redacting``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from desktop.model.ids import new_id
from desktop.model.owned_id import id_about
from desktop.model.values.area import Outline
from desktop.model.values.bounds import Code, Count, Few, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id, MaybeId
from desktop.model.values.open_code import OpenCode
from desktop.model.version import RecordKind

REDACTED_KIND: Final = RecordKind("redacted")
BY_REDACTION: Final = "redaction"
"""How it is known that the new file goes with the original: a code of ``companion_by``."""


@dataclass(frozen=True, slots=True)
class CoveredPart:
    """A part of the original. ``page``: from 1, or 0 where there is one; ``outline``: in
    ten-thousandths of it as shown, or "" for all of it (``values/area.py``)."""

    id: Id
    page: Count = 0
    outline: Outline = ""
    manner: Annotated[Code, OpenCode("redaction_manner")] = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """That the file ``media_id`` was made of the file ``parent_id``.

    ``id`` follows from ``media_id``. ``face``, ``places``, ``family``: by the word of whoever
    covered the parts, no face or voice of the person, no place, nobody of the family can be
    recognised in it any more.
    """

    id: Id
    created_at: Moment
    media_id: MaybeId = ""
    parent_id: MaybeId = ""
    parts: Annotated[tuple[CoveredPart, ...], Few] = ()
    face: bool = False
    places: bool = False
    family: bool = False
    reason: Annotated[Code, OpenCode("redaction_reason")] = ""
    note: Text = ""


def redaction_id(media_id: str) -> str:
    """The id of the one record that says of what a file was made, in every vault the same."""
    return id_about(REDACTED_KIND, media_id)


def covered_parts(parts: Iterable[tuple[int, str, str]]) -> tuple[CoveredPart, ...]:
    """Of page, outline and manner each."""
    return tuple(CoveredPart(new_id(), *each) for each in parts)


def refuse_misplaced(body: Redaction) -> None:
    """``ValueError`` where the id does not follow from the new file, or it was made of itself."""
    if body.id != redaction_id(body.media_id) or body.parent_id == body.media_id:
        raise ValueError("the id is not that of the file, or it was made of itself")
