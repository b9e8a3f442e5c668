"""The records of a home in memory as they are shown and edited, by their ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop.errors import NoSuchRecord
from desktop.model.consent import Consent, decided_last
from desktop.model.interview import InterviewDocument
from desktop.model.media import Media
from desktop.model.merge.merging import WorkingState
from desktop.model.passage import Passage
from desktop.model.person import Person
from desktop.model.place import Place
from desktop.model.sameness import Sameness
from desktop.model.set import FileSet
from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME
from tests.homes.tables import Tables


class Bodies:
    """What is shown of each record, and whether it was written since its last version.

    Of originals only the state is here: their records come with their bytes.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._shown: dict[str, Any] = {}
        self._states: dict[str, tuple[RecordKind, WorkingState]] = {}

    @property
    def rows_written(self) -> int:
        """A number that no write of the home leaves as it was."""
        return self._tables.rows_written

    def find(self, record_id: str) -> Any | None:
        """The record, or None."""
        return self._shown.get(record_id)

    def interview(self, interview_id: str) -> InterviewDocument:
        """The interview with all that belongs to it; ``NoSuchRecord``."""
        found = self.find(interview_id)
        if not isinstance(found, InterviewDocument):
            raise NoSuchRecord("no interview has this id")
        return found

    def interviews(self) -> list[InterviewDocument]:
        """All of them, newest first."""
        found = [each for each in self._shown.values() if isinstance(each, InterviewDocument)]
        by_id = sorted(found, key=lambda each: each.interview.id)
        return sorted(by_id, key=lambda each: each.interview.created_at.utc, reverse=True)

    def ids(self, kind: RecordKind) -> list[str]:
        """Of every record of a kind, in order."""
        return sorted(id_ for id_, (its_kind, _state) in self._states.items() if its_kind == kind)

    def people(self) -> list[Person]:
        """All of them."""
        return [each for each in self._shown.values() if isinstance(each, Person)]

    def consents(self, interview_id: str) -> Iterator[Consent]:
        """The consents of an interview."""
        for each in list(self._shown.values()):
            if isinstance(each, Consent) and each.interview_id == interview_id:
                yield each

    def consent_for(self, interview_id: str) -> Consent | None:
        """The one that counts."""
        return decided_last(self.consents(interview_id))

    def lay(self, kind: RecordKind, body: Any, version_id: str) -> None:
        """Show exactly what a version holds."""
        declared = BY_NAME[kind]
        if not declared.unchanging:
            self._tables.put(self._shown, declared.record_id(body), body)
        self.mark_equal(kind, declared.record_id(body), version_id)

    def write(self, kind: RecordKind, body: Any) -> None:
        """Show what somebody wrote."""
        record_id = BY_NAME[kind].record_id(body)
        self._tables.put(self._shown, record_id, body)
        state = self.state(record_id) or WorkingState()
        written = WorkingState(state.version_id, edited=True)
        self._tables.put(self._states, record_id, (kind, written))

    def state(self, record_id: str) -> WorkingState | None:
        """What is shown of a record: equal to which version, or written since."""
        return self.kind_and_state(record_id)[1]

    def kind_and_state(self, record_id: str) -> tuple[RecordKind | None, WorkingState | None]:
        """The same, with the kind of the record."""
        return self._states.get(record_id, (None, None))

    def mark_equal(self, kind: RecordKind, record_id: str, version_id: str) -> None:
        """Say that exactly this version is shown."""
        state = WorkingState(version_id, edited=False)
        self._tables.put(self._states, record_id, (kind, state))


def called(body: object, bodies: Bodies) -> str:
    """What people call a record, in one line."""
    if isinstance(body, InterviewDocument):
        return body.interview.code
    if isinstance(body, Consent):
        about = bodies.find(body.interview_id)
        return about.interview.code if isinstance(about, InterviewDocument) else ""
    if isinstance(body, Sameness):
        people = (bodies.find(each) for each in body.pair)
        return " · ".join(each.code for each in people if isinstance(each, Person))
    field = _CALLED.get(type(body))  # none of what is said of a file: its bytes lie elsewhere
    return str(getattr(body, field)) if field else ""


_CALLED: Final[Mapping[type, str]] = {
    Person: "code",
    Place: "display_name",
    FileSet: "name",
    Passage: "quote",
    Media: "original_name",
}
"""Body → the field by which people call its record."""
