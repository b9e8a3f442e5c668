"""``skryniactl custody``: the log of who did what, when, and whether it holds."""

from __future__ import annotations

import argparse

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.session import opened, when
from desktop.i18n import N_, _
from desktop.messages.backups import segment_told
from desktop.model.custody import CustodyEvent
from desktop.model.removal import MADE_BY_MISTAKE


def verify(arguments: argparse.Namespace, console: Console) -> int:
    """Compute the whole chain again and name every row that does not follow."""
    with opened(arguments) as vault:
        report = vault.custody.verify()
        restored = vault.custody.restored() if report.intact else ()
    code = 0 if report.intact else 1
    if arguments.json:
        console.json({"ok": report.intact, "report": report, "restored": restored})
        return code
    console.fields(
        [(_("Entries"), report.rows), (_("Newest"), report.head.seq), (_("Hash"), report.head.hash)]
    )
    for problem in report.problems:
        console.line(problem)
    for each in restored:
        console.line(segment_told(each.began))
    console.line(
        _("The chain of entries is intact.")
        if report.intact
        else _("The log was changed. Keep this vault as it is and compare it with a backup.")
    )
    return code


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--object", metavar="ID", help=_("Only what concerns this record or file."))


def list_events(arguments: argparse.Namespace, console: Console) -> int:
    """The rows of the log, oldest first."""
    with opened(arguments) as vault:
        events = list(vault.custody.events(arguments.object))
    if arguments.json:
        console.json({"events": events})
        return 0
    from desktop.vocabulary import vocabulary

    kinds = vocabulary("custody_kind")
    console.table(
        (_("Entry"), _("When"), _("What"), _("Of"), _("Id"), _("By"), _("Reason")),
        [(*_row(event, kinds.label(event.kind.value)), _why(event)) for event in events],
    )
    return 0


def _row(event: CustodyEvent, what: str) -> tuple[object, ...]:
    from desktop.vault.custody.naming import object_called

    of = object_called(event.object_kind)
    return event.seq, when(event.at), what, of, event.object_id, event.agent


def _why(event: CustodyEvent) -> str:
    """Why something was removed, the reason that was chosen for what showed more than a consent
    says, or what became of a way to unlock; "" of anything else."""
    from desktop.vocabulary import vocabulary

    if event.detail.get("way"):
        from desktop.messages.ways_in import became_told

        return became_told(event.detail)
    reason = event.detail.get("reason", "")
    if reason == MADE_BY_MISTAKE:
        return _("Made by mistake")
    reasons = vocabulary("print_reason")
    return reasons.label(reason) if reason in reasons.codes else ""


NOUN = Noun(
    "custody",
    N_("Read the custody log; prove that nobody changed it."),
    (
        Command(
            "verify",
            N_("Verify the whole log and name every entry that was changed."),
            verify,
            examples=("custody verify anna.skrynia --json",),
            json=True,
        ),
        Command(
            "list", N_("List the entries of the log."), list_events, _list_arguments, json=True
        ),
    ),
)
