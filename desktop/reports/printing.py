"""Printing for good: the custody log says so, and a report leaves the vault as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.errors import BeyondConsent, NoSuchRecord
from desktop.i18n import _
from desktop.media.exporting.export import original_beyond
from desktop.model.consent.beyond import Reason, may_stand
from desktop.model.custody import CustodyKind
from desktop.model.values.moment import Moment
from desktop.model.written_out import AGREED, CERTIFICATE, SUMMARY, copy_detail
from desktop.progress import Progress, no_progress
from desktop.reading.file_custody import read_file_custody
from desktop.reports.agreed import AgreedInput, agreed_page
from desktop.reports.beyond import beyond_consent
from desktop.reports.certificate import CertificateInput, certificate_pages
from desktop.reports.held import held_json, held_pages
from desktop.reports.interview_summary import interview_summary
from desktop.reports.load import load_summary, others_decided
from desktop.reports.load_held import load_held
from desktop.system.files import write_atomically
from desktop.vault_files import refuse_within

if TYPE_CHECKING:
    from desktop.vault import Vault

JSON: Final = "json"
"""The form of a copy that a program reads."""


def write_summary(
    vault: Vault,
    interview_id: str,
    path: Path,
    language: str,
    *,
    with_name: bool = False,
    reason: Reason | None = None,
    progress: Progress = no_progress,
) -> bool:
    """Write the summary as PDF in a language of the program, over whatever was there.

    Where it shows more than the person agreed to (``desktop/reports/beyond.py``: the name, the
    files, anything after a withdrawal), somebody has to choose a ``reason``: ``BeyondConsent``
    without one, or with one that does not stand for that (``may_stand``). The paper says so on its
    first page. Where it does not, the reason is dropped.
    The custody log has it before the first byte is written (``CustodyLog.leaving``).
    False where a file could not be looked into, because no program that reads photos starts:
    it stands there by name and checksum, and its entry says so.
    ``NoSuchRecord``; ``StorageError`` (``WithinVault``) and ``Cancelled``, and then what was there
    stays.
    """
    refuse_within(path)
    refusal = beyond_consent(vault, interview_id, with_name)
    if refusal is not None and (reason is None or not may_stand(reason, refusal)):
        raise BeyondConsent(refusal.value)
    stated = reason if refusal is not None else None
    record = replace(load_summary(vault, interview_id, with_name, progress), beyond=stated)
    pdf = interview_summary(record, language, lambda: progress(0, 0, _("Creating the PDF…")))
    progress(1, 1, _("Creating the PDF…"))
    detail = {
        "what": SUMMARY,
        "version": record.version_id,
        "language": language,
        "identification": "full-name" if with_name else "code",
    }
    if refusal is not None and stated is not None:
        detail |= {"beyond": refusal.value, "reason": stated.value}
    event = (CustodyKind.DISCLOSURE, vault.interviews.kind.name, interview_id, detail)
    with vault.custody.leaving(*event) as log_it:
        write_atomically(path, pdf, before=log_it)
    return not any(file.unread for file in record.files)


def write_agreed(
    vault: Vault,
    interview_id: str,
    path: Path,
    language: str,
    progress: Progress = no_progress,
) -> None:
    """Write the page for the person as PDF in a language of the program, over whatever was there.

    It holds what they decided and what was read to them, so that it needs no consent; it is
    logged like every print. ``NoSuchRecord`` where no consent was recorded; ``StorageError`` and
    ``Cancelled``, and then what was there stays.
    """
    refuse_within(path)
    interview = vault.interviews.get(interview_id)
    consent = vault.consents.for_interview(interview_id)
    if consent is None:
        raise NoSuchRecord("no consent was recorded for this interview")
    deciding = vault.versions.deciding(vault.consents.kind.name, consent.id)
    signed = vault.organisation.signed()
    record = AgreedInput(
        code=interview.code,
        consent=consent,
        version_id=deciding.version_id if deciding else "",
        others=others_decided(vault, interview_id),
        organisation=vault.organisation.read(),
        logo=signed.logo if signed else b"",
    )
    pdf = agreed_page(record, language, lambda: progress(0, 0, _("Creating the PDF…")))
    detail = {"what": AGREED, "version": record.version_id, "language": language}
    event = (CustodyKind.DISCLOSURE, vault.interviews.kind.name, interview_id, detail)
    with vault.custody.leaving(*event) as log_it:
        write_atomically(path, pdf, before=log_it)


def _may_be_in_words(vault: Vault, media_id: str) -> bool:
    """Whether a certificate may print what was said of how a file came, which may name people:
    where everybody interviewed agrees to names. Of a file in no interview nobody does."""
    agreed = original_beyond(vault, media_id, with_name=True) is None
    return agreed and bool(vault.media.attached_in(media_id))


def write_certificate(
    vault: Vault,
    media_id: str,
    path: Path,
    language: str,
    *,
    reason: Reason | None = None,
    progress: Progress = no_progress,
) -> bool:
    """Read a file again, verify the custody log, and write what they say as PDF in a language of
    the program, over whatever was there. Whether all of it was found to be as it was.

    It goes where the original goes, by the same consent: where somebody did not agree that files
    are shown, or withdrew, a ``reason`` has to be chosen (``BeyondConsent``); the paper names it.
    The custody log has both, the check and the print, before the first byte is written.
    ``NoSuchRecord``; ``StorageError`` (``WithinVault``) and ``Cancelled``, and then what was there
    stays.
    """
    refuse_within(path)
    refusal = original_beyond(vault, media_id)
    if refusal is not None and (reason is None or not may_stand(reason, refusal)):
        raise BeyondConsent(refusal.value)
    stated = reason if refusal is not None else None
    vault.fixity.check_one(media_id, progress)
    setting = _("Creating the PDF…")
    progress(0, 0, setting)
    own = vault.identity
    record = CertificateInput(
        at=Moment.now(),
        custody=replace(
            read_file_custody(vault, media_id),
            in_words=_may_be_in_words(vault, media_id),
        ),
        log=vault.check_log(progress),
        by=own.name,
        fingerprint=own.fingerprint,
        beyond=stated,
        organisation=vault.organisation.read(),
    )
    pdf = certificate_pages(record, language, lambda: progress(0, 0, setting))
    detail = {"what": CERTIFICATE, "language": language}
    if refusal is not None and stated is not None:
        detail |= {"beyond": refusal.value, "reason": stated.value}
    event = (CustodyKind.DISCLOSURE, vault.media.kind.name, record.custody.media.id, detail)
    with vault.custody.leaving(*event) as log_it:
        write_atomically(path, pdf, before=log_it)
    return record.holds


def write_held(
    vault: Vault,
    person_id: str,
    path: Path,
    form: str,
    reason: Reason,
    progress: Progress = no_progress,
) -> None:
    """Write a copy of all that concerns a person, over whatever was there. ``form``: ``"json"``, or
    the language of the program in which the PDF is set.

    It is more than any consent says, so there is always a ``reason``, and not that of work here
    (``BeyondConsent``); the custody log has it
    before the first byte is written, for the person and for each record that is copied.
    ``NoSuchRecord``; ``StorageError`` (``WithinVault``) and ``Cancelled``, and then what was there
    stays.
    """
    refuse_within(path)
    if not may_stand(reason, None):
        raise BeyondConsent(reason.value)
    record = load_held(vault, person_id, reason, form != JSON, progress)
    setting = _("Creating the PDF…")
    if form == JSON:
        data = held_json(record)
    else:
        data = held_pages(record, form, lambda: progress(0, 0, setting))
    detail = copy_detail(form, reason.value)
    first, *others = record.linked

    def log_all(growing: Path) -> None:
        with vault.transaction():
            for each in others:
                vault.custody.append(CustodyKind.DISCLOSURE, each.kind, each.record_id, detail)
        log_it(growing)

    event = (CustodyKind.DISCLOSURE, first.kind, first.record_id, detail)
    with vault.custody.leaving(*event) as log_it:
        write_atomically(path, data, before=log_all)
