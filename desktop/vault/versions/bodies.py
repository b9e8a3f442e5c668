"""The body of a record version: read from the working tables, and laid back into them."""

from __future__ import annotations

from typing import Any

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.model.consent import Consent
from desktop.model.interview import Interview, InterviewDocument
from desktop.model.media import Media
from desktop.model.person import Person
from desktop.model.version import RecordKind
from desktop.vault.records.media_rows import find_media
from desktop.vault.records.people import write_person
from desktop.vault.search.holding import held_of_interview
from desktop.vault.search.index import PlaceKind, index
from desktop.vault.search.searchable import text_of_interview
from desktop.vault.store.connection import Database
from desktop.vault.store.ordered_lists import ACCOUNT, FILES, refuse_twice
from desktop.vault.store.tables import CONSENTS, INTERVIEWS, PEOPLE

Body = InterviewDocument | Consent | Person | Media

BODY_TYPES: dict[RecordKind, type[Body]] = {
    RecordKind.INTERVIEW: InterviewDocument,
    RecordKind.CONSENT: Consent,
    RecordKind.PERSON: Person,
    RecordKind.MEDIA: Media,
}


def id_of(body: Body) -> str:
    """The id of the record that a body is of."""
    return body.interview.id if isinstance(body, InterviewDocument) else body.id


def load_body(db: Database, kind: RecordKind, record_id: str) -> Body:
    """The record as the working tables hold it; ``NoSuchRecord`` where they do not."""
    body: Body | None
    if kind is RecordKind.INTERVIEW:
        interview = INTERVIEWS.get(db, record_id)
        body = interview_document(db, interview) if interview else None
    elif kind is RecordKind.CONSENT:
        body = CONSENTS.get(db, record_id)
    elif kind is RecordKind.PERSON:
        body = PEOPLE.get(db, record_id)
    else:
        body = find_media(db, record_id)
    if body is None:
        raise NoSuchRecord(f"no {kind} has this id")
    return body


def interview_document(db: Database, interview: Interview) -> InterviewDocument:
    """The interview with its account and its files, in order."""
    return InterviewDocument(interview, ACCOUNT.of(db, interview.id), FILES.of(db, interview.id))


def lay_body(db: Database, body: Body) -> None:
    """Lay a body that was checked (:func:`check_body`) into the working tables, over what is
    there.

    A photo's tables are filled when its bytes come (``Media.add``), never from a version
    alone: without the bytes there would be nothing to show.
    """
    if isinstance(body, InterviewDocument):
        write_interview(db, body.interview)
        ACCOUNT.write(db, body.interview.id, body.utterances)
        FILES.write(db, body.interview.id, body.attachments)
    elif isinstance(body, Consent):
        CONSENTS.put(db, body)
    elif isinstance(body, Person):
        write_person(db, body)


def write_interview(db: Database, interview: Interview) -> None:
    """Lay an interview into its table and the index."""
    INTERVIEWS.put(db, interview, held_of_interview(db, interview))
    place = PlaceKind.INTERVIEW
    index(db, place, interview.id, interview.id, text_of_interview(interview))


def check_body(kind: RecordKind, record_id: str, plain: dict[str, Any]) -> Body:
    """A body that came from outside, once it is sure that it can be laid.

    ``canonical.NotADocument`` where it is not of its kind, is of another record, or has an id
    twice in a list.
    """
    body: Body = canonical.from_plain(plain, BODY_TYPES[kind])
    if id_of(body) != record_id:
        raise canonical.NotADocument("the body is of another record")
    if isinstance(body, InterviewDocument):
        try:
            refuse_twice(body.utterances)
            refuse_twice(body.attachments)
        except ValueError as error:
            raise canonical.NotADocument(str(error)) from None
    return body
