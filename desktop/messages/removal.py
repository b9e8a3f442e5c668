"""Why something cannot be removed, in a person's words: window, command line, errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop import errors
from desktop.formats import format_date
from desktop.i18n import N_, _
from desktop.model.removal import Stays, Why

REMOVAL: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.RecordStays: (
        N_("It cannot be removed"),
        N_("Nothing was removed."),
        N_("Only what was made by mistake and that nobody else has can be removed."),
    ),
}
"""A part of ``errors.py``."""


def told(stays: Iterable[Stays]) -> list[str]:
    """A sentence for each reason, in the language in force."""
    return [_told(each) for each in stays]


def cannot_come_back() -> str:
    """What whoever removes something has to know first."""
    return _("It cannot be brought back. Backups made before still have it.")


def _told(stays: Stays) -> str:
    on = format_date(stays.at.local()) if stays.at else ""
    if stays.why is Why.USED:
        return _used(stays)
    dated, undated = _sentences(stays.why)
    return dated.format(date=on, name=stays.whom) if on else undated


def _used(stays: Stays) -> str:
    names = ", ".join(each.called or "…" for each in stays.by)
    more = stays.count - len(stays.by)
    if more:
        return _("It is used in: {names} and {count} more.").format(names=names, count=more)
    return _("It is used in: {names}.").format(names=names)


def _sentences(why: Why) -> tuple[str, str]:
    """With a date, and without one."""
    named = _("Another record, which is signed, names it.")
    typed = _("Something that is typed and not saved yet names it.")
    decided = _("A decision about consent is recorded.")
    protected = _("Their name is protected. End the protection first.")
    never = _("What a person decided is withdrawn, not removed.")
    said: dict[Why, tuple[str, str]] = {
        Why.SENT: (
            _("It was saved for handover on {date}: {name}."),
            _("It was prepared for handover."),
        ),
        Why.RECEIVED: (
            _("It came in a package on {date}: {name}."),
            _("It came from another vault."),
        ),
        Why.SEALED: (_("It was sealed on {date}."), _("It is sealed.")),
        Why.BEGUN: (_("The account was started on {date}."), _("It has a person’s account.")),
        Why.KEPT: (
            _("A signed version of it has been kept since {date}."),
            _("A signed version of it is kept."),
        ),
        Why.DECIDED: (decided, decided),
        Why.NAMED: (named, named),
        Why.TYPED: (typed, typed),
        Why.PROTECTED: (protected, protected),
        Why.NEVER: (never, never),
    }
    return said[why]
