"""Packages that a stopped process left about to be named: what became of each.

Asked of the stick or folder each was written to, beside the opening: a network share that does
not answer would hold it. Only :meth:`Unsettled.settle`, on the vault's own thread, writes what
was found. A package of which nothing is known yet counts as sent, and as uncertain.
"""

from __future__ import annotations

import os
from enum import Enum, auto
from pathlib import Path

from desktop.system.files import PARTIAL
from desktop.vault.looking import Looking
from desktop.vault.records.handoff.sending import Sending
from desktop.vault.store.connection import Database

_Waiting = tuple[str, bytes | None]
"""The id of a package and where its file was to be, in the system's own bytes."""


class Unsettled:
    """The packages that were about to be named when the vault was opened."""

    def __init__(self, db: Database, sending: Sending) -> None:
        """Begin to look for them."""
        self._sending = sending
        waiting: list[_Waiting] = [
            (package_id, target)
            for package_id, target in db.all(
                "SELECT package_id, target FROM package_sent WHERE state = 'naming'"
            )
        ]
        self._looking = Looking(waiting, _whereabouts)

    def settle(self, patience: float) -> None:
        """Record what was found since the last call, and wait so many seconds for the rest.

        What is not found out in time stays as it is, until the next call or opening.
        """
        for (package_id, _target), found in self._looking.answers(patience):
            match found:
                case _Whereabouts.NAMED:
                    self._sending.named(package_id)
                case _Whereabouts.UNFINISHED:
                    self._sending.not_named(package_id)
                case _Whereabouts.UNKNOWN:
                    self._sending.not_known(package_id)


class _Whereabouts(Enum):
    NAMED = auto()
    UNFINISHED = auto()
    UNKNOWN = auto()


def _whereabouts(waiting: _Waiting) -> _Whereabouts:
    """Whether the file took its name. It did not where it is still ``.partial``, and only that.

    A ``.partial`` with a second name was named: by a hard link, which somebody has moved since.
    """
    _package_id, target = waiting
    if target is None:
        return _Whereabouts.UNKNOWN
    path = Path(os.fsdecode(target))
    if os.path.lexists(path):
        return _Whereabouts.NAMED
    try:
        partial = path.with_name(path.name + PARTIAL).stat(follow_symlinks=False)
    except OSError:  # the stick is not there, or another one
        return _Whereabouts.UNKNOWN
    return _Whereabouts.UNFINISHED if partial.st_nlink <= 1 else _Whereabouts.UNKNOWN
