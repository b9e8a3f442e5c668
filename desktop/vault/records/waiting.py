"""What waits for somebody, as ids: in a few statements, that read what waits and not the rest.

What is shown of each is read by the nouns. *Begun here*: by a person of this vault, and not taken
out of a package; somebody else's interview is somebody else's to finish.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Final, NamedTuple

from desktop import canonical
from desktop.errors import DamagedVault
from desktop.home.packages import ReceivedSummary, SentSummary
from desktop.model.consent import Consent
from desktop.model.consent.changes import narrows
from desktop.model.custody import CustodyKind
from desktop.model.kept_draft import Unfinished
from desktop.model.values.moment import Moment
from desktop.model.version import RecordVersion
from desktop.vault.records.consent_states import ConsentState, ConsentStates
from desktop.vault.records.drafts import Drafts
from desktop.vault.records.handoff.package_rows import (
    RECEIVED_COLUMNS,
    SENT_SUMMARIES,
    received_summary,
    sent_summary,
)
from desktop.vault.records.lone_consents import LoneConsents
from desktop.vault.store.among import listed
from desktop.vault.store.connection import Database, Row, Values
from desktop.vault.versions.many import going_on_from_others
from desktop.vault.versions.rows import NO_CHILD, readable

MOST: Final = 1000
"""How many are counted one by one."""
_LOOKED_AT: Final = 50
"""Interviews of several authors that are held against the rule, about a thousandth of a second
each; whoever sends more of them has them all listed."""

# As in ``outlines.py``, from the index of a record's versions alone.
_BEGUN_HERE: Final = (
    "(NOT EXISTS (SELECT 1 FROM record_version c INDEXED BY record_version_of"
    " WHERE c.record_id = i.id AND c.arrived_in IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM record_version r INDEXED BY record_version_of"
    " WHERE r.record_id = i.id AND r.arrived_in IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM version_parent p WHERE p.version_id = r.id)))"
)
_LIMIT: Final = f" LIMIT {MOST + 1:d}"
_NOT_AMONG: Final = "i.id NOT IN (SELECT value FROM json_each(?1))"
# Undated ones stand behind all others. Each half in the order of the index.
_PLANNED: Final = (
    "SELECT i.id FROM interview i INDEXED BY interview_planned"  # noqa: S608
    f" WHERE i.state = 'planned' AND {{when}} AND {_NOT_AMONG} AND {_BEGUN_HERE}"
    " ORDER BY i.planned_for, i.created_utc, i.id"
)
_DATED: Final = _PLANNED.format(when="i.planned_for > ''")
_UNDATED: Final = _PLANNED.format(when="i.planned_for = ''")
_UNDER_WAY: Final = (
    "SELECT i.id FROM interview i INDEXED BY interview_in_state"  # noqa: S608
    f" WHERE i.state = 'under-way' AND {_NOT_AMONG} AND {_BEGUN_HERE}"
    " ORDER BY i.created_utc DESC, i.id"
)
_TO_SAVE: Final = (
    "SELECT i.id FROM interview i INDEXED BY interview_in_state"  # noqa: S608
    " WHERE i.state = 'sealed' AND NOT EXISTS (SELECT 1 FROM package_record k"
    " CROSS JOIN package_sent USING (package_id) WHERE k.record_id IN (SELECT i.id"
    f" UNION ALL SELECT derived_id FROM derived WHERE source_id = i.id)) AND {_NOT_AMONG}"
    f" AND {_BEGUN_HERE} ORDER BY i.created_utc DESC, i.id"
)
_ASK_AGAIN: Final = (
    "SELECT i.id FROM (SELECT DISTINCT consent_id FROM consent_answer"  # noqa: S608
    " INDEXED BY consent_to_ask_again WHERE answer = 'ask-again') a"
    " CROSS JOIN consent c INDEXED BY consent_given ON c.id = a.consent_id"
    " CROSS JOIN interview i ON i.id = c.interview_id"
    f" WHERE {_NOT_AMONG} AND {_BEGUN_HERE} ORDER BY c.given_utc, i.id"
)
_HELD: Final = (
    "SELECT interview_id, withdrawn_utc IS NOT NULL FROM consent INDEXED BY consent_held"
    " WHERE withdrawn_utc IS NOT NULL OR restricted_utc IS NOT NULL"
)
# Whoever withdrew it knows, and to whom nothing may go cannot be told.
_TO_TELL: Final = (
    "SELECT DISTINCT c.interview_id, s.recipient, s.recipient_name"
    " FROM json_each(?1) a CROSS JOIN consent c ON c.interview_id = a.value"
    " CROSS JOIN working_state w ON w.record_id = c.id"
    " CROSS JOIN record_version v ON v.id = w.version_id"
    " CROSS JOIN package_record k ON k.record_id IN (SELECT c.interview_id"
    " UNION ALL SELECT derived_id FROM derived WHERE source_id = c.interview_id)"
    " CROSS JOIN package_sent s ON s.package_id = k.package_id"
    " LEFT JOIN card d ON d.fingerprint = s.recipient"
    " WHERE c.withdrawn_utc IS NOT NULL AND s.recipient <> v.author AND d.revoked_utc IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM package_record t CROSS JOIN package_sent u"
    " ON u.package_id = t.package_id"
    " WHERE t.record_id = c.id AND t.item = w.version_id AND u.recipient = s.recipient)"
    " AND NOT EXISTS (SELECT 1 FROM derived d JOIN package_record t"
    " ON t.record_id = d.derived_id AND t.item = d.version_id CROSS JOIN package_sent u"
    " ON u.package_id = t.package_id"
    " WHERE d.source_id = c.id AND d.made_of = w.version_id AND u.recipient = s.recipient)"
    " ORDER BY c.withdrawn_utc, c.interview_id, s.recipient_name"
)
# Who sent a derived interview holds what it shows, and hears of what is decided about it here.
_TO_TELL_BACK: Final = (
    "SELECT DISTINCT c.interview_id, p.sender, p.sender_name"
    " FROM interview i CROSS JOIN consent c ON c.interview_id = i.id"
    " CROSS JOIN working_state w ON w.record_id = c.id"
    " CROSS JOIN record_version v ON v.id = w.version_id"
    " CROSS JOIN record_version o ON o.record_id = c.id"
    " CROSS JOIN package_received p ON p.package_id = o.arrived_in"
    " LEFT JOIN card d ON d.fingerprint = p.sender"
    " WHERE i.derived_from <> '' AND v.arrived_in IS NULL AND d.revoked_utc IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM package_record t CROSS JOIN package_sent u"
    " ON u.package_id = t.package_id"
    " WHERE t.record_id = c.id AND t.item = w.version_id AND u.recipient = p.sender)"
    " ORDER BY c.interview_id, p.sender_name"
)
# Decided again here, and sent with the interview as it was decided before: to whom what stands now
# was not sent. The last that each was sent comes last.
_OTHERWISE: Final = (
    "SELECT c.interview_id, s.recipient, s.recipient_name, c.id, w.version_id, t.record_id, t.item"  # noqa: S608
    " FROM consent c CROSS JOIN working_state w ON w.record_id = c.id"
    " CROSS JOIN record_version v ON v.id = w.version_id"
    " CROSS JOIN package_record t ON t.item <> w.version_id AND t.record_id IN (SELECT c.id"
    " UNION ALL SELECT derived_id FROM derived WHERE source_id = c.id)"
    " CROSS JOIN package_sent s ON s.package_id = t.package_id"
    " LEFT JOIN card d ON d.fingerprint = s.recipient"
    " WHERE c.withdrawn_utc IS NULL AND s.recipient <> v.author AND d.revoked_utc IS NULL"
    " AND EXISTS (SELECT 1 FROM version_parent p WHERE p.version_id = w.version_id)"
    f" AND {_NOT_AMONG.replace('i.id', 'c.interview_id')}"
    " AND NOT EXISTS (SELECT 1 FROM package_record n CROSS JOIN package_sent u"
    " ON u.package_id = n.package_id"
    " WHERE n.record_id = c.id AND n.item = w.version_id AND u.recipient = s.recipient)"
    " AND NOT EXISTS (SELECT 1 FROM derived m JOIN package_record n"
    " ON n.record_id = m.derived_id AND n.item = m.version_id CROSS JOIN package_sent u"
    " ON u.package_id = n.package_id WHERE t.record_id = m.derived_id"
    " AND m.made_of = w.version_id AND u.recipient = s.recipient)"
    " ORDER BY v.created_utc, c.interview_id, s.recipient_name, s.written_utc"
)
_NO_RECEIPT: Final = SENT_SUMMARIES + " WHERE r.rowid IS NULL ORDER BY p.written_utc, p.package_id"
_ARRIVED: Final = (
    f"SELECT {RECEIVED_COLUMNS} FROM package_received p WHERE received_utc >= ?1"  # noqa: S608
    " ORDER BY received_utc DESC, package_id"
)
# A receipt is signed when it is saved, and told in the log; whoever takes a package in once more
# may have more to answer.
_OF_PACKAGE: Final = (
    "SELECT max(e.seq) FROM object o CROSS JOIN custody_of n ON n.object = o.row"
    " CROSS JOIN custody e ON e.seq = n.seq WHERE o.id = p.package_id AND e.kind = "
)
_OWED: Final = (
    f"SELECT {RECEIVED_COLUMNS} FROM package_received p"  # noqa: S608
    " LEFT JOIN card d ON d.fingerprint = p.sender WHERE d.revoked_utc IS NULL"
    f" AND coalesce(({_OF_PACKAGE}'{CustodyKind.DIGITAL_SIGNATURE_GENERATION}'), 0)"
    f" < coalesce(({_OF_PACKAGE}'{CustodyKind.INGESTION}'), 1)"
    " ORDER BY received_utc, package_id"
)
# Nearly every record has one version: no other is looked at closer.
_SIDE_BY_SIDE: Final = (
    "SELECT v.record_id FROM (SELECT record_id AS id"  # noqa: S608
    " FROM record_version INDEXED BY record_version_of GROUP BY record_id HAVING count(*) > 1) m"
    " CROSS JOIN record_version v INDEXED BY record_version_of ON v.record_id = m.id"
    f" WHERE {NO_CHILD} GROUP BY v.record_id HAVING count(*) > 1"
)
_INTERVIEWS_AMONG: Final = (
    "SELECT id FROM interview WHERE id IN (SELECT value FROM json_each(?1))"
    " ORDER BY created_utc DESC, id"
)
# What is heard of consents is the same while none came and nobody else is trusted.
_HEARD_BY: Final = (
    "SELECT (SELECT max(row) FROM consent_standing), count(trusted_utc), max(trusted_utc),"
    " count(revoked_utc), max(revoked_utc) FROM card"
)
_COPIED: Final = (
    "SELECT e.seq, e.at_utc, e.at_offset FROM object o"  # noqa: S608
    " CROSS JOIN custody_of n ON n.object = o.row CROSS JOIN custody e ON e.seq = n.seq"
    f" WHERE o.id = ? AND e.kind = '{CustodyKind.REPLICATION}' ORDER BY e.seq DESC LIMIT 1"
)


def _consent(version: RecordVersion) -> Consent:
    return canonical.from_plain(version.document.body, Consent, newer=True)


class Held(NamedTuple):
    """The interviews of which nothing may be used: as far as tables and gate say it.

    ``resolve``: those that others hold back, or about which they decided otherwise, and that nobody
    here has settled.
    """

    withdrawn: frozenset[str]
    restricted: frozenset[str]
    resolve: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Withdrawn or restricted."""
        return self.withdrawn | self.restricted


class Waiting:
    """What waits in one vault. Lists are in the order in which they are shown, and no longer than
    a few beyond ``MOST``, but for what is to be told or resolved."""

    def __init__(
        self,
        db: Database,
        lone: LoneConsents,
        drafts: Drafts,
        heads_of: Callable[[str], Collection[str]],
    ) -> None:
        """``heads_of``: the versions of a record in whose place no other stands that may."""
        self._db, self._drafts, self._heads_of = db, drafts, heads_of
        self._consents = ConsentStates(db, lone)
        self._heard: tuple[Row | None, Sequence[tuple[str, ConsentState]]] = (None, ())

    def held(self) -> Held:
        """Read first: what of the rest waits for nobody any more."""
        shown = self._db.all(_HELD)
        withdrawn = {id_ for id_, ended in shown if ended}
        restricted = {id_ for id_, ended in shown if not ended} - withdrawn
        resolve = set()
        for id_, state in self._beside():
            ends = {ConsentState.WITHDRAWN: withdrawn, ConsentState.RESTRICTED: restricted}.get(
                state
            )
            if ends is None or id_ not in ends:
                resolve.add(id_)
            if ends is not None:
                ends.add(id_)
        return Held(frozenset(withdrawn), frozenset(restricted), frozenset(resolve))

    def planned(self, held: Held) -> list[str]:
        """Interviews that are planned, by their days; those without one last."""
        dated = self._ids(_DATED, held.withdrawn)
        return dated if len(dated) > MOST else dated + self._ids(_UNDATED, held.withdrawn)

    def under_way(self, held: Held) -> list[str]:
        """Interviews that were begun and not sealed, newest first."""
        return self._ids(_UNDER_WAY, held.withdrawn)

    def to_save(self, held: Held) -> list[str]:
        """Sealed interviews that no package carried, newest first."""
        return self._ids(_TO_SAVE, held.all)

    def to_ask_again(self, held: Held) -> list[str]:
        """Interviews of people who want to be asked about something again, oldest answer first."""
        return list(dict.fromkeys(self._ids(_ASK_AGAIN, held.all)))

    def to_tell(self, held: Held) -> dict[str, tuple[str, ...]]:
        """Withdrawn interviews, longest ago first, with the names of those to whom they were sent
        and the withdrawal was not; then those of which less may leave than was sent with them, and
        those that came in another form and about which more was decided here."""
        found: dict[str, tuple[str, ...]] = {}
        for id_, _recipient, name in self._db.all(_TO_TELL, (listed(held.withdrawn),)):
            found[id_] = (*found.get(id_, ()), name)
        back = ((id_, name) for id_, _sender, name in self._db.all(_TO_TELL_BACK))
        for id_, name in (*self._narrowed_since(held.withdrawn), *back):
            found[id_] = (*found.get(id_, ()), name)
        return found

    def _narrowed_since(self, withdrawn: Collection[str]) -> Iterator[tuple[str, str]]:
        """Interviews and who was sent them with a consent that let more of them leave."""
        rows = self._db.all(_OTHERWISE, (listed(withdrawn),))
        # By what they were sent: the record itself, or the consent of a form in which it was shown.
        last = {(id_, recipient, row[3]): row for id_, recipient, *row in rows}
        read = cache(self._readable)  # a consent may have many recipients
        told: set[tuple[str, str]] = set()
        for (id_, recipient, _record), (name, consent_id, now, sent_id, sent) in last.items():
            was, by_now = read(sent_id).get(sent), read(consent_id).get(now)
            narrowed = was and by_now and narrows(_consent(was), _consent(by_now))
            if narrowed and (id_, recipient) not in told:
                told.add((id_, recipient))
                yield id_, name

    def _readable(self, record_id: str) -> dict[str, RecordVersion]:
        return {each.id: each for each in readable(self._db, record_id)}

    def to_resolve(self, held: Held) -> list[str]:
        """Interviews about which others decided something else, or of which two versions stand
        side by side; newest first."""
        beside = {id_ for (id_,) in self._db.all(_SIDE_BY_SIDE)}
        by_several = going_on_from_others(self._db, beside)[:_LOOKED_AT]
        one_line = set(filter(self._is_one, by_several))
        wanted = listed(held.resolve | (beside - one_line))
        return [id_ for (id_,) in self._db.all(_INTERVIEWS_AMONG, (wanted,))]

    def without_receipt(self) -> list[SentSummary]:
        """Packages that were saved for handover, longest ago first."""
        return [sent_summary(row) for row in self._db.all(_NO_RECEIPT + _LIMIT)]

    def arrived_since(self, since: Moment) -> list[ReceivedSummary]:
        """Packages that were taken in since then, newest first."""
        return self._received(_ARRIVED, (since.utc,))

    def receipts_owed(self) -> list[ReceivedSummary]:
        """Received packages whose sender may have a receipt that was not saved yet since it was
        last renewed, oldest first."""
        return self._received(_OWED)

    def forms(self) -> list[Unfinished]:
        """Forms in which something was typed and not decided."""
        return self._drafts.unfinished()

    def copied(self, vault_id: str) -> tuple[int, Moment] | None:
        """The row of the log that tells of the last backup, and when it was made."""
        row = self._db.one(_COPIED, (vault_id,))
        return (row[0], Moment(*row[1:])) if row else None

    def _beside(self) -> Sequence[tuple[str, ConsentState]]:
        """As the gate says it, asked again only where that may differ: somebody may have sent a
        word about every interview."""
        if self._db.in_transaction:
            return tuple(self._consents.beside())  # what it wrote may be undone
        by = self._db.one(_HEARD_BY)
        if by != self._heard[0]:
            self._heard = (by, tuple(self._consents.beside()))
        return self._heard[1]

    def _is_one(self, record_id: str) -> bool:
        """Whether one version stands in the place of all others, as the list shows it."""
        with suppress(DamagedVault):  # which a check names
            return len(self._heads_of(record_id)) < 2
        return False

    def _ids(self, sql: str, but: Collection[str]) -> list[str]:
        return [id_ for (id_,) in self._db.all(sql + _LIMIT, (listed(but),))]

    def _received(self, sql: str, values: Values = ()) -> list[ReceivedSummary]:
        return [received_summary(row) for row in self._db.all(sql + _LIMIT, values)]
