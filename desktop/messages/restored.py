"""What is told of a vault that was restored, from a copy of its folder or from daily backups."""

from __future__ import annotations

from typing import TypeAlias

from desktop.formats import format_date_time
from desktop.i18n import _
from desktop.messages.backups import as_it_was_told, journey_told, missing_told, removed_told
from desktop.vault.backups.restore import RestoredGeneration
from desktop.vault.file.restore import Restored
from desktop.vault.file.restored_messages import restored_told

FromEither: TypeAlias = Restored | RestoredGeneration


def laid_down_told(found: FromEither) -> tuple[str, ...]:
    """Translated sentences: of when it is, what is not in it, and why."""
    told = restored_told(Restored(found.newest, found.older))
    if isinstance(found, Restored):
        return told
    removed = (removed_told(found.removed),) if found.removed else ()
    missing = (missing_told(found.names),) if found.missing else ()
    journey = (journey_told(),) if found.journey else ()
    which = _("It is the backup of {time}.").format(time=format_date_time(found.made.local()))
    amiss = (as_it_was_told(), *found.findings) if found.findings else ()
    return (which, *told, *removed, *missing, *amiss, *journey)


def of_journey(found: FromEither | None) -> bool:
    """Whether it is what was packed for a journey, so that only what others hold opens it."""
    return isinstance(found, RestoredGeneration) and found.journey


def is_whole(found: FromEither) -> bool:
    """Whether it is as it was written last, with every original."""
    return not found.older and (
        isinstance(found, Restored) or not (found.missing or found.findings)
    )
