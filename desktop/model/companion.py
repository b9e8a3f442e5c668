"""Which file goes with which: the film of a live photo, a raw photo beside its JPEG, a side-car.

One record a file that goes with another. The two stay two files; nothing in either is changed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Final, NamedTuple

from desktop.model.owned_id import id_about
from desktop.model.values.bounds import Code
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import Id, MaybeId
from desktop.model.values.open_code import OpenCode
from desktop.model.version import RecordKind

HEIF: Final = "image/heif"
COMPANION_KIND: Final = RecordKind("companion")
BY_NAME, BY_HASH, BY_NUMBER, BY_A_PERSON = "name", "hash", "number", "person"
"""How it is known that two files belong together: codes of the vocabulary ``companion_by``."""


@dataclass(frozen=True, slots=True)
class Companion:
    """That the file ``media_id`` goes with the file ``with_id``, or with none where that is "".

    ``id`` follows from ``media_id``. ``known_by``: how that is known.
    """

    id: Id
    created_at: Moment
    media_id: MaybeId = ""
    with_id: MaybeId = ""
    known_by: Annotated[Code, OpenCode("companion_by")] = ""


def companion_id(media_id: str) -> str:
    """The id of the one record that says with what a file goes, in every vault the same."""
    return id_about(COMPANION_KIND, media_id)


def refuse_misplaced(body: Companion) -> None:
    """``ValueError`` where the id does not follow from the file, or a file goes with itself."""
    if body.id != companion_id(body.media_id) or body.with_id == body.media_id:
        raise ValueError("the id is not that of the file, or it goes with itself")


class OfOneShot(NamedTuple):
    """A file into which a phone wrote the same number as into another."""

    media_id: str
    media_type: str


def first_of_one_shot(files: Collection[OfOneShot]) -> str:
    """The one that the others go with: the picture, and of several the one HEIC among them, of
    which the others are copies; "" where nobody can say."""
    pictures = [each for each in files if each.media_type.startswith("image/")]
    heics = [each for each in pictures if each.media_type == HEIF]
    for those in (pictures, heics):
        if len(those) == 1:
            return those[0].media_id
    return ""
