"""Gathering what a summary is made of from an open vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.model.interview import InterviewDocument
from desktop.model.media import Attachment, DerivativeKind
from desktop.model.version import RecordKind
from desktop.reports.summary_input import AttachedFile, SummaryInput

if TYPE_CHECKING:
    from desktop.vault import Vault


def load_summary(vault: Vault, interview_id: str, with_name: bool = False) -> SummaryInput:
    """The interview as it stands, by the person's code unless ``with_name`` (the own copy).

    What is printed is kept as a version, so that the hash on the paper can be found again;
    where nothing changed since the last one, that one is named. An office prints what came
    to it, even where the person's record or a file stayed behind. ``NoSuchRecord`` where the
    interview itself is not here.
    """
    version = vault.versions.cut(RecordKind.INTERVIEW, interview_id, "printed")
    document = vault.interviews.document(interview_id)
    person = vault.people.find(document.interview.person_id)
    return SummaryInput(
        document=document,
        person_code=person.code if person else "",
        person_name=person.display_name if person and person.names and with_name else "",
        consent=vault.consents.for_interview(interview_id),
        files=_files(vault, document),
        version_id=version.id,
    )


def _files(vault: Vault, document: InterviewDocument) -> tuple[AttachedFile, ...]:
    return tuple(_file(vault, attachment) for attachment in document.attachments)


def _file(vault: Vault, attachment: Attachment) -> AttachedFile:
    """With the best working copy that is kept; none is made here, so a print takes a blink."""
    media = vault.media.find(attachment.media_id)
    if media is None:
        return AttachedFile(None, attachment.caption)
    kinds = (DerivativeKind.SCREEN, DerivativeKind.THUMBNAIL)
    found = (vault.media.derivative(media.id, kind) for kind in kinds)
    picture = next((derivative.data for derivative in found if derivative), b"")
    return AttachedFile(media, attachment.caption, picture)
