"""Why a record cannot be removed as one made by mistake (``docs/decisions/0032-removed.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind

MADE_BY_MISTAKE = "made-by-mistake"
"""The reason in the custody log."""


class Why(Enum):
    """What keeps it. Each is told in a sentence of its own (``desktop/messages/removal.py``)."""

    SENT = "sent"
    RECEIVED = "received"
    SEALED = "sealed"
    BEGUN = "begun"
    DECIDED = "decided"
    USED = "used"
    KEPT = "kept"
    NAMED = "named"
    TYPED = "typed"
    PROTECTED = "protected"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Named:
    """A record that names the other: its kind, and what people call it."""

    kind: RecordKind
    called: str


@dataclass(frozen=True, slots=True)
class Stays:
    """One reason. ``at`` and ``whom``: when that was, and the other side's name, where there is
    one; ``by``: the first records that use it, of ``count``."""

    why: Why
    at: Moment | None = None
    whom: str = ""
    by: tuple[Named, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Removable:
    """What somebody asks to have removed: ``called`` in one line, and every reason against it, of
    which there is none where it may go."""

    kind: RecordKind
    record_id: str
    called: str
    stays: tuple[Stays, ...] = ()
