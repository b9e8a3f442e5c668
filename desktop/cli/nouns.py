"""Every noun of the command line, in the order in which the help shows them.

Its module is imported when a line comes to it: importing all takes longer than many a command.
"""

from __future__ import annotations

from desktop.cli.declare import Part
from desktop.i18n import N_, _

PARTS: tuple[Part, ...] = (
    Part("vault", N_("Create, inspect, check, back up and restore a vault."), "vault"),
    Part(
        "backup",
        N_("Keep backups of a vault in one folder; check and restore them."),
        "vaults.backup",
    ),
    Part(
        "way",
        N_("Ways to unlock a vault: list, add, try and revoke them; recovery sheets and shares."),
        "vaults.way",
    ),
    Part("home", N_("Show what waits: planned, to finish, to send, to answer."), "home"),
    Part("search", N_("Find words and names, in every spelling, in the whole vault."), "search"),
    Part(
        "card",
        N_("Show your contact card; add, compare and trust those of others."),
        "handoff.card",
    ),
    Part("interview", N_("List interviews; show one; remove one made by mistake."), "interview"),
    Part("consent", N_("Show what a person agreed to."), "consent"),
    Part("person", N_("List people; say who is one person; remove one made by mistake."), "person"),
    Part("place", N_("Add places, list them, show one; remove one made by mistake."), "place"),
    Part(
        "passage",
        N_("Mark words of an account or a part of a file; list, show and confirm them."),
        "passage",
    ),
    Part(
        "protected",
        N_("Protect names that must not be shown outside; list, change, end it."),
        "protected",
    ),
    Part(
        "photos",
        N_("Add photos and files, list them, check them, save originals; remove one."),
        "files.photos",
    ),
    Part(
        "sets",
        N_("Sets of photos and files: make, fill and order them, save one whole."),
        "files.sets",
    ),
    Part(
        "report", N_("Print a summary of an interview, or a page for the person, as PDF."), "report"
    ),
    Part(
        "names",
        N_("Decide about names before something leaves, and list what was replaced."),
        "names",
    ),
    Part(
        "package",
        N_("Plan, create, verify and open signed, encrypted packages."),
        "handoff.package",
    ),
    Part("receive", N_("Verify a package and accept it into the vault."), "handoff.receive"),
    Part(
        "receipt",
        N_("Save receipts for what was received; import those for what was sent."),
        "handoff.receipt",
    ),
    Part("custody", N_("Read the custody log; prove that nobody changed it."), "custody"),
    Part(
        "organisation",
        N_("Settings of an organisation: show, sign and add them."),
        "handoff.organisation",
    ),
    Part("demo", N_("Walk the whole journey once, with invented people, and prove it."), "demo"),
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
