"""Who has a vault open, in a person's words."""

from __future__ import annotations

from desktop.errors import Holder
from desktop.formats import format_date_time
from desktop.i18n import _


def held_told(holder: Holder) -> str:
    """By which computer and since when, in local time."""
    since = format_date_time(holder.since.local())
    if holder.here:
        return _("It has been open on this computer since {time} (process {number}).").format(
            time=since, number=holder.process
        )
    if not holder.computer:
        return _("It has been open on another computer since {time}.").format(time=since)
    return _("It has been open on the computer “{name}” since {time}.").format(
        name=holder.computer, time=since
    )
