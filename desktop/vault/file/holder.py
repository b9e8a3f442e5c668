"""Who has a vault open: which process, on which computer, since when (``vault.since``).

Written when a vault is opened and removed when it is closed; a killed process leaves it, and the
next opening writes its own over it. It is read by whoever finds the lock held. One canonical JSON
object; what is there and is no such object says nothing. The computer's name is the one thing in
the folder that may name somebody: it stands there while the vault is open, or after a crash.
"""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from pathlib import Path

from desktop import canonical
from desktop.errors import DiskFull, Holder
from desktop.model.values.moment import Moment
from desktop.system.files import read_small, write_atomically
from desktop.vault_files import SINCE

_MOST_BYTES = 4096
_MOST_NAME = 200


def say_held(folder: Path) -> None:
    """Write down that this process holds the vault in ``folder``."""
    now = Moment.now()
    held = {
        "process": os.getpid(),
        "computer": this_computer(),
        "since": now.utc,
        "offset_minutes": now.offset_minutes,
    }
    # On a full disk a vault is still opened: what it holds may be what has to be handed over.
    with suppress(DiskFull):
        write_atomically(folder / SINCE, canonical.encode(held))


def holder_of(folder: Path) -> Holder | None:
    """Who holds it, as far as that can be read."""
    try:
        held = canonical.decode(read_small(folder / SINCE, _MOST_BYTES), dict)
        since = canonical.from_plain(
            {"utc": held["since"], "offset_minutes": held["offset_minutes"]}, Moment
        )
        process, computer = held["process"], held["computer"]
    except (OSError, KeyError, canonical.NotADocument):
        return None
    if not (isinstance(process, int) and isinstance(computer, str)):
        return None
    shown = "".join(filter(str.isprintable, computer[:_MOST_NAME]))
    return Holder(process, shown, since, computer == this_computer())


def this_computer() -> str:
    """The name that the system gives this computer; "" where it gives none."""
    return platform.node()[:_MOST_NAME]
