"""Gathering what a summary is made of from an open vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.media.decoding.pictures import describe
from desktop.media.decoding.working_copies import pictures_for_paper
from desktop.model.attached import held_as, leaves_bytes_open, under_caption
from desktop.model.interview import InterviewDocument
from desktop.model.media import Attachment, Media
from desktop.model.opened import Others
from desktop.progress import Progress, no_progress
from desktop.reports.summary_input import AttachedFile, SummaryInput

if TYPE_CHECKING:
    from desktop.vault import Vault


def load_summary(
    vault: Vault, interview_id: str, with_name: bool = False, progress: Progress = no_progress
) -> SummaryInput:
    """The interview as it stands, by the person's code unless ``with_name`` (the own copy).

    What is printed is kept as a version, so that the hash on the paper can be found again;
    where nothing changed since the last one, that one is named. An office prints what came
    to it, even where the person's record or a file stayed behind. ``NoSuchRecord`` where the
    interview itself is not here; ``Cancelled`` among the pictures.
    """
    version = vault.versions.cut(vault.interviews.kind.name, interview_id, "printed")
    document = vault.interviews.document(interview_id)
    person = vault.people.find(document.interview.person_id)
    return SummaryInput(
        document=document,
        person_code=person.code if person else "",
        person_name=person.display_name if person and person.names and with_name else "",
        consent=vault.consents.for_interview(interview_id),
        files=attached_files(vault, document, progress, in_words=with_name),
        version_id=version.id,
        others=others_decided(vault, interview_id),
    )


def others_decided(vault: Vault, interview_id: str) -> Others:
    """What others decided about an interview, as a paper says it."""
    beside = vault.consents.beside(interview_id)
    return Others(bool(beside.versions), beside.answered)


def attached_files(
    vault: Vault, document: InterviewDocument, progress: Progress, *, in_words: bool = False
) -> tuple[AttachedFile, ...]:
    """Each with what it says of itself, and a picture where one can be made of it; ``in_words``:
    with who handed it over as well."""
    attached = document.attachments
    describe(vault, [each.media_id for each in attached if _found(vault, each)], progress)
    found = [(each, _found(vault, each)) for each in attached]
    unread = vault.pictures.undescribed([media.id for _each, media in found if media])
    shown = dict.fromkeys(media.id for _each, media in found if media and media.can_be_shown)
    pictures = pictures_for_paper(vault, tuple(shown), progress)
    state = document.interview.state
    return tuple(
        AttachedFile(
            media,
            each.caption,
            pictures.get(media.id, b"") if media else b"",
            media is not None and media.id in unread,
            held_as(each, vault.media.find(each.media_id)),
            each.sha256,
            leaves_bytes_open(each, state),
            vault.acquisitions.of_file(media.id) if media else (),
            in_words,
        )
        for each, media in found
    )


def _found(vault: Vault, attached: Attachment) -> Media | None:
    """The file that is meant, where it is here."""
    return under_caption(attached, vault.media.find(attached.media_id))
