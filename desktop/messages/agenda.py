"""What Home and ``skryniactl home`` say: headings of what waits, and a phrase for each of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from desktop.formats import format_date, format_number
from desktop.home.packages import ReceivedSummary, SentSummary
from desktop.i18n import N_, _
from desktop.messages.likeness import reasons_message
from desktop.messages.phases import phases_message
from desktop.messages.ways_in import way_called
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.model.values.moment import Moment
from desktop.reading.agenda import (
    AskAgain,
    BackupDue,
    Listed,
    MayBeOne,
    Planned,
    ToTell,
    UnderWay,
    WayDue,
)
from desktop.vocabulary import vocabulary

HEADINGS: Final = {
    "planned": N_("Planned next"),
    "under_way": N_("Interviews to finish"),
    "to_save": N_("Sealed, not yet saved for handover"),
    "no_receipt": N_("Saved for handover, no receipt yet"),
    "ask_again": N_("To ask about consent again"),
    "to_tell": N_("Consent withdrawn or narrowed, recipients not told yet"),
    "to_resolve": N_("To be resolved"),
    "may_be_one": N_("May be one person"),
    "arrived": N_("Received in the last 14 days"),
    "receipts_owed": N_("Receipts to save for the sender"),
    "forms": N_("Forms to finish"),
    "cards": N_("Contact cards to compare"),
}
"""By the field of the ``Agenda``."""

_OF_A_RESEARCHER: Final = (
    "planned", "under_way", "to_save", "no_receipt", "ask_again", "to_tell", "to_resolve",
    "may_be_one", "receipts_owed", "forms", "cards",
)  # fmt: skip
_OF_AN_ORGANISATION: Final = (
    "arrived", "receipts_owed", "to_resolve", "may_be_one", "to_tell", "no_receipt", "planned",
    "under_way", "ask_again", "forms", "cards",
)  # fmt: skip


def order_of(role: Role) -> tuple[str, ...]:
    """The fields in the order in which they are shown."""
    return _OF_AN_ORGANISATION if role is Role.ORGANISATION else _OF_A_RESEARCHER


def count_message(listed: Listed[object]) -> str:
    """How many there are: «12», «1,000+»."""
    return format_number(listed.count) + ("+" if listed.more else "")


def planned_message(planned: Planned) -> str:
    """When, in words."""
    if not planned.interview.planned_for:
        return _("No date yet")
    day = day_message(planned.interview.planned_for)
    return _("Was planned for {day}").format(day=day) if planned.overdue else day


def day_message(typed: str) -> str:
    """A planned day in words; as it came where another program wrote something else."""
    try:
        return format_date(date.fromisoformat(typed))
    except ValueError:
        return typed


def open_message(under_way: UnderWay) -> str:
    """What is still open, phase by phase."""
    return phases_message(under_way.open)


def ask_again_message(ask_again: AskAgain) -> str:
    """What to ask about: each use with its recipients."""
    to: dict[Purpose, list[RecipientKind]] = {}
    for each in ask_again.uses:
        to.setdefault(each.purpose, []).append(each.recipient)
    return " · ".join(_use(purpose, recipients) for purpose, recipients in to.items())


def _use(purpose: Purpose, recipients: Sequence[RecipientKind]) -> str:
    labels = vocabulary("recipient_kind")
    listed = ", ".join(labels.label(each) for each in recipients)
    return f"{vocabulary('purpose').label(purpose)}: {listed}"


def may_be_one_message(pair: MayBeOne) -> str:
    """Why two may be one, or that decisions about them contradict each other."""
    return reasons_message(pair.reasons) or _("Decisions contradict each other")


def people_message(pair: MayBeOne) -> str:
    """Both, each with code and name."""
    return " · ".join(
        f"{each.code} {each.name}" if each.name != each.code else each.code
        for each in (pair.one, pair.other)
    )


def to_tell_message(to_tell: ToTell) -> str:
    """Who has it and does not know."""
    return _("Not told yet: {names}").format(names=", ".join(to_tell.recipients))


def saved_message(package: SentSummary) -> str:
    """Since when a receipt is waited for."""
    return _("Saved {day}").format(day=_day(package.written_at))


def received_message(package: ReceivedSummary) -> str:
    """Since when a package is here."""
    return _("Received {day}").format(day=_day(package.received_at))


def backup_message(due: BackupDue) -> str:
    """That a backup is due, and since when."""
    if due.last is None:
        return _("There is no backup of this vault yet.")
    return _("Something was written since the last backup of {day}.").format(day=_day(due.last))


def way_message(due: WayDue) -> tuple[str, str]:
    """That there is no way back, or that one is to be tried; and what it is good for."""
    if not due.kind:
        return (
            _("There is no way back yet if the passphrase is forgotten."),
            _("A recovery sheet, a code on paper, opens the vault then."),
        )
    called = way_called(due.kind)
    called = called[:1].upper() + called[1:]
    said = _("A minute once a month: is it still where it was, and does it open the vault?")
    if due.last is None:
        return _("{way}: not tried for a long time.").format(way=called), said
    return _("{way}: last tried or made {day}.").format(way=called, day=_day(due.last)), said


def first_message(role: Role) -> tuple[str, str]:
    """What is said where no interview is here yet, and what to do first."""
    if role is Role.ORGANISATION:
        return (
            _("Nothing was received yet."),
            _(
                "First add the contact cards of your researchers and compare the safety numbers. "
                "Then you can receive their packages."
            ),
        )
    return (
        _("No interviews yet"),
        _("Plan the first one. Nothing is asked of the person before they consent."),
    )


def nothing_message() -> str:
    """Of a vault in which nothing waits."""
    return _("Nothing is waiting.")


def _day(moment: Moment) -> str:
    return format_date(moment.local().date())
