"""Whether two people are one, as a kind of record: it rests on all that both of them told."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from desktop.home.outlines import Follower, Resting
from desktop.model.grounds import as_name
from desktop.model.sameness import SAMENESS_KIND, Sameness, refuse_misplaced
from desktop.progress import Pause
from desktop.vault.kinds.kind import Grounds, Kind, NeverRemoved
from desktop.vault.kinds.person import PERSON_OF_INTERVIEW
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Reader
from desktop.vault.store.table import Table
from desktop.vault.store.tally import Watched

SAMENESSES: Final = Table(Sameness, "sameness")

_PEOPLE: Final = f"SELECT id, one, other FROM sameness INDEXED BY sameness_pair WHERE id {AMONG}"  # noqa: S608
_INTERVIEWS: Final = (
    "SELECT person_id, id FROM interview INDEXED BY interview_of_person"  # noqa: S608
    f" WHERE person_id {AMONG}"
)
# Of those who told nothing here nothing is known that lets anything about them go.
_RESTING: Final = (
    "SELECT i.id, s.id, '', {called} FROM interview i"  # noqa: S608
    " CROSS JOIN sameness s ON {side} = i.person_id"
    f" WHERE i.id {AMONG} AND EXISTS (SELECT 1 FROM interview o WHERE o.person_id = {{beside}})"
)
_CALLED: Final = (
    "ifnull((SELECT code FROM person WHERE id = s.one), '') || ' · '"
    " || ifnull((SELECT code FROM person WHERE id = s.other), '')"
)
_OF_ONE: Final = _RESTING.format(called=_CALLED, side="s.one", beside="s.other")
_OF_OTHER: Final = _RESTING.format(called=_CALLED, side="s.other", beside="s.one")


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    """The interviews of both; nothing where one of them told nothing here."""
    pairs = {id_: (one, other) for id_, one, other in among(db, _PEOPLE, ids, pause)}
    told: dict[str, list[str]] = {}
    people = {each for pair in pairs.values() for each in pair}
    for person_id, interview_id in among(db, _INTERVIEWS, people, pause):
        told.setdefault(person_id, []).append(interview_id)
    return {
        id_: (*told[one], *told[other])
        for id_, (one, other) in pairs.items()
        if one in told and other in told
    }


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    found = [
        Follower(*row)
        for sql in (_OF_ONE, _OF_OTHER)
        for row in among(db, sql, interview_ids, as_given=True)
    ]
    place = {each: at for at, each in enumerate(interview_ids)}
    return iter(sorted(found, key=lambda each: place[each.interview_id]))


def _several(db: Reader) -> set[str]:
    """Every one: each rests on the interviews of two people."""
    return {id_ for (id_,) in db.all("SELECT id FROM sameness")}


def _called(db: Reader, sameness_id: str) -> str:
    """The codes of both, as far as they are here: names are not for everybody who reads a list."""
    row = db.one(f"SELECT {_CALLED} FROM sameness s WHERE s.id = ?", (sameness_id,))  # noqa: S608
    return row[0].strip(" ·") if row else ""


_PAIR: Final = Watched(
    "sameness", ("id", "one", "other"), name="pair_of_sameness", read_by="sameness_pair"
)

SAMENESS: Kind[Sameness] = Kind(
    name=SAMENESS_KIND,
    body=Sameness,
    grounds=Grounds(
        _grounds,
        as_name,
        resting=_resting,
        several=_several,
        counted=(_PAIR, PERSON_OF_INTERVIEW),
        in_house=True,
        by_interviews=False,
    ),
    free_text=("Sameness.reason",),
    table=SAMENESSES,
    removed=NeverRemoved("what was decided is decided otherwise, never taken away"),
    rows={"sameness": "id"},
    record_id=lambda sameness: sameness.id,
    load=SAMENESSES.get,
    lay=SAMENESSES.put,
    called=_called,
    called_by_code=True,
    refuse=refuse_misplaced,
)
