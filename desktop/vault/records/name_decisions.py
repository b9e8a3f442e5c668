"""What was decided about places in the texts of a record, for each form of showing.

Kept beside the record, in this vault alone. The custody log tells of each time how many places
were decided and how; no word of them stands in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.name_decision import Choice, Decided
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.store.connection import Database

_OF: Final = "SELECT key, choice, instead FROM name_decision WHERE record_id = ? AND form = ?"
_FORMS: Final = "SELECT DISTINCT form FROM name_decision WHERE record_id = ? ORDER BY form"
_ELSEWHERE: Final = (
    "SELECT key, choice, instead FROM name_decision WHERE record_id = ? AND form != ?"
    " AND choice != 'ask'"
    " ORDER BY decided_utc, form"
)
_PUT: Final = (
    "INSERT INTO name_decision VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (record_id, form, key)"
    " DO UPDATE SET choice = excluded.choice, instead = excluded.instead,"
    " decided_utc = excluded.decided_utc"
)
_DROP: Final = "DELETE FROM name_decision WHERE record_id = ? AND form = ? AND key = ?"


class Keyed(Protocol):
    """A place in a text, as far as it is known again."""

    @property
    def key(self) -> str:
        """What it is known by."""


class NameDecisions:
    """The decisions of one vault, by record, form (``Form.key``) and place."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody

    def of(self, record_id: str, form: str) -> Mapping[str, Decided]:
        """What was decided for this form, by the keys of the places."""
        return _by_key(self._db.all(_OF, (record_id, form)))

    def forms(self, record_id: str) -> list[str]:
        """The forms for which anything was decided, in order."""
        return [form for (form,) in self._db.all(_FORMS, (record_id,))]

    def elsewhere(self, record_id: str, form: str) -> Mapping[str, Decided]:
        """What was decided last for any other form: to be proposed, never taken."""
        return _by_key(self._db.all(_ELSEWHERE, (record_id, form)))

    def decide(
        self, record_id: str, form: str, spot: Keyed, choice: Choice, instead: str = ""
    ) -> None:
        """Decide about one place; a decision that was there is overwritten."""
        self.decide_each(record_id, form, [Decided(spot.key, choice, instead)])

    def decide_each(self, record_id: str, form: str, decided: Iterable[Decided]) -> None:
        """Decide about some places at once. Whoever calls has seen to it that no replacement names
        somebody itself (``desktop/showing/deciding.py``)."""
        every = list(decided)
        at = Moment.now().utc
        rows = [(record_id, form, each.key, each.choice, each.instead, at) for each in every]
        with self._db.transaction():
            self._db.execute_many(_PUT, rows)
            self._tell(record_id, form, Counter(each.choice.value for each in every))

    def forget(self, record_id: str, form: str, *spots: Keyed) -> None:
        """Take decisions back, so that these places are asked about again."""
        rows = [(record_id, form, each.key) for each in spots]
        with self._db.transaction():
            self._db.execute_many(_DROP, rows)
            self._tell(record_id, form, {"taken-back": len(rows)})

    def _tell(self, record_id: str, form: str, counted: Mapping[str, int]) -> None:
        told = {name: str(count) for name, count in counted.items() if count}
        if told:
            detail = {"what": "names", "form": form, **told}
            self._custody.append(CustodyKind.REDACTION, Part.NAME_DECISION, record_id, detail)


def _by_key(rows: Iterable[tuple[str, str, str]]) -> dict[str, Decided]:
    return {key: Decided(key, Choice(choice), instead) for key, choice, instead in rows}
