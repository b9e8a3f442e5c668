"""The names that a recipient is not to meet, to be found in any text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.model.consent import Identification, RecipientKind
from desktop.model.protected import From, ProtectedName
from desktop.names.letters import words
from desktop.names.met import Read
from desktop.names.spans import Protected, Span, spans_of
from desktop.showing.instead import instead_of
from desktop.showing.kept import kept_of
from desktop.showing.pieces import pieces
from desktop.showing.sorts import Sort

if TYPE_CHECKING:
    from desktop.model.interview import Interview
    from desktop.model.person import Person
    from desktop.showing.form import Form
    from desktop.showing.found import Seen
    from desktop.vault import Vault

SELF: Final = "self"
"""The entry of the person interviewed, whom no register has to name: their consent says it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in all the forms somebody wrote down, and what stands ``instead``. ``of``: what it
    is the name of (``NameOf``)."""

    id: str
    names: tuple[str, ...]
    instead: str
    of: str = "person"


@dataclass(frozen=True)
class Register:
    """``entries``: to be decided about wherever they stand. ``told``: names that may be told, so
    that nobody is asked about them as ones that nobody marked. ``seen``: what was found in texts
    by it, so that the same text is looked through once."""

    entries: tuple[Entry, ...] = ()
    told: tuple[str, ...] = ()
    seen: dict[object, Seen] = field(default_factory=dict, repr=False, compare=False)

    def spans(self, text: str, named: frozenset[str] = frozenset()) -> list[Span[str]]:
        """Where one of the entries may stand, in order, none over another. ``named``: the ids of
        those who are surely named in what is shown together with the text."""
        every = self.read(text)
        return list(_in_pieces(every, named.union(*(each.named for _start, each in every))))

    def read(self, text: str) -> list[tuple[int, Read[str]]]:
        """(where it begins, the piece with which of the entries may stand in it) of a text."""
        return _read(self._protected, text)

    @property
    def from_the_start(self) -> frozenset[str]:
        """Who is taken for named in whatever is looked through: whoever tells it."""
        return frozenset((SELF,)) if SELF in self._by_id else frozenset()

    def told_in(self, text: str) -> list[Span[str]]:
        """Where a name stands that may be told."""
        return list(_in_pieces(_read(self._told, text), frozenset())) if self.told else []

    def first(self, span: Span[str]) -> str:
        """Whose name it is where it may be that of several: of the first entry."""
        return min(span.of, key=self._order.__getitem__)

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id; ``KeyError``."""
        return self._by_id[entry_id]

    def names_somebody(self, entry: Entry) -> bool:
        """Whether what stands instead of an entry is a protected name itself: a code that is
        another's, or a description with one in it."""
        return entry.id in self._naming

    @cached_property
    def _naming(self) -> frozenset[str]:
        return frozenset(each.id for each in self.entries if self.spans(each.instead))

    @cached_property
    def _order(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.entries)}

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {each.id: each for each in self.entries}

    @cached_property
    def _protected(self) -> Protected[str]:
        names = ((each.id, name) for each in self.entries for name in each.names)
        return Protected(names, families=True, told=self.told)

    @cached_property
    def _told(self) -> Protected[str]:
        return Protected((name, name) for name in self.told)


def _read(names: Protected[str], text: str) -> list[tuple[int, Read[str]]]:
    return [(start, names.read(piece)) for start, piece in pieces(text)]


def _in_pieces(every: Iterable[tuple[int, Read[str]]], named: Set[str]) -> Iterator[Span[str]]:
    for start, piece in every:
        for span in spans_of(piece, named):
            yield replace(span, start=start + span.start, end=start + span.end)


def register_for(vault: Vault, interview_id: str, form: Form) -> Register:
    """What an interview is looked through for before it is shown in a form: the protected names
    that are kept from who receives it and, where the person may not be named in full, every name
    of theirs and of everybody who may be the same person. ``NoSuchRecord``."""
    entries = list(protected_from(vault, form.recipient))
    if form.as_told and not entries:
        return Register()
    interview = vault.interviews.get(interview_id)
    people = _people(vault, interview.person_id, vault.sameness.perhaps(interview.person_id))
    names = _names_of(people)
    if names and not form.names_in_full:
        entries.insert(0, Entry(SELF, names, _instead_of_person(people, interview, form)))
    if not form.names_in_full:
        return Register(tuple(entries))
    # Who only may be them, may be somebody else who is not to be named.
    one = vault.sameness.groups().of(interview.person_id)
    told = _names_of(_people(vault, interview.person_id, one))
    return Register(tuple(entries), told)


def protected_from(vault: Vault, recipient: RecipientKind) -> tuple[Entry, ...]:
    """The protected names that are kept from this kind of recipient."""
    at, there = vault.rows_written, kept_of(vault)
    known = there.entries(at, recipient)
    if known is not None:
        return known
    found = tuple(
        Entry(each.id, each.names, each.instead, each.of)
        for each in vault.protected.all()
        if kept_from(each, recipient) and each.names
    )
    if found and not vault.in_transaction:
        there.keep_entries(at, recipient, found)
    return found


def kept_from(name: ProtectedName, recipient: RecipientKind) -> bool:
    """Whether a name is kept from this kind of recipient; a code that is not known here keeps it
    from everyone."""
    return name.kept_from is not From.OUTSIDE or recipient is not RecipientKind.ORGANISATION


def _people(vault: Vault, person_id: str, ids: Iterable[str]) -> list[Person]:
    """The records of these that are here, that of the person first."""
    ordered = dict.fromkeys((person_id, *ids))
    return [person for person in map(vault.people.find, ordered) if person]


def _names_of(people: Iterable[Person]) -> tuple[str, ...]:
    names = (name.text for person in people for name in person.names)
    return tuple(dict.fromkeys(name for name in names if name.strip()))


def _instead_of_person(people: list[Person], interview: Interview, form: Form) -> str:
    """As the consent says that they are named; without a name where a code is one itself."""
    withheld = instead_of(Sort.NAME, interview.language)
    if not people:
        return withheld
    proposed = {
        Identification.CODE: people[0].code,
        Identification.INITIALS: initials(people[0].display_name),
    }.get(form.named, "")
    names = Register((Entry(SELF, _names_of(people), ""),))
    return withheld if not proposed.strip() or names.spans(proposed) else proposed


def initials(name: str) -> str:
    """Ядвіга Ручаінская → Я. Р."""
    return " ".join(f"{word.written[0].upper()}." for word in words(name))
