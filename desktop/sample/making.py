"""A vault to look around in: invented people, drawn pictures, three languages.

It is built through the same calls a researcher's work goes through, rules and custody log
included. What it tells stands in ``resources/samples``.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop.canonical import from_plain
from desktop.errors import SkryniaError, VaultExists
from desktop.i18n import _
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    HowGiven,
    Identification,
    Purpose,
)
from desktop.model.consent.reading import read_out
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.consent.shown_alike import Shown, said, unasked
from desktop.model.identity import Role
from desktop.model.ids import new_id
from desktop.model.interview import (
    Basis,
    Interview,
    Mode,
    PriorAccount,
    PriorAccounts,
    Safety,
    Speaker,
    Utterance,
    UtteranceKind,
)
from desktop.model.organisation import Organisation
from desktop.model.owned_id import consent_id_of
from desktop.model.person import NameForm, NameKind, Person
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.resources import resource_bytes
from desktop.sample.places import make_places
from desktop.system.files import PARTIAL, translate_os_errors
from desktop.system.renaming import rename_folder
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.crypto.kdf import Argon2Cost
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class _Person:
    code: str
    born: str
    names: tuple[tuple[str, str, str, NameKind], ...]


@dataclass(frozen=True, slots=True)
class _Prior:
    answer: PriorAccounts
    accounts: tuple[PriorAccount, ...]


@dataclass(frozen=True, slots=True)
class _Safety:
    vulnerabilities: tuple[str, ...]
    training_stated: bool
    referral: str
    risk_person: str
    risk_relatives: str
    safe_contact: str


@dataclass(frozen=True, slots=True)
class _Consent:
    language: str
    how: HowGiven
    answers: dict[str, tuple[Answer, Identification]]


@dataclass(frozen=True, slots=True)
class _Interview:
    """One interview of the sample; ``account`` rows: speaker, kind, basis, source, text."""

    code: str
    language: str
    mode: Mode
    seal: bool
    place_kind: str
    modality: str
    purpose: str
    already_known: str
    interviewers: str
    interpreter: str
    others_present: str
    person: _Person
    prior: _Prior
    safety: _Safety
    consent: _Consent | None
    read_back: tuple[str, str]
    account: tuple[tuple[str, UtteranceKind, str, str, str], ...]
    photos: tuple[tuple[str, str, str], ...]
    full_reason: str = ""
    withdraw: str = ""
    planned_in_days: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    note: str
    organisation: Organisation
    interviews: tuple[_Interview, ...]


@cache
def content() -> _File:
    """What the sample tells, as it stands in the file."""
    return from_plain(msgspec.json.decode(resource_bytes("samples/interviews.json")), _File)


def make_sample(
    folder: Path,
    passphrase: str,
    cost: Argon2Cost | None = None,
    progress: Progress = no_progress,
) -> None:
    """Make the vault ``folder``; what refuses a new vault refuses this one (``VaultExists`` …).

    Progress is in interviews. It is made as ``FOLDER.partial`` and takes its name last: what
    is cancelled or fails leaves nothing, and what was killed is started anew.
    """
    from desktop.vault import check_secret, remove_unwanted

    growing = folder.with_name(folder.name + PARTIAL)
    if os.path.lexists(folder):
        raise VaultExists("something already stands there")
    if os.path.lexists(growing):
        check_secret(growing, passphrase)  # whose passphrase is another is no sample
        remove_unwanted(growing)
    try:
        _fill(growing, passphrase, cost, progress)
        with translate_os_errors():
            rename_folder(growing, folder)
    except BaseException:
        with suppress(SkryniaError):
            remove_unwanted(growing)
        raise


def _fill(folder: Path, passphrase: str, cost: Argon2Cost | None, progress: Progress) -> None:
    from desktop.vault import Owner, create_vault

    owner = Owner(_("Sample researcher"), Role.RESEARCHER)
    with create_vault(folder, passphrase, owner, cost) as vault:
        furnish(vault, content(), progress)


def furnish(vault: Vault, told: _File, progress: Progress = no_progress) -> None:
    """Put all of it into a new vault; progress as of :func:`make_sample`."""
    what, every = _("Creating the sample vault"), told.interviews
    vault.organisation.save(told.organisation)
    for done, sample in enumerate(every):
        progress(done, len(every), what)
        _make_interview(vault, sample, told.note)
    make_places(vault, told.note)
    progress(len(every), len(every), what)


def _make_interview(vault: Vault, sample: _Interview, note: str) -> None:
    """Through all phases as far as this one goes; the rules of the account hold here, too."""
    person = _make_person(vault, sample.person, note)
    interview = vault.interviews.new(sample.code, person.id, sample.language)
    vault.interviews.save(_planned(interview, sample))
    vault.interviews.save_safety(_safety(interview.id, sample.safety))
    if sample.consent is not None:
        consent = _consent(interview.id, sample.consent, sample.interpreter)
        spoken = vault.consents.to_read_out(consent)
        vault.consents.decide(read_out(consent, spoken, Moment.now()), None)
    if sample.account:
        vault.interviews.open_account(interview.id)
        vault.interviews.save_utterances(interview.id, _utterances(sample))
    _add_photos(vault, interview.id, sample)
    if sample.seal:
        _close(vault, interview.id, sample)
    if sample.withdraw:
        vault.consents.withdraw(interview.id, sample.withdraw)


def _make_person(vault: Vault, sample: _Person, note: str) -> Person:
    names = tuple(NameForm(*name) for name in sample.names)
    person = replace(vault.people.new(sample.code, names), born=sample.born, note=note)
    vault.people.save(person)
    return person


def _planned(interview: Interview, sample: _Interview) -> Interview:
    day = date.today() + timedelta(days=sample.planned_in_days)  # noqa: DTZ011 - a local date
    return replace(
        interview,
        mode=sample.mode,
        full_reason=sample.full_reason,
        place_kind=sample.place_kind,
        modality=sample.modality,
        planned_for=day.isoformat(),
        interviewers=sample.interviewers,
        interpreter=sample.interpreter,
        others_present=sample.others_present,
        purpose=sample.purpose,
        already_known=sample.already_known,
        prior_accounts_answer=sample.prior.answer,
        prior_accounts=sample.prior.accounts,
    )


def _safety(interview_id: str, sample: _Safety) -> Safety:
    return Safety(
        interview_id=interview_id,
        vulnerabilities=sample.vulnerabilities,
        training_stated=sample.training_stated,
        referral=sample.referral,
        risk_person=sample.risk_person,
        risk_relatives=sample.risk_relatives,
        safe_contact=sample.safe_contact,
    )


def _consent(interview_id: str, sample: _Consent, interpreter: str) -> Consent:
    answers = tuple(
        _answer(unasked(Purpose(term.code), recipient), *sample.answers[term.code])
        for term in vocabulary("purpose").terms
        if term.code in sample.answers
        for recipient in term.recipients
    )
    return Consent(
        id=consent_id_of(interview_id),
        interview_id=interview_id,
        given_at=Moment.now(),
        text_language=sample.language,
        how_given=sample.how,
        interpreter=interpreter,
        answers=answers,
    )


def _answer(asked: ConsentAnswer, now: Answer, named: Identification) -> ConsentAnswer:
    """The answer as the form gives it; nothing but the name is hidden."""
    shown = Shown(named, FaceAndVoice.AS_THEY_ARE, Places.AS_SAID, Family.AS_SAID)
    return said(asked, now, shown)


def _utterances(sample: _Interview) -> tuple[Utterance, ...]:
    return tuple(
        Utterance(
            id=new_id(),
            speaker=Speaker(speaker or Speaker.INTERVIEWER),
            kind=kind,
            language=sample.language,
            basis=Basis(basis or Basis.NOT_STATED),
            basis_source=source,
            text=text,
            said_at=Moment.now(),
        )
        for speaker, kind, basis, source, text in sample.account
    )


def _add_photos(vault: Vault, interview_id: str, sample: _Interview) -> None:
    if not sample.photos:
        return
    from desktop.media.adding.ingest import add_files
    from desktop.media.adding.sources import MemoryFile
    from desktop.media.decoding.pictures import make_pictures
    from desktop.media.drawings import draw

    drawings = [draw(motif, len(name), name) for motif, name, _caption in sample.photos]
    add_files(vault, [MemoryFile(d.name, d.data) for d in drawings], interview_id)
    make_pictures(vault)
    captions = [caption for _motif, _name, caption in sample.photos]
    attached = vault.interviews.attachments(interview_id)
    with_captions = [
        replace(attachment, caption=caption)
        for attachment, caption in zip(attached, captions, strict=True)
    ]
    vault.interviews.save_attachments(interview_id, tuple(with_captions))


def _close(vault: Vault, interview_id: str, sample: _Interview) -> None:
    language, note = sample.read_back
    interview = vault.interviews.get(interview_id)
    vault.interviews.save(replace(interview, read_back_language=language, read_back_note=note))
    vault.interviews.seal(interview_id)


def draw_photos(folder: Path, count: int) -> list[Path]:
    """``count`` drawn pictures as files in ``folder``, most of them JPEG, some PNG."""
    from desktop.media.drawings import MOTIFS, draw
    from desktop.system.files import write_atomically

    paths = []
    for number in range(count):
        motif = MOTIFS[number % len(MOTIFS)]
        ending = "png" if number % len(MOTIFS) == len(MOTIFS) - 1 else "jpg"
        drawing = draw(motif, number, f"{motif}-{number + 1:03}.{ending}")
        write_atomically(folder / drawing.name, drawing.data)
        paths.append(folder / drawing.name)
    return paths
