"""Who is one person: what was decided here, every decision a version of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.person import PERSON_KIND
from desktop.model.sameness import (
    SAMENESS_KIND,
    Groups,
    Pair,
    SameAs,
    Sameness,
    groups,
    pair_of,
    perhaps_one,
    sameness_id,
)
from desktop.model.values.moment import Moment
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.sameness import SAMENESS, SAMENESSES
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database
from desktop.vault.versions.versions import Versions
from desktop.vault.versions.working_state import mark_edited

_ANSWERS: Final = "SELECT one, other, answer FROM sameness"
_SEVERAL: Final = (
    "SELECT s.id, s.one, s.other FROM sameness s WHERE (SELECT count(*) FROM record_version v"
    " INDEXED BY record_version_of WHERE v.record_id = s.id) > 1"
)
_AGES: Final = f"SELECT id, created_utc FROM person WHERE id {AMONG}"  # noqa: S608
_NOT_HERE: Final = "~"
"""Sorts behind every time."""


_READ_FROM: Final = (SAMENESS_KIND, PERSON_KIND, Part.CARD)
"""What changes who is one person: decisions, who is here to be shown, and whose word counts."""


@dataclass(frozen=True, slots=True)
class _Read:
    decided: Mapping[Pair, frozenset[SameAs]]
    groups: Groups


@dataclass(frozen=True, slots=True)
class Said:
    """What one head of a decision says. ``author``: the fingerprint of who signed it; ``here``: it
    was cut in this vault."""

    sameness: Sameness
    author: str
    here: bool


class SamePeople:
    """What one vault holds of who is one person.

    What others decided beside it stands beside it until somebody here decides again
    (``authority.py``); while they contradict each other the two stay apart.
    """

    kind = SAMENESS

    def __init__(self, db: Database, custody: CustodyLog, versions: Versions) -> None:
        self._db, self._custody, self._versions = db, custody, versions
        self._follows = db.touched.follow()
        self._kept: _Read | None = None

    def find(self, record_id: str) -> Sameness | None:
        """A decision, or None."""
        return self.kind.load(self._db, record_id)

    def get(self, record_id: str) -> Sameness:
        """A decision; ``NoSuchRecord``."""
        found = self.find(record_id)
        if found is None:
            raise NoSuchRecord("no decision has this id")
        return found

    def of(self, person_id: str, other_id: str) -> Sameness | None:
        """What is shown of these two; None where nobody decided."""
        return self.find(sameness_id(pair_of(person_id, other_id)))

    def about(self, person_id: str) -> list[Sameness]:
        """Every decision that names a person, in order."""
        return SAMENESSES.select(
            self._db, "WHERE ?1 IN (one, other) ORDER BY one, other", (person_id,)
        )

    def said(self, sameness: Sameness) -> tuple[Said, ...]:
        """What everybody decided of a pair that nobody who may has settled, oldest first."""
        heads = [self._versions.get(each) for each in self._versions.head_ids(sameness.id)]
        unread = self._versions.unread([each.id for each in heads])
        return tuple(
            Said(
                canonical.from_plain(head.document.body, Sameness, newer=True),
                head.document.author,
                self._versions.arrived_in(head.id) is None,
            )
            for head in sorted(heads, key=lambda each: (each.document.created_at.utc, each.id))
            if head.id not in unread
        )

    def decide(self, person_id: str, other_id: str, answer: SameAs, reason: str = "") -> Sameness:
        """Record whether two people are one; what others said of them by now is settled by it.

        ``reason``: how that is known. Deciding the same again for the same reason changes nothing.
        ``NoSuchRecord`` unless both are here, ``ValueError`` of one id twice.
        """
        pair = pair_of(person_id, other_id)
        with self._db.transaction():
            self._refuse_absent(pair)
            before, now = self.find(sameness_id(pair)), Moment.now()
            heads = self._versions.head_ids(sameness_id(pair))
            if before and len(heads) == 1 and (before.answer, before.reason) == (answer, reason):
                return before
            first = before or Sameness(sameness_id(pair), now, *pair)
            decided = replace(first, answer=answer, reason=reason, decided_at=now)
            self._keep(decided, heads, CustodyKind.MODIFICATION if before else CustodyKind.CREATION)
        return decided

    def split(self, person_id: str, reason: str = "", answer: SameAs = SameAs.NOT_SAME) -> int:
        """Take a person out of the group they are one with: whatever joins them to another is
        decided anew. Gives how many decisions; the same two can be joined again."""
        with self._db.transaction():
            joined = [each for each in self.about(person_id) if each.answer is SameAs.SAME]
            for each in joined:
                self.decide(*each.pair, answer, reason)
        return len(joined)

    def groups(self) -> Groups:
        """Who is one person."""
        return self._now().groups

    def perhaps(self, person_id: str) -> tuple[str, ...]:
        """Everybody who may be this person by what anybody said: for who keeps names back."""
        return perhaps_one(self._now().decided, person_id)

    def decided(self) -> Mapping[Pair, frozenset[SameAs]]:
        """By pair, what stands; more than one where it is to be resolved."""
        return self._now().decided

    def _keep(self, decided: Sameness, settles: Collection[str], what: CustodyKind) -> None:
        self.kind.lay(self._db, decided)
        mark_edited(self._db, SAMENESS_KIND, decided.id)
        version = self._versions.cut(SAMENESS_KIND, decided.id, "decided", settles)
        # Whose records: that stands in the version. The log goes to others with what is sent.
        detail = {"version": version.id, "state": decided.answer.value}
        self._custody.append(what, SAMENESS_KIND, decided.id, detail)

    def _refuse_absent(self, pair: Pair) -> None:
        if len(self._ages(pair)) < len(pair):
            raise NoSuchRecord(f"no {PERSON_KIND} has this id")

    def _now(self) -> _Read:
        """As read last, while nothing was decided since, and nobody came; inside of a transaction,
        which may be undone, as it is there."""
        if self._db.in_transaction:
            return self._read()
        if self._db.touched.take(self._follows).of(*_READ_FROM) or self._kept is None:
            self._kept = self._read()
        return self._kept

    def _read(self) -> _Read:
        decided = self._decided()
        ages = self._ages({each for pair in decided for each in pair})
        found = groups(decided, lambda each: (ages.get(each, _NOT_HERE), each))
        return _Read(decided, found)

    def _decided(self) -> dict[Pair, frozenset[SameAs]]:
        found = {(one, other): frozenset((SameAs(a),)) for one, other, a in self._db.all(_ANSWERS)}
        for record_id, one, other in self._db.all(_SEVERAL):
            heads = self._versions.head_ids(record_id)
            if len(heads) > 1:
                unread = self._versions.unread(heads)
                said = {self._answer(each) for each in heads - unread}
                # What nobody here can read may say anything.
                found[one, other] = frozenset(said | ({SameAs.UNSURE} if unread else set()))
        return found

    def _answer(self, version_id: str) -> SameAs:
        return SameAs(str(self._versions.get(version_id).document.body.get("answer", "unsure")))

    def _ages(self, ids: Collection[str]) -> dict[str, str]:
        return dict(among(self._db, _AGES, ids))
