"""A scene of the samples, and what most of them begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop import canonical
from desktop.model.consent import CONSENT_KIND
from desktop.model.interview import INTERVIEW_KIND, State
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.place import PLACE_KIND
from tests.samples import cast
from tests.samples.cast import CONSENT, INTERVIEW, PERSON, PHOTO, WORK
from tests.samples.packing import Packed, Record, record

READ, NEWER, UNKNOWN, REFUSED = "read", "newer", "signer unknown", "refused"
ACCEPTED, THERE, WITHDRAWN, WAITS, UNREAD = (
    "accepted", "already-there", "withdrawn", "waits-for-card", "kept-unread",
)  # fmt: skip
"""What a line says: its reason, else its outcome."""


@dataclass(frozen=True)
class Step:
    """A package, the answer to it, and of each of its records and files what the receipt says.

    ``custody_aside``: how many rows of its custody file are not believed. ``sender_log``: what the
    receipt says of how the sender's log went on.
    """

    packed: Packed
    said: tuple[str, ...] = ()
    files_said: tuple[str, ...] = ()
    answer: str = READ
    custody_aside: int = 0
    sender_log: str = ""


@dataclass(frozen=True)
class Scene:
    """``work``, ``public``: what the gate says in the end, "yes" or why not; ``shown``: of records,
    the version that is shown, or None."""

    name: str
    what: str
    steps: tuple[Step, ...]
    work: str = ""
    public: str = ""
    shown: Mapping[str, Record | None] = field(default_factory=dict)
    file: bytes | None = None
    """The bytes that lie under the id of the photo in the end."""
    held: str = ""
    """What they are to the caption of the photo: "same", "another", "away"."""


INTERVIEW_V = record(INTERVIEW_KIND, INTERVIEW, cast.account())
SEALED = record(
    INTERVIEW_KIND, INTERVIEW, cast.account("W-001", State.SEALED), sealed_by="researcher",
    parents=(INTERVIEW_V,),
)  # fmt: skip
PERSON_V = record(PERSON_KIND, PERSON, cast.person())
CONSENT_V = record(CONSENT_KIND, CONSENT, cast.consent(WORK))
GONE = record(CONSENT_KIND, CONSENT, cast.consent(WORK, gone=True), parents=(CONSENT_V,))
PHOTO_V = record(MEDIA_KIND, PHOTO, cast.photo())
PLACE_V = record(PLACE_KIND, cast.PLACE, cast.place())
WHOLE = (INTERVIEW_V, PERSON_V, CONSENT_V, PHOTO_V, PLACE_V)
HONEST = Step(Packed(WHOLE, (cast.PICTURE,)), (ACCEPTED,) * 5, (ACCEPTED,))
FAR: Final = {"created_at": canonical.to_plain(cast.FAR)}


def of(*records: Record, said: str | tuple[str, ...], sender: str = "second", **more: Any) -> Step:
    """A package by a second sender, who is trusted."""
    answers = (said,) * len(records) if isinstance(said, str) else said
    told = {key: more.pop(key) for key in ("custody_aside", "sender_log") if key in more}
    return Step(Packed(records, sender=sender, **more), answers, **told)


def withdrawal() -> Step:
    """The real one."""
    return of(GONE, said=WITHDRAWN, sender="researcher")


def consent(*cells: Any, author: str = "second", **more: Any) -> Record:
    """A consent to the interview by somebody."""
    return record(CONSENT_KIND, CONSENT, cast.consent(*cells), author, **{**FAR, **more})
