"""Protected names of one vault: the register (``desktop/model/protected.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from desktop.errors import NoSuchRecord
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.protected import From, NameOf, ProtectedName, code_of, highest_number
from desktop.model.values.moment import Moment
from desktop.model.values.plain_text import one_line
from desktop.vault.custody.log import CustodyLog
from desktop.vault.kinds.protected import PROTECTED, protected_person
from desktop.vault.search.folding import fold
from desktop.vault.store.among import AMONG, among, listed
from desktop.vault.store.connection import Database

_FORMS: Final = (
    f"SELECT person_id, text FROM name_form WHERE person_id {AMONG} ORDER BY 1, position"  # noqa: S608
)
_CODE: Final = "SELECT code FROM person WHERE id = ?"
_HIGHEST: Final = "protected_code"
"""The key of ``vault_meta`` under which the highest number stands that was ever given."""


Perhaps = Callable[[str], Iterable[str]]
"""The ids of everybody who may be the same person as this one."""


@dataclass(frozen=True, slots=True)
class ProtectedFilter:
    """Which names to list. ``text``: a part of a form, of what stands instead or of the note, in
    any spelling that ``desktop.vault.search.folding`` takes as one. ``of``: only names of this."""

    text: str = ""
    of: str = ""


_ALL: Final = ProtectedFilter()


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that are protected from now on, by ``entry``; ``before``: what it was, None where it
    is new. ``called``: the form of it that they go with, "" where it is new."""

    entry: ProtectedName
    before: ProtectedName | None = None
    called: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the entry was made for them."""
        return self.before is None

    @property
    def changed(self) -> bool:
        """Whether anything was written that can be taken back."""
        return self.entry != self.before


class ProtectedNames:
    """The register of one vault. It is small: whoever asks for a page of it reads the whole.

    Each change is told in the custody log, by the entry's id and without any name.
    """

    def __init__(self, db: Database, custody: CustodyLog, perhaps: Perhaps) -> None:
        self._db, self._custody, self._perhaps = db, custody, perhaps

    def all(self) -> tuple[ProtectedName, ...]:
        """Every entry, in the order in which they were made."""
        return self._followed(PROTECTED.select(self._db, "ORDER BY rowid"))

    def find(self, protected_id: str) -> ProtectedName | None:
        """The entry with this id, or None."""
        found = PROTECTED.get(self._db, protected_id)
        return self._followed([found])[0] if found else None

    def get(self, protected_id: str) -> ProtectedName:
        """The entry with this id; ``NoSuchRecord``."""
        found = self.find(protected_id)
        if found is None:
            raise NoSuchRecord("no protected name has this id")
        return found

    def of_person(self, person_id: str) -> ProtectedName | None:
        """The entry of a person of this vault, or None."""
        found = protected_person(self._db, person_id)
        return self._followed([found])[0] if found else None

    def forms_of(self, person_id: str) -> tuple[str, ...]:
        """Every form of the name in the record of a person, then in those of everybody who may be
        the same: an entry of theirs protects them all."""
        return tuple(self._forms([person_id]).get(person_id, ()))

    def summaries(
        self, filter: ProtectedFilter = _ALL, offset: int = 0, limit: int = 50
    ) -> list[ProtectedName]:
        """A page of the list, by name."""
        return self._listed(filter)[offset : offset + limit]

    def count(self, filter: ProtectedFilter = _ALL) -> int:
        """How many entries the filter lets through."""
        if filter == _ALL:
            row = self._db.one("SELECT count(*) FROM protected_name")
            return int(row[0]) if row else 0
        return len(self._listed(filter))

    def with_form(self, words: str) -> ProtectedName | None:
        """The entry one of whose forms are these words, but for case; None where there is none."""
        wanted = one_line(words).strip().casefold()
        return next((e for e in self.all() if wanted in map(str.casefold, e.names)), None)

    def protect(self, words: str) -> Marked:
        """Protect the words that stand somewhere in a text: by the entry that has this form; else
        by the one whose form they may be, which gets them as one more; by the only one of which
        they are a part, a given name or a family name alone; or by a new one."""
        there = self.with_form(words)
        if there is not None:
            return Marked(there, there, words)
        there = self.for_text(words)
        if there is not None:
            self.save(replace(there, names=(*there.names, words)))
            return Marked(self.get(there.id), there, there.display_name)
        there = self._of_part(words)
        if there is not None:
            return Marked(there, there, there.display_name)
        return Marked(self.new([words]))

    def protect_apart(self, words: str, marked: Marked) -> Marked:
        """Protect them by a new entry instead: they were somebody else's."""
        with self._db.transaction():
            self.take_back(marked)
            return Marked(self.new([words]))

    def take_back(self, marked: Marked) -> None:
        """Undo :meth:`protect`, where nothing else became of the entry since."""
        if self.find(marked.entry.id) != marked.entry:
            return
        if marked.before is None:
            self.remove(marked.entry.id)
        else:
            self.save(marked.before)

    def _of_part(self, words: str) -> ProtectedName | None:
        from desktop.names import Protected

        entries = {each.id: each for each in self.all()}
        names = ((each.id, form) for each in entries.values() for form in each.names)
        found = Protected(names).spans(words)
        whole = found and found[0].start == 0 and found[0].end == len(words)
        return entries[found[0].of[0]] if whole and len(found[0].of) == 1 else None

    def for_text(self, words: str) -> ProtectedName | None:
        """The entry of which some form may be these words in another spelling, case or script, the
        likeliest of several; None where none is proposed."""
        from desktop.names import Index

        entries = {each.id: each for each in self.all()}
        index = Index((each.id, form) for each in entries.values() for form in each.names)
        found = index.candidates(words)
        return entries[found[0][0]] if found else None

    def new(
        self,
        names: Iterable[str],
        instead: str = "",
        *,
        of: NameOf = NameOf.PERSON,
        kept_from: From = From.OUTSIDE,
        person_id: str = "",
        note: str = "",
    ) -> ProtectedName:
        """A new entry. Where nothing is given to stand instead, the code of the person's record
        does, else the next code: none is given twice, because it may stand in texts.

        ``ValueError`` without any form and without a person; the entry that there is, of a
        person who has one.
        """
        there = self.of_person(person_id) if person_id else None
        if there is not None:
            return there
        with self._db.transaction():
            line = one_line(instead).strip() or self._code_of(person_id) or self._next_code()
            made = ProtectedName(
                new_id(), Moment.now(), tuple(names), line, of, kept_from, person_id, note
            )
            self._put(made, CustodyKind.CREATION)
        return self.get(made.id)

    def save(self, entry: ProtectedName) -> None:
        """Lay an entry over what is stored. ``NoSuchRecord``; ``ValueError`` as :meth:`new`."""
        if self.get(entry.id) != entry:
            with self._db.transaction():
                self._put(entry, CustodyKind.MODIFICATION)

    def remove(self, protected_id: str) -> ProtectedName:
        """Protect it no longer; what it was. ``NoSuchRecord``."""
        there = self.get(protected_id)
        with self._db.transaction():
            PROTECTED.delete(self._db, protected_id)
            self._custody.append(CustodyKind.DELETION, Part.PROTECTED_NAME, protected_id)
            self._touch(there)
        return there

    def _put(self, entry: ProtectedName, told: CustodyKind) -> None:
        names = [one_line(each).strip() for each in entry.names]
        kept = self._written_here(entry, [each for each in names if each])
        if not kept and not entry.person_id:
            raise ValueError("a protected name has at least one form")
        PROTECTED.put(self._db, replace(entry, names=kept))
        self._keep_highest(highest_number([entry.instead]))
        self._custody.append(told, Part.PROTECTED_NAME, entry.id)
        self._touch(entry)

    def _written_here(self, entry: ProtectedName, names: Sequence[str]) -> tuple[str, ...]:
        """Without what the record of the person says by itself, and what those of people say who
        may be the same; one that was written down here stays, whoever else has it by now."""
        stored = PROTECTED.get(self._db, entry.id)
        before = names if stored is None else stored.names
        own = {text for _id, text in self._db.all(_FORMS, (listed([entry.person_id]),))}
        followed = self.forms_of(entry.person_id)
        return tuple(
            each
            for each in dict.fromkeys(names)
            if each not in own and (each in before or each not in followed)
        )

    def _touch(self, entry: ProtectedName) -> None:
        if entry.person_id:
            self._db.touch(Part.PROTECTED_NAME, entry.person_id)

    def _listed(self, chosen: ProtectedFilter) -> list[ProtectedName]:
        text = fold(chosen.text.strip())
        found = [each for each in self.all() if not chosen.of or each.of == chosen.of]
        if text:
            found = [each for each in found if text in _held(each)]
        return sorted(found, key=lambda each: (fold(each.display_name), each.id))

    def _followed(self, entries: Sequence[ProtectedName]) -> tuple[ProtectedName, ...]:
        """With the forms that the records of people have now before those of the entry."""
        forms = self._forms({each.person_id for each in entries})
        return tuple(
            replace(each, names=tuple(dict.fromkeys((*forms[each.person_id], *each.names))))
            if each.person_id in forms
            else each
            for each in entries
        )

    def _forms(self, person_ids: Iterable[str]) -> dict[str, list[str]]:
        """By person, the forms of :meth:`forms_of`; nobody without any."""
        whose = {
            each: tuple(dict.fromkeys((each, *self._perhaps(each)))) for each in person_ids if each
        }
        written: dict[str, list[str]] = {}
        wanted = {one for ids in whose.values() for one in ids}
        for person_id, text in among(self._db, _FORMS, wanted):
            if text.strip():
                written.setdefault(person_id, []).append(text)
        found = {
            person_id: list(dict.fromkeys(text for one in ids for text in written.get(one, ())))
            for person_id, ids in whose.items()
        }
        return {person_id: forms for person_id, forms in found.items() if forms}

    def _code_of(self, person_id: str) -> str:
        row = self._db.one(_CODE, (person_id,)) if person_id else None
        return str(row[0]).strip() if row else ""

    def _next_code(self) -> str:
        row = self._db.one("SELECT value FROM vault_meta WHERE key = ?", (_HIGHEST,))
        return code_of(1 + int(row[0] if row else 0))

    def _keep_highest(self, number: int) -> None:
        self._db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?1, ?2) ON CONFLICT (key)"
            " DO UPDATE SET value = ?2 WHERE CAST(value AS INTEGER) < CAST(?2 AS INTEGER)",
            (_HIGHEST, str(number)),
        )


def _held(entry: ProtectedName) -> str:
    return fold("\n".join((*entry.names, entry.instead, entry.note)))
