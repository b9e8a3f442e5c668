"""Photos and files: the original, what was read from it, and where it is attached (R12–R15)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from desktop.model.values.bounds import Code, Count, Line, Pixels, Text
from desktop.model.values.moment import Moment
from desktop.model.values.no_words import (
    Id,
    MaybeSha256,
    MediaType,
    MetadataGroup,
    Recipe,
    Sha256,
    Sha512,
)
from desktop.model.values.open_code import OpenCode
from desktop.model.version import RecordKind

INCOMPLETE: Final = "incomplete"
PREVIEW: Final = "preview"
"""The ``problem`` of a picture whose file breaks off: what there is of it is shown."""
MEDIA_KIND: Final = RecordKind("media")
APPLE, CONTENT_ID = "Apple", "ContentIdentifier"
"""Group and key of the number that a live photo and its film have in common."""
MOTION_PHOTO, FILM_BYTES = "MotionPhoto", "FilmBytes"
"""Group and key of the length of a film that a picture holds."""


@dataclass(frozen=True, slots=True)
class Media:
    """One original, kept for ever as it came.

    ``sha256``/``sha512``: lower-case hex over the bytes as they came, taken before anything
    was decoded. ``size`` in bytes. ``media_type``: IANA type found by content, or
    ``application/octet-stream``. ``width``/``height`` in pixels as shown, 0 when it cannot
    be shown; then ``problem`` says why. ``captured_at``: the camera's own words (EXIF
    DateTimeOriginal, with the fraction and the offset that stand beside it), which is no proof
    of time.
    """

    id: Id
    added_at: Moment
    sha256: Sha256
    sha512: Sha512
    size: Count
    original_name: Line
    media_type: MediaType
    width: Pixels = 0
    height: Pixels = 0
    captured_at: Line = ""
    problem: Annotated[Code, OpenCode("media_problem")] = ""

    @property
    def can_be_shown(self) -> bool:
        """Whether there is a picture of it, even if not of all."""
        return can_be_shown(self.problem)


def can_be_shown(problem: str) -> bool:
    """Whether a file with this ``problem``, or "", has a picture all the same."""
    return problem in ("", INCOMPLETE, PREVIEW)


@dataclass(frozen=True, slots=True)
class MetadataItem:
    """One value read from a parsed copy of the file: ``group`` EXIF, GPS, XMP, IPTC, ICC…"""

    group: MetadataGroup
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A media file attached to an interview, in the interview's order.

    ``sha256``: of the original as it came (``Media.sha256``), so that who signs the interview
    signs its files; "" only in what was written before. Whether a file that is here is this one:
    ``attached.py``.
    """

    id: Id
    media_id: Id
    caption: Text = ""
    sha256: MaybeSha256 = ""


@dataclass(frozen=True, slots=True)
class Detached:
    """What was taken from an interview's list of files, with its caption, and where it stood."""

    attachment: Attachment
    place: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out when the picture of a file was made.

    ``problem``: why it cannot be shown, or not whole, or ''. ``damaged``: groups of its metadata
    that do not read whole. ``waits``: the picture is still to be made, and neither is known.
    """

    problem: str = ""
    damaged: tuple[str, ...] = ()
    waits: bool = False


class CopyKind(StrEnum):
    """Working copies; each is of one original and carries no metadata (R12, R13)."""

    THUMBNAIL = "thumbnail"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A working copy made from an original: ``data`` is a JPEG without any metadata.

    ``recipe`` says how it was made ("jpeg 256 q80"), ``media_id`` from what.
    """

    media_id: Id
    kind: CopyKind
    recipe: Recipe
    width: int
    height: int
    data: bytes
