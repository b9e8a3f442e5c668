"""What the field above a list is matched against: parts of codes and names, in any spelling
that ``folding`` takes as one, where the index of the search finds whole words.

The folded texts stand in a column beside the record, ``folded``, a line each; an interview has
those of its person too. So a key typed costs a look through one index, inside SQLite, and
nothing is folded but what was typed. Whoever writes a record writes them in the same
transaction.
"""

from __future__ import annotations

from desktop.model.interview import Interview
from desktop.model.person import Person
from desktop.model.place import Place
from desktop.vault.search.folding import fold
from desktop.vault.store.connection import Database


def held_of_person(person: Person) -> str:
    """The code and every form of the name."""
    return fold("\n".join((person.code, *(name.text for name in person.names))))


def held_of_place(place: Place) -> str:
    """Every form of the name."""
    return fold("\n".join(name.text for name in place.names))


def held_of_interview(db: Database, interview: Interview) -> str:
    """The code, and what the person is found by, where their record is here."""
    row = db.one("SELECT folded FROM person WHERE id = ?", (interview.person_id,))
    return _of_interview(interview.code, row[0] if row else "")


def hold_in_interviews(db: Database, person_id: str, held: str) -> None:
    """Let the interviews of a person be found by what the person is found by from now on."""
    rows = db.all("SELECT id, code, folded FROM interview WHERE person_id = ?", (person_id,))
    for interview_id, code, before in rows:
        folded = _of_interview(code, held)
        if folded != before:
            db.execute("UPDATE interview SET folded = ? WHERE id = ?", (folded, interview_id))


def _of_interview(code: str, of_person: str) -> str:
    return f"{fold(code)}\n{of_person}"
