"""What is told of a backup that was restored: that it was checked, and of when it is."""

from __future__ import annotations

from desktop.formats import format_date, format_time
from desktop.i18n import _
from desktop.model.values.moment import Moment
from desktop.vault.file.check_messages import older
from desktop.vault.file.older_messages import what_older_means
from desktop.vault.file.restore import Restored


def newest_told(newest: Moment) -> str:
    """By what a person may know that there was a newer state."""
    at = newest.local()
    return _("The newest entry is of {day}, {time}.").format(
        day=format_date(at), time=format_time(at)
    )


def restored_told(found: Restored) -> tuple[str, ...]:
    """Translated sentences about a backup that was opened and checked whole."""
    told = [newest_told(found.newest)] if found.newest else []
    if found.older:
        told += [older(found.older), what_older_means()]
    return tuple(told)
