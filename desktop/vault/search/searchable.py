"""Which text of a record can be found, and how a found place is read back for its excerpt."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.model.interview import Interview
from desktop.model.person import Person
from desktop.vault.search.index import PlaceKind
from desktop.vault.store.connection import Database
from desktop.vault.store.tables import INTERVIEWS, PEOPLE

Loaded = tuple[str, str]


def text_of_interview(interview: Interview) -> str:
    """Code, plan and notes of an interview."""
    accounts = [f"{a.given_to} {a.given_on} {a.note}" for a in interview.prior_accounts]
    parts = (
        interview.code,
        interview.purpose,
        interview.already_known,
        interview.interviewers,
        interview.interpreter,
        interview.others_present,
        interview.full_reason,
        interview.read_back_note,
        *accounts,
    )
    return "\n".join(part for part in parts if part)


def text_of_person(person: Person) -> str:
    """Code, every form of the name, and the note."""
    parts = (person.code, *(name.text for name in person.names), person.note)
    return "\n".join(part for part in parts if part)


def _interview(db: Database, _record_id: str, place_id: str) -> Loaded:
    interview = INTERVIEWS.get(db, place_id)
    return (interview.code, text_of_interview(interview)) if interview else ("", "")


def _person(db: Database, _record_id: str, place_id: str) -> Loaded:
    person = PEOPLE.get(db, place_id)
    return (person.display_name, text_of_person(person)) if person else ("", "")


def _by(sql: str) -> Callable[[Database, str, str], Loaded]:
    def load(db: Database, record_id: str, place_id: str) -> Loaded:
        row = db.one(sql, (record_id, place_id))
        return (row[0], row[1]) if row else ("", "")

    return load


LOADERS: Mapping[PlaceKind, Callable[[Database, str, str], Loaded]] = {
    PlaceKind.INTERVIEW: _interview,
    PlaceKind.PERSON: _person,
    PlaceKind.UTTERANCE: _by(
        "SELECT i.code, u.text FROM utterance u JOIN interview i ON i.id = u.interview_id"
        " WHERE u.interview_id = ? AND u.id = ?"
    ),
    PlaceKind.ATTACHMENT: _by(
        "SELECT i.code, a.caption FROM attachment a JOIN interview i ON i.id = a.interview_id"
        " WHERE a.interview_id = ? AND a.id = ?"
    ),
    PlaceKind.MEDIA: _by("SELECT original_name, original_name FROM media WHERE id = ?2"),
}
