"""Every noun of the command line, in the order in which the help shows them."""

from __future__ import annotations

from desktop.cli import (
    consent,
    custody,
    demo,
    home,
    interview,
    names,
    person,
    place,
    protected,
    report,
    search,
    vault,
)
from desktop.cli.declare import Command, Noun
from desktop.cli.files import photos, sets
from desktop.cli.handoff import card, organisation, package, receipt, receive
from desktop.cli.vaults import backup, way
from desktop.i18n import _

PARTS: tuple[Noun | Command, ...] = (
    vault.NOUN,
    backup.NOUN,
    way.NOUN,
    home.COMMAND,
    search.COMMAND,
    card.NOUN,
    interview.NOUN,
    consent.NOUN,
    person.NOUN,
    place.NOUN,
    protected.NOUN,
    photos.NOUN,
    sets.NOUN,
    report.NOUN,
    names.NOUN,
    package.NOUN,
    receive.COMMAND,
    receipt.NOUN,
    custody.NOUN,
    organisation.NOUN,
    demo.COMMAND,
)


def description() -> str:
    """What stands on top of ``skryniactl --help``."""
    return _(
        "Skrynia keeps interviews, consent and photos in an encrypted vault and delivers "
        "them in signed, encrypted packages. Interviews are conducted, and consent is recorded, "
        "in the window; this program does the rest from the command line. It never uses a network."
    )


def exit_codes() -> str:
    """What stands below it."""
    return "\n".join(
        (
            _(
                "You are asked for passphrases without showing them on the screen, or they "
                "are read from a file descriptor or a file."
            ),
            "",
            _("Exit codes:"),
            "  0    " + _("done"),
            "  1    " + _("refused: the message says what happened and what to do"),
            "  2    " + _("the command line is not valid"),
            "  70   " + _("an error in the program"),
            "  130  " + _("stopped by Ctrl+C"),
            "",
            _("Start with:"),
            "  skryniactl demo DIR",
            "  skryniactl vault --help",
        )
    )
