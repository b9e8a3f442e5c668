"""How a file came to whoever keeps it: what a person says of that, beside what the file says (R30).

One record a file. What is not said stays empty: nothing is made up for it. The words are about
whoever handed the file over as much as about the file, so they go only where everything may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Final

from desktop.model.owned_id import id_about
from desktop.model.values.bounds import Code, Line
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Day, Id, MaybeId
from desktop.model.values.open_code import OpenCode
from desktop.model.version import RecordKind

ACQUISITION_KIND: Final = RecordKind("acquisition")


@dataclass(frozen=True, slots=True)
class Acquisition:
    """What somebody said of how a file came.

    ``media_id``: the file; ``id`` follows from it. ``device``: what it was on before; ``rights``:
    whose they are; ``original_at``: where the original stays. ``handed_over_on``: an ISO day.
    ``may_see``: a word to colleagues, by which nothing is kept back. ``generation``, ``graphic``:
    codes, or "" where nobody said.
    """

    id: Id
    created_at: Moment
    media_id: MaybeId = ""
    device: Line = ""
    handed_over_by: Line = ""
    handed_over_on: Day = ""
    generation: Annotated[Code, OpenCode("generation")] = ""
    original_at: Line = ""
    rights: Line = ""
    may_see: Line = ""
    graphic: Annotated[Code, OpenCode("graphic")] = ""

    @property
    def says_anything(self) -> bool:
        """Whether anything is said in it."""
        return any(said_in(self).values())


SAID: Final = tuple(
    each.name for each in fields(Acquisition) if each.name not in ("id", "created_at", "media_id")
)
"""The fields in which something is said, in the order in which they are shown."""


def acquisition_id(media_id: str) -> str:
    """The id of the one record about a file, in every vault the same."""
    return id_about(ACQUISITION_KIND, media_id)


def nothing_said(media_id: str = "") -> Acquisition:
    """Of a file of which nobody said anything yet."""
    return Acquisition(acquisition_id(media_id), Moment.now(), media_id)


def said_in(acquisition: Acquisition) -> dict[str, str]:
    """By field, what is said in it, "" where nothing is."""
    return {name: getattr(acquisition, name) for name in SAID}


def with_said(acquisition: Acquisition, said: Mapping[str, str]) -> Acquisition:
    """The same, with this said instead; ``TypeError`` for another field."""
    it = acquisition
    return Acquisition(it.id, it.created_at, it.media_id, **(said_in(it) | dict(said)))


def changed_in(before: Acquisition, after: Acquisition) -> dict[str, str]:
    """By field, what somebody changed: of several files the rest stays as each has it."""
    was = said_in(before)
    return {name: said for name, said in said_in(after).items() if said != was[name]}


def refuse_misplaced(body: Acquisition) -> None:
    """``ValueError`` where the id does not follow from the file: what was said of one could be
    laid over what was said of another, which goes to others."""
    if body.id != acquisition_id(body.media_id):
        raise ValueError("the id is not that of the file")
