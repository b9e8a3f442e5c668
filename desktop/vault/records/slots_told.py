"""What the custody log was told of the key slots, and which of them were ended here.

``keys.json`` is a file: a kill may fall between the writing of it and that of the log, and somebody
may lay the file of a backup in its place. So the vault keeps which slots it knew last; what was
about to become of one; and every slot that was ended here, by the check that stands with it: one
that is there again opens the vault by what its owner believes to be of no use to anybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.crypto.slots.document import KeySlots, check_of
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.vault.custody.log import CustodyLog
from desktop.vault.store.connection import Database

ENDINGS: Final = ("revoked", "changed", "raised", "left")
"""How a slot is ended by whoever works here, or by packing for a journey; one that only went is
``gone``."""
_TOLD: Final = "slots_told"
"""Keys of ``vault_meta``, each with JSON. Kind and check of each slot, by its id."""
_MEANT: Final = "slots_meant"
"""What is about to be done, and to which slot."""
_ENDED: Final = "slots_ended"
"""Id of the slot, its kind and what became of it, by its check."""
_READ: Final = "SELECT value FROM vault_meta WHERE key = ?"
_WRITE: Final = (
    "INSERT INTO vault_meta (key, value) VALUES (?, ?)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_CLEAR: Final = "DELETE FROM vault_meta WHERE key = ?"
_NAMED: Final = "SELECT slot_id FROM way_in"


@dataclass(frozen=True, slots=True)
class _State:
    """One slot as it was told: ``kind`` and ``check``."""

    kind: str
    check: str


class SlotsTold:
    """One for an open vault. ``gone``: ids and kinds of slots that were found missing since it is
    open, although nobody removed them here."""

    def __init__(self, db: Database, custody: CustodyLog) -> None:
        self._db, self._custody = db, custody
        self.gone: dict[str, str] = {}

    def means(self, what: str, slot_id: str) -> None:
        """Say what is about to become of a slot, one of ``ENDINGS``: a kill behind the writing of
        ``keys.json`` then leaves no doubt."""
        with self._db.transaction():
            self._write(_MEANT, [what, slot_id])

    def tell(self, slots: KeySlots, missing: str = "gone") -> None:
        """Tell the custody log which slots came, changed or went; nothing where none did.
        ``missing``: how one went of which nothing else is known."""
        here = {slot.id: _State(slot.kind, check_of(slot)) for slot in slots.slots}
        kept, meant = self._read(_TOLD), self._read(_MEANT)
        # A vault of before this was kept: its slots count as told.
        told = here if kept is None else {each: _State(*state) for each, state in kept.items()}
        ended = self._ended()
        nameless = [each for (each,) in self._db.all(_NAMED) if each not in {**told, **here}]
        lost = [each for each in nameless if each not in {row[0] for row in ended.values()}]
        if kept is not None and told == here and not lost and meant is None:
            return
        with self._db.transaction():
            words = self._tell_each(told, here, ended, meant or ("", ""), missing)
            for slot_id in lost:
                self._db.execute("DELETE FROM way_in WHERE slot_id = ?", (slot_id,))
            self._write(_TOLD, {each: [state.kind, state.check] for each, state in here.items()})
            self._write(_ENDED, ended)
            self._db.execute(_CLEAR, (_MEANT,))
        self.gone |= {each: told[each].kind for each, word in words.items() if word == "gone"}

    def came_back(self, slots: KeySlots) -> Mapping[str, str]:
        """By the ids of the slots that are there although they were ended here: how that was, one
        of ``ENDINGS``. Of a passphrase that was changed, the one before."""
        ended = self._ended()
        found = {slot.id: ended.get(check_of(slot), ["", "", ""])[2] for slot in slots.slots}
        return {slot_id: what for slot_id, what in found.items() if what in ENDINGS}

    def log(self, slot_id: str, kind: str, what: str) -> None:
        """One row of the custody log, and word to the window."""
        with self._db.transaction():
            detail = {"way": kind, "what": what}
            self._custody.append(CustodyKind.TRUST, "key-slot", slot_id, detail)
            self._db.touch(Part.WAY_IN, slot_id)

    def _tell_each(
        self,
        told: Mapping[str, _State],
        here: Mapping[str, _State],
        ended: dict[str, list[str]],
        meant: Sequence[str],
        missing: str,
    ) -> dict[str, str]:
        """What became of each slot, in a word, by its id; ``ended`` is brought up to that."""
        words = {}
        for slot_id in {**told, **here}:
            before, now = told.get(slot_id), here.get(slot_id)
            if before == now:
                continue
            wanted = meant[0] if meant[1] == slot_id else ""
            word = words[slot_id] = _word(before, now, ended, wanted or missing * (now is None))
            if before is not None:
                ending = word if word in ENDINGS else "gone"
                ended.setdefault(before.check, [slot_id, before.kind, ending])
            if now is not None and ended.get(now.check, [""])[-1] == "gone":
                del ended[now.check]
            self.log(slot_id, (now or before or _State("", "")).kind, word)
        return words

    def _ended(self) -> dict[str, list[str]]:
        return self._read(_ENDED) or {}

    def _read(self, key: str) -> Any:
        row = self._db.one(_READ, (key,))
        return None if row is None else json.loads(row[0])

    def _write(self, key: str, value: Any) -> None:
        self._db.execute(_WRITE, (key, json.dumps(value)))


def _word(
    before: _State | None, now: _State | None, ended: Mapping[str, list[str]], meant: str
) -> str:
    if now is not None and now.check in ended:
        return "returned"
    usual = "gone" if now is None else "added" if before is None else "changed"
    return meant or usual
