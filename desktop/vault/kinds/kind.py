"""What the program has to know of a kind of record, stated by the kind's own module.

Everything that treats records of any kind alike (versions, packages, receipts, merging, the
search, the names in messages) loops over ``desktop.vault.kinds.all.KINDS`` and names none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from desktop import canonical
from desktop.home.outlines import Follower, Resting
from desktop.model.consent import RecipientKind
from desktop.model.grounds import Condition, as_decision
from desktop.model.merge.precedence import Finality
from desktop.model.newer import Closes
from desktop.model.owned_id import Owned
from desktop.model.removal import Named, Stays, Why
from desktop.model.version import RecordKind, RecordVersion
from desktop.progress import Pause
from desktop.vault.search.holding import Held
from desktop.vault.search.index import HitKind
from desktop.vault.store.connection import Database, Reader
from desktop.vault.store.table import Table
from desktop.vault.store.tally import Watched

B = TypeVar("B")
_FIRST: Final = 5
"""Records that are named where one is used by many."""

Plain = Mapping[str, Any]
"""A body as plain JSON values, as a version document holds it."""

Text = tuple[HitKind, str, str]
"""Kind and id of a place in a record, and the text it is found by."""

Loaded = tuple[str, str]
"""The title of a hit and the text it was found in; two empty ones where it is not here."""


def none_rest(_db: Reader, _interview_ids: Collection[str]) -> Iterable[Follower]:
    """Of a kind whose records travel by themselves."""
    return ()


def never_several(_db: Reader) -> Collection[str]:
    """Of a kind whose records rest on one interview each."""
    return ()


def itself(_db: Reader, ids: Collection[str], _pause: Pause) -> Resting:
    """Of the kind that others rest on."""
    return {each: (each,) for each in ids}


@dataclass(frozen=True, slots=True)
class Grounds(Generic[B]):
    """On which interviews the records of a kind rest, and what these must let out.

    ``of``: by record id, as this vault knows. ``of_body``: what a body says by itself, for who
    receives it; () where it does not say. ``resting``: which records rest on some interviews,
    grouped by these. ``several``: the ids of all records that may rest on more than one
    interview: of every other, the interview it was found by is the only one. ``counted``: the
    rows that ``of`` goes by, all of which are compared with their sums before anything leaves, so
    that no older page widens it. ``in_house``: the records are the organisation's own working, and
    go to nobody else whatever was agreed. ``by_interviews``: an interview names its records, so
    that who wrote it has to be somebody who may speak for them (``desktop/home/lent.py``).
    """

    of: Callable[[Reader, Collection[str], Pause], Resting]
    condition: Condition
    of_body: Callable[[B], tuple[str, ...]] = lambda _body: ()
    resting: Callable[[Reader, Collection[str]], Iterable[Follower]] = none_rest
    several: Callable[[Reader], Collection[str]] = never_several
    counted: tuple[Watched, ...] = ()
    in_house: bool = False
    by_interviews: bool = True
    by_files: Callable[[Reader, Collection[str], Pause], Mapping[str, Collection[str]]] | None = (
        None
    )
    """Of records about files, which rest on whatever these rest on: by record id, the ids of the
    files. One of them that rests on nothing, or that nobody may speak for, keeps the record."""
    named_files: Callable[[B], Collection[str]] | None = None
    """Of records whose files change: those that a body names. An earlier one that names a file
    which the newest does not stays here: nobody asked whether that file may go."""
    held: bool = False
    """Whether every version of a record is of the interview of the others: what was told in one
    does not leave on the consent of another. A consent is held to its own by its id."""
    sums: Callable[[Reader, Collection[str], Pause], Mapping[str, str]] = lambda _db, _ids, _p: {}
    """Of files: by id, the SHA-256 of those that are here."""

    def go_to(self, recipient: RecipientKind) -> bool:
        """Whether any of the records may go to such a recipient."""
        return not self.in_house or recipient is RecipientKind.ORGANISATION

    @property
    def decides(self) -> bool:
        """Whether the records themselves say what may leave, and so travel in any case."""
        return self.condition is as_decision

    @property
    def chosen(self) -> bool:
        """Whether the records are what others rest on: a person chooses them to be sent."""
        return self.of is itself


@dataclass(frozen=True, slots=True)
class AboutNobody:
    """Of a kind that says nothing about anybody; why not stands here for who reviews it."""

    why: str


Loader = Callable[[Database, str, str], Loaded]


def found_by(sql: str) -> Loader:
    """Reads a hit back by a SELECT of title and text for the ids of the record (?1) and of where
    in it it was found (?2)."""

    def load(db: Database, record_id: str, found_id: str) -> Loaded:
        row = db.one(sql, (record_id, found_id))
        return (row[0], row[1]) if row else ("", "")

    return load


def never_final(_body: Plain) -> Finality:
    """Of a kind whose versions never close anything."""
    return Finality.OPEN


def closes_nothing(_body: Any) -> None:
    """Of a kind whose records decide about nothing."""


def never_closed(_body: Any) -> bool:
    """Of a kind whose records take words for ever."""
    return False


def as_it_stands(body: B, _other: B) -> B:
    """Of a kind whose records have no state beside their words."""
    return body


def derived_as_it_is(body: B, _source: str, _shown_as: str) -> B:
    """Of a kind whose bodies do not say themselves that they were derived."""
    return body


def derived_by_its_envelope(_body: Any) -> None:
    """Of a kind of which versions are derived whose bodies do not say so."""


def keep_nothing(_db: Database, _version: RecordVersion, _made_here: bool) -> None:
    """Of a kind whose versions are all that is kept of them."""


def nothing_more(_db: Reader, _record_id: str) -> Mapping[str, object]:
    """Of a kind whose bodies are all that is held of its records."""
    return {}


def none_found(_body: Any) -> Iterable[Text]:
    """Of a kind whose records are not found by searching."""
    return ()


def nothing_beside(_db: Reader, _record_id: str) -> Iterable[Text]:
    """Of a kind that is found by its bodies alone."""
    return ()


def no_reason(_db: Reader, _body: Any) -> Iterable[Stays]:
    """Of a kind whose records no other names, and that nothing of their own keeps."""
    return ()


def used_by(
    db: Reader, kind: RecordKind, called: str, values: tuple[object, ...]
) -> Iterator[Stays]:
    """That records of a kind name it; ``called``: a SELECT of what people call each of these."""
    found = [each for (each,) in db.all(called, values)]
    if found:
        first = tuple(Named(kind, each) for each in found[:_FIRST])
        yield Stays(Why.USED, by=first, count=len(found))


def by_its_id_alone(_db: Reader, record_id: str) -> Collection[str]:
    """Of a kind whose records have one id."""
    return (record_id,)


@dataclass(frozen=True, slots=True)
class GoWith:
    """``kind``: with whose records they go; ``about``: which are about the one of these ids."""

    kind: RecordKind
    about: Callable[[Reader, Collection[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class LetGo:
    """``kind``: of what is named in a list; ``take_out``: the one of these ids out of every list,
    of which no version tells anybody."""

    kind: RecordKind
    take_out: Callable[[Database, Collection[str]], None]


@dataclass(frozen=True, slots=True)
class ByMistake(Generic[B]):
    """Of a kind whose records may be removed while no version tells anybody of them.

    ``stays``: what keeps a record beside that, as who names it. ``ids``: all by
    which others name it.
    ``with_another``: the records go with one of another kind, because they are about it alone.
    ``without``: the records name others in a list, and are no reason for one of these to stay.
    ``digested``: the bytes of which the custody log keeps a salted hash. ``in_pieces``: the table
    of what is cleared piece by piece behind the rest, because it may be gigabytes.
    """

    stays: Callable[[Reader, B], Iterable[Stays]] = no_reason
    ids: Callable[[Reader, str], Collection[str]] = by_its_id_alone
    with_another: GoWith | None = None
    without: LetGo | None = None
    digested: Callable[[B], bytes] = canonical.encode
    in_pieces: str = ""


@dataclass(frozen=True, slots=True)
class NeverRemoved:
    """Of a kind of which nothing is made by mistake; why not stands here for who reviews it."""

    why: str


def nothing_follows(_db: Database, _body: Any, _version_id: str) -> None:
    """Of a kind on whose versions no other record stands."""


def none_refused(_body: Any) -> None:
    """Of a kind of which every body that can be read may be laid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(Generic[B]):
    """One kind of record.

    ``name``: what documents, tables and folders of a package call it; its labels are the terms
    of the same code in the vocabularies ``record_kind`` and ``record_kinds``, for one and for
    many. ``body``: the dataclass of its versions.
    ``grounds``: on which interviews a record rests, or that it says nothing about anybody.
    ``free_text``: the fields that may hold names, as ``Class.field``, of the body and of what
    lies beside it; every other text is an open code, an enumeration, or of a type in which no
    person writes (``desktop/model/values/no_words.py``).
    """

    name: RecordKind
    body: type[B]
    grounds: Grounds[B] | AboutNobody
    free_text: tuple[str, ...]
    table: Table[Any]
    """Where each of them has one row."""
    removed: ByMistake[B] | NeverRemoved
    """Whether and when a record that was made by mistake goes again."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Where the rows of a body lie: table → the column of the record's id. They are summed with
    the record; none for a kind whose tables are watched as a whole."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """What else erasure must clear of a record, in the same way; the column may also hold what a
    foreign key of it names in ``table``."""
    held_beside: Callable[[Reader, str], Mapping[str, object]] = nothing_more
    """What of that says something, by a name: it goes into a copy for the person whom the record
    is about."""
    copied: tuple[str, ...] = ()
    """Columns of other kinds' tables, as ``table.column``, in which words of it stand again."""
    record_id: Callable[[B], str]
    """The id of the record that a body is of."""
    load: Callable[[Reader, str], B | None]
    """The record as the working tables hold it; None where they do not."""
    lay: Callable[[Database, B], None]
    """Lay a body into the working tables and the index, over what is there."""
    called: Callable[[Reader, str], str]
    """What people call a record, in one line; "" where it is not here."""
    called_by_code: bool = False
    """Whether that is a code: it may stand in what others read, as the findings of a check."""
    finality: Callable[[Plain], Finality] = never_final
    """What a version says of its record's end."""
    owned_by: Callable[[Plain], Owned] | None = None
    """The id that a version is owned by: of the interview, or the file, that it is about; None
    where that is its own record's."""
    of_its_owner_alone: bool = False
    """Whether nobody's word is shown but that of who owns it (``owned_by``) and of a person here:
    anybody else's is kept, and neither shown, counted nor passed on."""
    shown: Callable[[Database, B, str], None] = nothing_follows
    """What follows in other records where a version that arrived is laid: its body, and its id."""
    closes: Callable[[B], Closes | None] = closes_nothing
    """What stands in the envelope of a version, for who cannot read the body."""
    closed: Callable[[B], bool] = never_closed
    """Whether what is typed into a record is laid into it no more, but kept beside it."""
    in_state_of: Callable[[B, B], B] = as_it_stands
    """The first body with the state of the second: what nobody types and a seal changes."""
    derived: Callable[[B, str, str], B] = derived_as_it_is
    """A body that shows something of the record ``source``, in a form: it says so where its kind
    has fields for that, and nobody sealed it."""
    derived_as: Callable[[B], tuple[str, str] | None] | None = None
    """What a body says itself of that: source and form, as its envelope does; None of a kind of
    which no version is ever derived."""
    refuse: Callable[[B], None] = none_refused
    """``ValueError`` of a body that nobody honest writes: an id stands twice in a list of it, or
    its own does not follow from what it is about."""
    unchanging: bool = False
    """An original: one version at most is cut of it, and what is laid is never edited."""
    keep: Callable[[Database, RecordVersion, bool], None] = keep_nothing
    """Keep beside a version what is decided by it, in the transaction that stores it; whether it
    was cut here. It follows from the version alone."""
    hits: Mapping[HitKind, Loader] = field(default_factory=dict)
    """What of it is found by searching, and how a found place is read back for its excerpt."""
    texts: Callable[[B], Iterable[Text]] = none_found
    """The texts a body is found by, all that :attr:`lay` puts into the index."""
    texts_beside: Callable[[Reader, str], Iterable[Text]] = nothing_beside
    """The texts a record is found by that are no part of its body, as far as they are in the index
    by now."""
    long: frozenset[HitKind] = frozenset()
    """Places of which a record may have hundreds: only the first ones of each are told."""
    held: Held[Any] | None = None
    """What the field above its list is matched against; None where it has no column for that."""
