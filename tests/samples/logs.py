"""Scenes of how a sender's custody log went on: restored from a backup, or two copies of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from desktop import canonical
from desktop.model.custody import CustodyHead, CustodySegment
from tests.samples import cast
from tests.samples.packing import Packed, Record
from tests.samples.scene import (
    ACCEPTED,
    HONEST,
    PERSON_V,
    SEALED,
    THERE,
    WHOLE,
    Scene,
    Step,
    of,
)
from tests.unit.handoff.forge import NOON

_INSTANCE: Final = cast.own("researcher", 70)


def _row(seq: int, line: str = "") -> CustodyHead:
    return CustodyHead(seq, hashlib.sha256(f"{line} {seq}".encode()).hexdigest())


def _log(head: CustodyHead, *segments: CustodySegment) -> dict[str, Any]:
    """What the document of a package says of its sender's log."""
    said = {"custody_head": canonical.to_plain(head)}
    if segments:
        said["custody_segments"] = [canonical.to_plain(each) for each in segments]
    return said


RESTORED: Final = CustodySegment(_INSTANCE, 21, _row(20), NOON)
"""From a backup that holds 20 rows."""


def logs() -> Iterator[Scene]:
    def whole(head: CustodyHead) -> Step:
        packed = Packed(WHOLE, (cast.PICTURE,), document=_log(head))
        return Step(packed, HONEST.said, HONEST.files_said)

    def more(each: Record, said: str, log: str, head: CustodyHead, *parts: CustodySegment) -> Step:
        document = _log(head, *parts)
        return of(each, said=said, sender="researcher", document=document, sender_log=log)

    backed_up, restored = _row(25, "restored"), _row(30, "restored")
    yield Scene(
        "log-fork",
        "restored from a backup, goes on, and the vault it was of is heard of again",
        (
            whole(_row(20)),
            more(SEALED, ACCEPTED, "restored", backed_up, RESTORED),
            more(PERSON_V, THERE, "", restored, RESTORED),
            more(PERSON_V, THERE, "fork", _row(24)),
        ),
        "yes",
    )
    yield Scene(
        "log-older",
        "restored from a backup that is older than what came before",
        (whole(_row(24)), more(SEALED, ACCEPTED, "older-backup", backed_up, RESTORED)),
        "yes",
    )
    yield Scene(
        "log-copied",
        "two folders of one vault, which name one row differently",
        (whole(_row(24)), more(SEALED, ACCEPTED, "contradicts", _row(24, "copied"))),
        "yes",
    )
    out_of_place = CustodySegment(_INSTANCE, 23, _row(20), NOON)
    yield Scene(
        "log-impossible",
        "a restore that begins elsewhere than behind its backup",
        (more(PERSON_V, ACCEPTED, "contradicts", restored, out_of_place),),
    )
