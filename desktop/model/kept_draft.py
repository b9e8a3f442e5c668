"""What was typed into a form and that nobody decided yet: plain rules, no I/O.

A lock, a crash or the end of the program keeps it and decides nothing. It is offered again
beside whatever the vault holds by then. (What a form saves by itself is no draft: see
``laid_over.py``.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.model.version import RecordKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeptDraft(Generic[T]):
    """``typed``: the form as it stood; ``base``: what was recorded when it was filled."""

    typed: T
    base: T | None = None


@dataclass(frozen=True, slots=True)
class DraftForm(Generic[T]):
    """A form that keeps a draft.

    ``kind``: of the records it belongs to; ``part``: which of their forms; both are stored.
    ``shape``: what its drafts are read as. ``offered``: what to show of a draft, now that this is
    recorded; None for nothing.
    """

    kind: RecordKind
    part: str
    shape: type[KeptDraft[T]]
    offered: Callable[[KeptDraft[T], T | None], T | None]
