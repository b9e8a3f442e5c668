"""A print of an interview for somebody outside, and the table of what was replaced for them.

Above ``handoff`` and ``reports``, because it asks the gate of the one and prints by the other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import ConsentRefused
from desktop.handoff.sending.gate import ask, usable_card
from desktop.handoff.sending.read_first import read_first
from desktop.i18n import _
from desktop.model.consent import Decision, Identification, Purpose
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.written_out import REPLACED
from desktop.progress import Progress, no_progress, paced
from desktop.reports.copies import Target, copy_row, next_copy
from desktop.reports.load import attached_files
from desktop.reports.recipient_input import (
    Addressee,
    RecipientInput,
    Replacement,
    ReplacementsInput,
)
from desktop.showing.decided import Choice
from desktop.showing.form import Form, form_of
from desktop.showing.looking import Looked, look, shown_record
from desktop.showing.register import SELF
from desktop.showing.shown import refuse_open
from desktop.showing.worklist import Listed
from desktop.system.files import write_atomically
from desktop.vault_files import refuse_within

if TYPE_CHECKING:
    from desktop.handoff.sending.offer import Offer
    from desktop.model.interview import InterviewDocument
    from desktop.reports.summary_input import AttachedFile
    from desktop.vault import Vault

_MANY: Final = 500
"""Interviews of an offer that are passed over between two safe points."""


def decided_for(vault: Vault, interview_id: str, target: Target) -> Decision:
    """What the gate says of this interview for somebody outside. ``DamagedVault`` where the vault
    does not hold what was decided last."""
    return ask(vault, [interview_id], target.purpose, target.kind)[interview_id].decision


def form_for(vault: Vault, interview_id: str, target: Target) -> Form:
    """In which form they may be shown it; ``ConsentRefused`` where in none."""
    decision = decided_for(vault, interview_id, target)
    if decision.refusal is not None:
        raise ConsentRefused(decision.refusal.value)
    return form_of(decision, target.kind)


def write_for_recipient(
    vault: Vault,
    interview_id: str,
    path: Path,
    language: str,
    target: Target,
    progress: Progress = no_progress,
) -> int:
    """Write the summary that somebody outside may see as PDF, over whatever was there; the number
    of the copy, which stands on each page.

    ``ConsentRefused`` where nothing may go, or no longer once the pages are set; ``NamesUndecided``
    as long as somebody has to decide about a name in it; ``CardNotTrusted``, ``RevokedSigner``.
    The custody log has it before the first byte is written (``CustodyLog.leaving``).
    ``NoSuchRecord``; ``StorageError`` (``WithinVault``) and ``Cancelled``, and then what was there
    stays.
    """
    # ReportLab's way to escape text brings code for networks along.
    from desktop.reports.recipient_summary import recipient_summary

    refuse_within(path)
    name = _name_of(vault, target)
    form = form_for(vault, interview_id, target)
    # While pages are set others may write: the number, what was decided of names and the gate's
    # word are those of the end.
    at: tuple[int, Looked] | None = None
    while (now := _by_now(vault, interview_id, form, progress)) != at:
        at = number, looked = now
        to = Addressee(name, target.kind, target.purpose, number)
        record = replace(_material(vault, looked, progress), to=to)
        pdf = recipient_summary(record, language, lambda: progress(0, 0, _("Creating the PDF…")))
    if (_name_of(vault, target), form_for(vault, interview_id, target)) != (name, form):
        raise ConsentRefused("a consent changed since the pages were set")
    detail = copy_row(vault, interview_id, number, target)
    detail |= {"language": language, "identification": form.named.value}
    event = (CustodyKind.DISCLOSURE, vault.interviews.kind.name, interview_id, detail)
    with vault.custody.leaving(*event) as log_it:
        write_atomically(path, pdf, before=log_it)
    return number


def names_for(
    vault: Vault, interview_id: str, form: Form, progress: Progress = no_progress
) -> tuple[Listed, ...]:
    """Every place that is to be decided before somebody may be shown it in this form, with what was
    decided; ``Cancelled``."""
    read_first(vault, [interview_id], form.recipient, progress)
    looked = look(vault, interview_id, form, progress)
    code = vault.interviews.get(interview_id).code
    return tuple(
        Listed(interview_id, form, code, spot, looked.decided.get(spot.key))
        for spot in looked.spots
    )


def names_of(vault: Vault, offer: Offer, progress: Progress = no_progress) -> list[Listed]:
    """The same of all that may go to a recipient and not as it was told; ``Cancelled``."""
    kind = offer.recipient.recipient_kind
    found: list[Listed] = []
    for looked in paced(offer.may_go, partial(progress, 0, 1, _("Looking for names")), _MANY):
        if not looked.decision.as_told:
            found += names_for(vault, looked.id, form_of(looked.decision, kind), progress)
    return found


def held_as_told(vault: Vault, offer: Offer, progress: Progress = no_progress) -> dict[str, str]:
    """Of what may go to a recipient otherwise than as it was told: the codes of what they were sent
    as it was told, by the ids of the interviews. Nothing that goes now takes that back."""
    pause = partial(progress, 0, 1, _("Looking for names"))
    rows = paced(offer.may_go, pause, _MANY)
    codes = {looked.id: looked.code for looked in rows if not looked.decision.as_told}
    sent = frozenset(vault.outlines.sent_to(offer.recipient.fingerprint, codes.keys(), pause))
    return {each: code for each, code in codes.items() if each in sent}


def write_replacements(
    vault: Vault,
    interview_id: str,
    path: Path,
    language: str,
    target: Target,
    progress: Progress = no_progress,
) -> None:
    """Write the table of what is replaced for somebody outside as PDF, for the organisation alone,
    over whatever was there. ``ConsentRefused`` where nothing may go to them.

    The custody log has it before the first byte is written. ``NoSuchRecord``; ``StorageError``
    (``WithinVault``) and ``Cancelled``, and then what was there stays.
    """
    from desktop.reports.replacements import replacements

    refuse_within(path)
    interview = vault.interviews.get(interview_id)
    form = form_for(vault, interview_id, target)
    counted = Counter(
        (each.spot.words, each.decided.instead, each.spot.sort.value)
        for each in names_for(vault, interview_id, form, progress)
        if each.decided is not None and each.decided.choice is Choice.REPLACE
    )
    rows = tuple(Replacement(*what, count) for what, count in counted.items())
    record = ReplacementsInput(interview.code, interview.created_at, target.kind, rows)
    pdf = replacements(record, language, lambda: progress(0, 0, _("Creating the PDF…")))
    detail = {"what": REPLACED, "language": language}
    event = (CustodyKind.DISCLOSURE, vault.interviews.kind.name, interview_id, detail)
    with vault.custody.leaving(*event) as log_it:
        write_atomically(path, pdf, before=log_it)


def _by_now(vault: Vault, interview_id: str, form: Form, progress: Progress) -> tuple[int, Looked]:
    """The number of the next copy, and what was decided of the names in it; ``NamesUndecided``
    while one waits."""
    read_first(vault, [interview_id], form.recipient, progress)
    looked = look(vault, interview_id, form, progress)
    refuse_open(looked.spots, looked.decided)
    return next_copy(vault, interview_id), looked


def _name_of(vault: Vault, target: Target) -> str:
    return usable_card(vault, target.fingerprint).card.name if target.fingerprint else ""


def _material(vault: Vault, looked: Looked, progress: Progress) -> RecipientInput:
    """What is printed but the number of the copy. Of words that were replaced nothing leads back to
    those that were said: no file, and no version."""
    interview_id, form = looked.interview_id, looked.form
    told = vault.interviews.document(interview_id)
    ids = {interview_id: new_id(), told.interview.person_id: new_id()}
    kind = vault.interviews.kind
    shown = shown_record(kind, told, looked, ids)
    to = Addressee("", form.recipient, Purpose.KEEP, 0)
    given = RecipientInput(shown, to, person=_person(vault, looked))
    if not shown.as_told:
        return given
    version = vault.versions.cut(kind.name, interview_id, "printed")
    files = _going(vault, shown.body, looked, progress) if form.files else ()
    return replace(given, files=files, version_id=version.id)


def _going(
    vault: Vault, document: InterviewDocument, looked: Looked, progress: Progress
) -> tuple[AttachedFile, ...]:
    """The files but those that somebody holds back."""
    going = tuple(each for each in document.attachments if each.media_id not in looked.staying)
    return attached_files(vault, replace(document, attachments=going), progress)


def _person(vault: Vault, looked: Looked) -> str:
    """Name and code, the code, the initials, or nothing; and what stands for a protected name."""
    named = looked.form.named
    found = vault.people.find(vault.interviews.get(looked.interview_id).person_id)
    if found is None or named is Identification.NOTHING:
        return ""
    instead = (each.instead for each in looked.register.entries if each.id == SELF)
    said = next(instead, found.code)
    if named is Identification.FULL_NAME and found.names:
        said = f"{found.display_name} ({found.code})"
    # They may be in the register themselves, whatever they agreed to.
    protected = looked.register.spans(said)
    return looked.register.entry(looked.register.first(protected[0])).instead if protected else said
