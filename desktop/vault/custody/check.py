"""Recompute the custody log and name every row that is not what was written.

Three things must agree: each row with its own hash and with the row before; the last row
with the head kept apart from the log; and every head that an earlier package carried away
with the row of that number. Somebody who holds the open vault could rewrite all three
inside it; then a package or receipt that left the vault still shows it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

import msgspec

from desktop import canonical
from desktop.errors import DamagedVault
from desktop.i18n import _
from desktop.model.custody import CustodyHead, CustodyKind, CustodyReport
from desktop.model.handoff import PackageDocument
from desktop.vault.custody.naming import entry_called
from desktop.vault.store.document_pieces import DOCUMENT, SENT
from desktop.vault.store.reader import Reader, Row

_ROWS = (
    "SELECT seq, id, at_utc, at_offset, agent, kind, object_kind, object_id, detail,"
    " previous, hash FROM custody ORDER BY seq"
)


LOST_ENTRIES: Final = "lost_entries"
"""The detail of a row that says which others a rescue could not read: "3-5 9-9"."""
LOST_SENT: Final = "lost_sent"
"""The detail of a row that says of which packages a rescue could not read what was sent."""
_RANGE: Final = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
_DECLARED: Final = "SELECT detail FROM custody WHERE kind = ? AND instr(detail, ?)"


@dataclass(frozen=True, slots=True)
class _Checked:
    """A row as it is stored, and the hash its fields give. ``of``: its kind, and of what it is."""

    seq: int
    of: tuple[str, str, str]
    previous: str
    stored: str
    computed: str | None

    @property
    def name(self) -> str:
        """What people call it; "" before the first."""
        return entry_called(*self.of) if self.seq else ""


def verify(db: Reader, genesis: str) -> CustodyReport:
    """Check the whole log of an open vault. What a damaged page hides is a problem among the
    others."""
    found = _Found(_Checked(0, ("", "", ""), "", genesis, genesis))
    for part in (found.read_declared, found.read_sent, found.read_rows):
        try:
            part(db)
        except DamagedVault:
            found.problems.append(_("A damaged page keeps the rest from being read."))
    return CustodyReport(
        found.rows,
        CustodyHead(found.last.seq, found.last.stored),
        tuple(found.problems),
        tuple(found.lost),
    )


@dataclass(slots=True)
class _Found:
    """What was read so far: up to which row, and every problem."""

    last: _Checked
    rows: int = 0
    problems: list[str] = field(default_factory=list)
    heads: dict[int, set[str]] = field(default_factory=dict)
    declared: list[tuple[int, int]] = field(default_factory=list)
    lost: list[tuple[int, int]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def read_declared(self, db: Reader) -> None:
        """What a rescue said that it could not read."""
        # Where a damaged page ends this, it is met once more below, and said there.
        with suppress(DamagedVault):
            for key in (LOST_ENTRIES, LOST_SENT):
                for (detail,) in db.rows(_DECLARED, (CustodyKind.REPLICATION.value, key)):
                    self._declare(_detail(detail) or {})

    def _declare(self, detail: dict[str, str]) -> None:
        ranges = _RANGE.findall(str(detail.get(LOST_ENTRIES, "")))
        self.declared += [(int(first), int(last)) for first, last in ranges]
        self.unread.update(str(detail.get(LOST_SENT, "")).split())

    def read_sent(self, db: Reader) -> None:
        """The heads that earlier packages carry."""
        for seq, hash_ in _sent_heads(db, self.problems.append, self.unread):
            self.heads.setdefault(seq, set()).add(hash_)

    def read_rows(self, db: Reader) -> None:
        """The log, and whether it ends where it has to."""
        for row in map(_checked, db.rows(_ROWS)):
            gap = self.last.seq + 1, row.seq - 1
            if self._is_declared(*gap):
                self.lost.append(gap)
                # What was lost is not known; what follows is bound to the entry behind it.
                self.last = replace(self.last, seq=gap[1], stored=row.previous)
            self.problems += _follows(self.last, row)
            self.problems += _matches_sent(row, self.heads.pop(row.seq, set()))
            self.last, self.rows = row, self.rows + 1
        self.problems += _ends(self.last, _kept_head(db))
        self.problems += [
            _missing_sent(seq)
            for seq in sorted(self.heads)
            if seq > 0 and not self._is_declared(seq, seq)
        ]

    def _is_declared(self, first: int, last: int) -> bool:
        return first <= last and any(low <= first and last <= high for low, high in self.declared)


def _checked(row: Row) -> _Checked:
    seq, id_, utc, offset, agent, kind, object_kind, object_id, detail, previous, stored = row
    plain = {
        "seq": seq,
        "id": id_,
        "at": {"utc": utc, "offset_minutes": offset},
        "agent": agent,
        "kind": kind,
        "object_kind": object_kind,
        "object_id": object_id,
        "detail": _detail(detail),
        "previous": previous,
    }
    return _Checked(seq, (kind, object_kind, object_id), previous, stored, _hash(plain))


def _detail(text: str) -> Any:
    """The detail as written, or None where its text is not the canonical form of anything."""
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return None
    return value if canonical.encode(value).decode() == text else None


def _hash(plain: dict[str, Any]) -> str | None:
    if plain["detail"] is None:
        return None
    try:
        return hashlib.sha256(canonical.encode(plain)).hexdigest()
    except UnicodeEncodeError:
        return None


def _follows(last: _Checked, row: _Checked) -> Iterator[str]:
    if row.seq != last.seq + 1:
        yield _("Entries {first} to {last} are missing.").format(
            first=last.seq + 1, last=row.seq - 1
        )
    if row.computed != row.stored:
        yield _("Entry {seq} ({name}) was changed.").format(seq=row.seq, name=row.name)
    elif row.seq == last.seq + 1 and row.previous not in (last.stored, last.computed):
        yield _(
            "Entry {seq} ({name}) is not linked to the previous entry {before} ({before_name})."
        ).format(seq=row.seq, name=row.name, before=last.seq, before_name=last.name)


def _ends(last: _Checked, head: CustodyHead | None) -> Iterator[str]:
    if head is None:
        yield _("The mark of the end of the log is missing.")
    elif last.seq < head.seq:
        yield _("Entries {first} to {last} were cut off at the end.").format(
            first=last.seq + 1, last=head.seq
        )
    elif last.seq > head.seq:
        yield _("Entries {first} to {last} were added after the end.").format(
            first=head.seq + 1, last=last.seq
        )
    elif head.hash not in (last.stored, last.computed):
        yield _("Entry {seq} ({name}) is not the one recorded as the end of the log.").format(
            seq=last.seq, name=last.name
        )


def _kept_head(db: Reader) -> CustodyHead | None:
    row = db.one("SELECT seq, hash FROM custody_head")
    return CustodyHead(*row) if row else None


def _sent_heads(
    db: Reader, tell: Callable[[str], None], unread: Collection[str]
) -> Iterator[tuple[int, str]]:
    for (package_id,) in db.rows("SELECT package_id FROM package_sent"):
        try:
            document = SENT.read(db, package_id, DOCUMENT)
            head = canonical.decode(document, PackageDocument, newer=True).custody_head
        except canonical.NotADocument:
            if package_id in unread:
                continue
            tell(_("What was sent in package {id} cannot be read.").format(id=package_id))
        else:
            yield head.seq, head.hash


def _matches_sent(row: _Checked, sent: set[str]) -> Iterator[str]:
    if not sent <= {row.stored, row.computed}:
        yield _("Entry {seq} ({name}) is not the one in an earlier package.").format(
            seq=row.seq, name=row.name
        )


def _missing_sent(seq: int) -> str:
    return _("Entry {seq}, which is in an earlier package, is missing.").format(seq=seq)
