"""A file the program was started with, offered over the rooms; nothing is done unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.i18n import _
from ui.given import Given, GivenKind
from ui.shell.room import HANDOFF
from ui.widgets.dialogs.confirm import ConfirmDialog, Question, ask

if TYPE_CHECKING:
    from ui.shell.shell import Shell


def offer_file(shell: Shell, given: Given) -> ConfirmDialog:
    """Ask whether to go on with a package, a receipt or a card."""
    question = Question(_title(given.kind), given.name, _after(given.kind), _("Continue"), False)
    path = str(given.path)
    return ask(shell, question, lambda: shell.navigate(HANDOFF, path=given.kind.value, file=path))


def offer_vault(shell: Shell, given: Given, change: Callable[[], None]) -> ConfirmDialog:
    """Ask whether to leave the open vault for another."""
    question = Question(
        _("Open another vault?"),
        given.name,
        _("The open vault is locked first; what was typed is saved."),
        _("Lock and open it"),
        False,
    )
    return ask(shell, question, change)


def _title(kind: GivenKind) -> str:
    if kind is GivenKind.PACKAGE:
        return _("Check this package?")
    return _("Import this receipt?") if kind is GivenKind.RECEIPT else _("Add this contact card?")


def _after(kind: GivenKind) -> str:
    if kind is GivenKind.PACKAGE:
        return _("You see what it contains before anything is accepted.")
    if kind is GivenKind.RECEIPT:
        return _("What it confirms counts as received from then on.")
    return _("It is trusted only after you compared the digits.")
