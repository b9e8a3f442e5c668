"""What the commands have in common that remove what was made by mistake."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.usage import UsageError
from desktop.errors import RecordStays
from desktop.i18n import N_, _
from desktop.messages.removal import cannot_come_back
from desktop.model.version import RecordKind

if TYPE_CHECKING:
    from desktop.model.removal import Removable
    from desktop.vault import Vault

MORE = N_(
    "Only something that nobody else knows about can be removed: it was never sent, received, "
    "signed or used. You are asked once, and the custody log records what was removed."
)


def add_yes(parser: argparse.ArgumentParser) -> None:
    """Not to be asked."""
    parser.add_argument("--yes", action="store_true", help=_("Do not ask again."))


def remove(
    vault: Vault, kind: RecordKind, record_id: str, arguments: argparse.Namespace, console: Console
) -> int:
    """Ask, remove, and say so; ``RecordStays`` before anything is asked."""
    found = vault.removal.look(kind, record_id)
    if found.stays:
        raise RecordStays("it stays", stays=found.stays)
    if not arguments.yes:
        _ask(found, console)
    vault.removal.remove(kind, found.record_id)
    while vault.go_on_with_leftovers():
        pass
    if arguments.json:
        removed = {"kind": found.kind, "id": found.record_id, "called": found.called}
        console.json({"ok": True, "removed": removed})
    else:
        console.line(_("Removed: {name}").format(name=found.called or found.record_id))
        _note_backups(vault, console)
    return 0


def _note_backups(vault: Vault, console: Console) -> None:
    """Where it lies still, until the next backup there."""
    from desktop.messages.backups import still_holds

    for each in vault.backups.places():
        if each.holds:
            console.note(f"{each.path}: {still_holds(each.holds)}")


def _ask(found: Removable, console: Console) -> None:
    console.note(cannot_come_back())
    question = _("Remove {name}, made by mistake? Type yes: ")
    confirm(question.format(name=found.called or found.record_id), console)


def confirm(question: str, console: Console, otherwise: str = "") -> None:
    """Ask what *yes* answers; ``UsageError`` for anything else, and without a terminal.
    ``otherwise``: as :func:`agreed` has it."""
    if not agreed(question, console, otherwise):
        raise UsageError(otherwise or _("Nothing was changed."))


def agreed(question: str, console: Console, otherwise: str = "") -> bool:
    """Whether somebody answers *yes*; ``UsageError`` without a terminal. ``otherwise``: what is
    true then, where it is not that nothing was changed."""
    answer = console.ask(question)
    if answer is None:
        raise UsageError(
            " ".join((_("There is no terminal to ask on. Use --yes."), otherwise)).strip()
        )
    return answer.casefold() in {"yes", _("yes").casefold()}
