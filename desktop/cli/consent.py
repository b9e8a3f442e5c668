"""``skryniactl consent``: what a person agreed to."""

from __future__ import annotations

import argparse

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interview import add_interview
from desktop.cli.session import find_interview, opened, when
from desktop.errors import NoSuchRecord
from desktop.i18n import N_, _
from desktop.model.consent import Consent


def show(arguments: argparse.Namespace, console: Console) -> int:
    """The consent as it stands: each purpose and recipient with its answer."""
    with opened(arguments) as vault:
        consent = vault.consents.for_interview(find_interview(vault, arguments.interview).id)
    if consent is None:
        if arguments.json:
            raise NoSuchRecord("no consent is recorded for this interview")
        console.note(_("No consent is recorded for this interview."))
        return 1
    if arguments.json:
        console.json(consent)
        return 0
    _print(consent, console)
    return 0


def _print(consent: Consent, console: Console) -> None:
    from desktop.vocabulary import vocabulary

    pairs = [
        (_("Given"), when(consent.given_at)),
        (_("How"), vocabulary("how_given").label(consent.how_given.value)),
        (_("Text read out"), f"{consent.text_version} ({consent.text_language})"),
        (_("Withdrawn"), when(consent.withdrawn_at)),
        (_("Why withdrawn"), consent.withdrawn_reason),
    ]
    console.fields([(label, value) for label, value in pairs if value])
    console.line()
    names = ("purpose", "recipient_kind", "answer", "identification")
    purposes, recipients, answers, shown = map(vocabulary, names)
    console.table(
        (_("Purpose"), _("To whom"), _("Answer"), _("Identified by")),
        [
            (
                purposes.label(cell.purpose.value),
                recipients.label(cell.recipient.value),
                answers.label(cell.answer.value),
                shown.label(cell.identification.value),
            )
            for cell in consent.answers
        ],
    )


NOUN = Noun(
    "consent",
    N_("Show what a person agreed to."),
    (
        Command(
            "show",
            N_("Show the consent of an interview as it stands."),
            show,
            add_interview,
            examples=("consent show anna.skrynia WAW-003",),
            json=True,
        ),
    ),
)
