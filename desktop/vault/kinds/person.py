"""A person as a kind of record: it says who somebody is, and rests on all they told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from desktop.home.outlines import Follower, Resting
from desktop.model.grounds import as_name
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND, NameForm, Person
from desktop.model.removal import Stays, Why
from desktop.progress import Pause
from desktop.vault.kinds.kind import ByMistake, Grounds, Kind, Loaded, Text, used_by
from desktop.vault.kinds.protected import PROTECTED_BESIDE, protected_person
from desktop.vault.search.folding import fold
from desktop.vault.search.holding import Held
from desktop.vault.search.index import HitKind, index
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import ChildTable, Table
from desktop.vault.store.tally import Watched

PEOPLE = Table(
    Person,
    "person",
    context=("folded",),
    children={"names": ChildTable(NameForm, "name_form", "person_id")},
)
TYPED_OF_PERSON = (
    "p.code || char(10) || coalesce((SELECT group_concat(n.text, char(10)) FROM name_form n"
    " WHERE n.person_id = p.id), '')"
)
"""What a person is found by above a list, as it was typed; of rows of ``person p``."""


def _held(_db: Reader, person: Person) -> str:
    """The code and every form of the name."""
    return fold("\n".join((person.code, *(name.text for name in person.names))))


PEOPLE_HELD = Held(PEOPLE, _held, f"SELECT p.id, {TYPED_OF_PERSON} FROM person p")  # noqa: S608


def held_with(code: str, of_person: str) -> str:
    """What an interview is found by: its code, and what its person is found by."""
    return f"{fold(code)}\n{of_person}"


def _hold_in_interviews(db: Database, person_id: str, held: str) -> None:
    """Let the interviews of a person be found by what the person is found by from now on."""
    rows = db.all("SELECT id, code, folded FROM interview WHERE person_id = ?", (person_id,))
    for interview_id, code, before in rows:
        folded = held_with(code, held)
        if folded != before:
            db.execute("UPDATE interview SET folded = ? WHERE id = ?", (folded, interview_id))


_HIT = HitKind(PERSON_KIND)
_COMPARED: Final = "SELECT 1 FROM sameness WHERE ?1 IN (one, other) LIMIT 1"
"""Somebody decided whether they are one with another."""


def write_person(db: Database, person: Person) -> None:
    """Lay a person into the tables, the index, and what their interviews are found by."""
    held, before = _held(db, person), PEOPLE.get(db, person.id)
    PEOPLE.put(db, person, held)
    _hold_in_interviews(db, person.id, held)
    said = text_of_person(before) if before else ""
    index(db, _HIT, person.id, person.id, text_of_person(person), said)


def text_of_person(person: Person) -> str:
    """What they are found by: code, every form of the name, and the note."""
    parts = (person.code, *(name.text for name in person.names), person.note)
    return "\n".join(part for part in parts if part)


def _texts(person: Person) -> tuple[Text, ...]:
    return ((_HIT, person.id, text_of_person(person)),)


def _called(db: Reader, person_id: str) -> str:
    """The code: a message may be read by others than those who may know the name."""
    row = db.one("SELECT code FROM person WHERE id = ?", (person_id,))
    return row[0] if row else ""


def _found(db: Database, person_id: str, _found_id: str) -> Loaded:
    person = PEOPLE.get(db, person_id)
    return (person.display_name, text_of_person(person)) if person else ("", "")


def _stays(db: Reader, person: Person) -> Iterator[Stays]:
    theirs = "SELECT code FROM interview WHERE person_id = ? ORDER BY code"
    yield from used_by(db, INTERVIEW_KIND, theirs, (person.id,))
    if protected_person(db, person.id):
        yield Stays(Why.PROTECTED)
    if db.one(_COMPARED, (person.id,)):
        yield Stays(Why.DECIDED)


def _held_beside(db: Reader, person_id: str) -> dict[str, object]:
    entry = protected_person(db, person_id)
    return {"protected": entry} if entry else {}


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    sql = f"SELECT person_id, id FROM interview WHERE person_id {AMONG}"  # noqa: S608
    found: dict[str, list[str]] = {}
    for person_id, interview_id in among(db, sql, ids, pause):
        found.setdefault(person_id, []).append(interview_id)
    return found


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    sql = (
        "SELECT i.id, p.id, '', p.code FROM interview i JOIN person p ON p.id = i.person_id"  # noqa: S608
        f" WHERE i.id {AMONG}"
    )
    return (Follower(*row) for row in among(db, sql, interview_ids, as_given=True))


def _several(db: Reader) -> set[str]:
    sql = "SELECT person_id FROM interview GROUP BY person_id HAVING count(*) > 1"
    return {id_ for (id_,) in db.all(sql)}


PERSON_OF_INTERVIEW: Final = Watched(
    "interview",
    ("id", "person_id"),
    name="person_of_interview",
    read_by="interview_of_person",
)
"""Beside the sums of the interviews themselves: whose each is, counted without the rest."""

PERSON: Kind[Person] = Kind(
    name=PERSON_KIND,
    body=Person,
    grounds=Grounds(
        _grounds, as_name, resting=_resting, several=_several, counted=(PERSON_OF_INTERVIEW,)
    ),
    free_text=(
        "Person.code",
        "Person.born",
        "Person.note",
        "NameForm.text",
        "ProtectedName.names",
        "ProtectedName.instead",
        "ProtectedName.note",
    ),
    table=PEOPLE,
    removed=ByMistake(_stays),
    rows={"person": "id", "name_form": "person_id"},
    beside=PROTECTED_BESIDE,
    held_beside=_held_beside,
    record_id=lambda person: person.id,
    load=PEOPLE.get,
    lay=write_person,
    called=_called,
    called_by_code=True,
    hits={_HIT: _found},
    texts=_texts,
    held=PEOPLE_HELD,
    copied=("interview.folded",),
)
