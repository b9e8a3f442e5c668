"""``skryniactl consent``: what a person agreed to."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from typing import TYPE_CHECKING

from desktop import canonical
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interrupt import Interruptible
from desktop.cli.interview import add_interview
from desktop.cli.removing import add_yes, confirm
from desktop.cli.session import find_interview, opened, when
from desktop.cli.usage import UsageError
from desktop.errors import NoSuchRecord
from desktop.i18n import N_, _, current_translator, ngettext
from desktop.model.consent import Consent, DecidedBy, HowGiven, Refusal, whole_refusal
from desktop.model.consent.shown_alike import WAYS

if TYPE_CHECKING:
    from desktop.vault.records.consents import Beside


def show(arguments: argparse.Namespace, console: Console) -> int:
    """The consent as it stands: each purpose and recipient with its answer."""
    with opened(arguments) as vault:
        interview = find_interview(vault, arguments.interview)
        consent = vault.consents.for_interview(interview.id)
        beside = vault.consents.beside(interview.id)
    if consent is None:
        if arguments.json:
            raise NoSuchRecord("no consent is recorded for this interview")
        console.note(_("No consent is recorded for this interview."))
        return 1
    if arguments.json:
        others = [
            {
                "version": version.id,
                "author": version.document.author,
                "says": says.value,
                "stays": version.id in beside.stay,
            }
            for version, says in beside.versions
        ]
        console.json({**canonical.to_plain(consent), "answered": beside.answered, "others": others})
        return 0
    _print(consent, console)
    _tell_others(beside, console)
    return 0


def _tell_others(beside: Beside, console: Console) -> None:
    """What others decided counts beside what is shown."""
    if not beside.answered:
        said = _("These answers were recorded by others, and not by whoever led the interview.")
        console.note(said)
        console.note(_("Nothing is sent by them until somebody here confirms that they apply."))
    elif beside.versions:
        console.note(_("Others decided something else about this interview."))
        console.note(
            _("Until that is settled, the narrower of the answers applies, whatever is shown here.")
        )


def _print(consent: Consent, console: Console) -> None:
    from desktop.vocabulary import vocabulary

    pairs = [
        (_("Given"), when(consent.given_at)),
        (_("How"), _how_given(consent)),
        (_("Text read out"), _text_read(consent)),
        (_("Read out"), when(consent.read_out_at)),
        *_deciders(consent),
        (_("Not in force"), _stays(whole_refusal(consent))),
        (_("Use restricted"), when(consent.restricted_at)),
        (_("Why restricted"), consent.restricted_reason),
        (_("Withdrawn"), when(consent.withdrawn_at)),
        (_("Why withdrawn"), consent.withdrawn_reason),
    ]
    console.fields([(label, value) for label, value in pairs if value])
    console.line()
    from desktop.reports.summary_consent import stays_for

    names = ("purpose", "recipient_kind", "answer")
    purposes, recipients, answers = map(vocabulary, names)
    console.table(
        (
            *(_("Purpose"), _("To whom"), _("Answer")),
            *map(vocabulary("shown").label, WAYS),
            _("Not in force"),
        ),
        [
            (
                purposes.label(cell.purpose.value),
                recipients.label(cell.recipient.value),
                answers.label(cell.answer.value),
                *(vocabulary(way).label(getattr(cell, way).value) for way in WAYS),
                stays_for(consent, cell, current_translator()),
            )
            for cell in consent.answers
        ],
    )


def _stays(refusal: Refusal | None) -> str:
    """Why nothing leaves whatever was answered; "" where the answers count."""
    from desktop.vocabulary import vocabulary

    return "" if refusal is None else vocabulary("refusal").label(refusal.value)


def _how_given(consent: Consent) -> str:
    """ "" where nobody said."""
    from desktop.vocabulary import vocabulary

    said = consent.how_given is not HowGiven.NOT_SAID
    return vocabulary("how_given").label(consent.how_given.value) if said else ""


def _text_read(consent: Consent) -> str:
    """Which text, and its language; "" where none was read out."""
    return f"{consent.text_version} ({consent.text_language})" if consent.text_version else ""


def _deciders(consent: Consent) -> list[tuple[str, str]]:
    """Who decided, where that was not the person alone."""
    from desktop.vocabulary import vocabulary

    if consent.decided_by is DecidedBy.SELF:
        return []
    answers, unsaid = vocabulary("answer"), _("not said")
    agreed = (
        (_("The person agrees"), consent.own_agreement),
        (_("The guardian agrees"), consent.guardian_agreement),
    )
    asked = agreed if consent.decided_by is DecidedBy.WITH_GUARDIAN else ()
    right = vocabulary("authority_to_decide").label(consent.authority)
    return [
        (_("Decided by"), vocabulary("decided_by").label(consent.decided_by.value)),
        (_("Who decides"), consent.decider.strip() or unsaid),
        (_("By what right"), right or unsaid),
        *((name, answers.label(said.value)) for name, said in asked),
    ]


def strangers(arguments: argparse.Namespace, console: Console) -> int:
    """The keys that nobody here knows, and the interviews in which something of theirs counts."""
    with opened(arguments) as vault:
        found = {
            author: [vault.interviews.get(each).code for each in interviews]
            for author, interviews in vault.strangers.closing().items()
        }
    if arguments.json:
        listed = [{"author": each, "interviews": codes} for each, codes in found.items()]
        console.json({"strangers": listed})
        return 0
    if not found:
        console.note(_("Nothing signed by somebody unknown applies here."))
    console.table(
        (_("Fingerprint"), _("Interviews")),
        [(author, ", ".join(codes)) for author, codes in found.items()],
    )
    return 0


def settle(arguments: argparse.Namespace, console: Console) -> int:
    """Say once that what was decided holds, whatever one unknown key signed about it."""
    if not arguments.reason.strip():
        raise UsageError(_("A reason is needed."))
    with opened(arguments) as vault:
        closed = vault.strangers.closing().get(arguments.author, ())
        if not closed:
            console.note(_("Nothing signed with this key applies here."))
        elif not arguments.yes:
            _ask(console, [vault.interviews.get(each).code for each in closed])
        with Interruptible(console.progress) as progress:
            settled = vault.strangers.settle(arguments.author, arguments.reason, progress)
    if arguments.json:
        console.json({"ok": True, "settled": settled})
        return 0
    console.line(
        ngettext("Settled in {count} interview.", "Settled in {count} interviews.", settled).format(
            count=settled
        )
    )
    return 0


def _ask(console: Console, codes: Collection[str]) -> None:
    console.note(_("It may be a withdrawal by somebody whose card is not trusted here yet."))
    console.note(", ".join(codes))
    question = _("Do the recorded answers apply in all of them ({count})? Type yes: ")
    answer = console.ask(question.format(count=len(codes)))
    if answer is None:
        raise UsageError(_("There is no terminal to ask on. Use --yes."))
    if answer.casefold() not in {"yes", _("yes").casefold()}:
        raise UsageError(_("Nothing was changed."))


def _add_stranger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("author", help=_("The fingerprint, as `consent strangers` prints it."))
    parser.add_argument(
        "--reason",
        required=True,
        help=_("How you know that the answers apply. It is sent with them."),
    )
    parser.add_argument("--yes", action="store_true", help=_("Do not ask again."))


def looked_at(arguments: argparse.Namespace, console: Console) -> int:
    """Let things be sent again after saves were lost."""
    from desktop.vault.file.lost_messages import looked_stays, looked_what

    with opened(arguments) as vault:
        if vault.unlooked is None:
            console.line(_("No saves are missing here, or the consents were looked at already."))
            return 0
        if not arguments.yes:
            console.note(looked_what())
            console.note(looked_stays())
            confirm(_("Did you look at the consents? Type yes: "), console)
        vault.consents_looked_at()
    console.line(_("Recorded. Things can be sent from this vault again."))
    return 0


NOUN = Noun(
    "consent",
    N_("Show what a person agreed to."),
    (
        Command(
            "show",
            N_("Show the current consent of an interview."),
            show,
            add_interview,
            examples=("consent show anna.skrynia WAW-003",),
            json=True,
        ),
        Command(
            "strangers",
            N_("List unknown keys whose decisions block or restrict interviews here."),
            strangers,
            examples=("consent strangers anna.skrynia",),
            json=True,
        ),
        Command(
            "looked-at",
            N_("Say that the consents were looked at, after saves were lost."),
            looked_at,
            add_yes,
            more=N_(
                "Where saves are missing, nothing is sent until somebody has looked whether a "
                "withdrawal or a narrower answer is among them. The custody log records it."
            ),
            examples=("consent looked-at anna.skrynia",),
        ),
        Command(
            "settle",
            N_("Settle all that one unknown key signed, for one reason."),
            settle,
            _add_stranger,
            examples=(
                "consent settle anna.skrynia SHA256:… --reason 'nobody of ours has this key'",
            ),
            json=True,
        ),
    ),
)
