"""What a home of records does with its versions: one set of rules for every home.

A home holds the versions of each record and shows one of them, which people may edit. Merging
is the union of versions. Everything that decides (what is cut before something arrives, what a
version goes on from, which ones are heads, what is shown afterwards) stands here and in
``authority.py``, so that the vault and any other home differ only in where they keep things.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop.model.owned_id import is_marked, is_of_kind
from desktop.model.values.bounds import PARENTS
from desktop.model.version import RecordVersion, VersionDocument

FORMAT, VERSION = "skrynia-record", 1
MANY: Final = 200
"""Versions of one record, behind which nobody looks at all of them each time another one comes."""
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class WorkingState:
    """What is shown of a record, and edited.

    ``version_id``: the version last cut from it or laid over it; None before the first.
    ``edited``: it may have been written since then.
    """

    version_id: str | None = None
    edited: bool = True


@dataclass(frozen=True, slots=True)
class Arriving:
    """A version from outside that can be taken in, with the record it holds.

    ``state``: of the record here, None where it is not shown; ``known``: whether this very version
    is here; ``here``: how many versions of its record are, counted no further than
    :data:`MANY`. ``unread``: why the version is kept without being read, "" where it is read;
    then there is no ``body``. ``grounds``: ids of the interviews that it came as resting on.
    """

    version: RecordVersion
    body: Any
    state: WorkingState | None
    known: bool
    here: int
    unread: str = ""
    grounds: tuple[str, ...] = ()


def flaw_of(document: VersionDocument) -> str:
    """Why a document from outside is no version, although it has the form of one; "" if it is."""
    if document.format != FORMAT or document.version < VERSION:
        return "another format"
    if list(document.parents) != sorted(set(document.parents)):
        return "parents are not sorted"
    if not all(len(parent) == 64 and _HEX.issuperset(parent) for parent in document.parents):
        return "a parent is no version id"
    if len(document.salt) != 32 or not _HEX.issuperset(document.salt):
        return "the salt is not 32 hex digits"
    if is_marked(document.record_id) and not is_of_kind(document.record_id, document.kind):
        return "the id is one of another kind of record"
    return ""


def kind_differs(
    document: VersionDocument, kinds_here: Iterable[str], known: Container[str]
) -> bool:
    """Whether a version says that its record is of another kind than what is here of it says.

    ``known``: the kinds that this program knows. An id that bears the mark of its kind says itself
    which of them it is of: anything of an unknown kind, whose name may have been chosen to have
    the same mark, lies beside that and holds nothing. Other ids are of the kind that came first.
    """
    others = {kind for kind in kinds_here if kind != document.kind}
    if is_marked(document.record_id):
        return document.kind in known and any(kind in known for kind in others)
    return bool(others)


def heads_of(versions: Collection[RecordVersion]) -> list[RecordVersion]:
    """The versions of one record that none of them names as what it goes on from, oldest first,
    whoever wrote them. A child of another record, which nobody honest writes, hides none."""
    built_on = {parent for version in versions for parent in version.document.parents}
    heads = (version for version in versions if version.id not in built_on)
    return sorted(heads, key=lambda head: (head.document.created_at.utc, head.id))


def cut_before(arriving: Arriving, unchanging: bool) -> bool:
    """Whether work done here has to become a version before another one may take its place.

    ``unchanging``: whether the kind's records are never edited.
    """
    state = arriving.state
    return state is not None and state.edited and not unchanging


def differs(base: RecordVersion | None, body: Mapping[str, Any]) -> bool:
    """Whether a record as it stands is another one than its last version, or has none."""
    return base is None or base.document.body != body


def parents_of_cut(base: RecordVersion | None) -> tuple[str, ...]:
    """What a version goes on from: the one last shown. Another head that arrived meanwhile stays
    a head beside it."""
    return (base.id,) if base else ()


def settled_at_once(settles: Collection[str]) -> Iterator[Sequence[str]]:
    """What each of the versions settles that are cut one behind the other: one names as many
    parents as a version has room for, among them the one it goes on from. Of nothing, one is cut.

    Anybody may put any number of branches beside a record; whoever decides over them names all.
    """
    ordered, room = sorted(settles), PARENTS - 1
    return (ordered[at : at + room] for at in range(0, max(len(ordered), 1), room))


def parents_beside(
    shown: RecordVersion | None,
    heads: Sequence[RecordVersion],
    ours: str,
    goes_on: Callable[[VersionDocument], bool],
) -> tuple[str, ...]:
    """What a version goes on from that is a branch beside the one that is shown.

    ``goes_on``: whether it goes on from a version of this home beside it; else it begins where
    the one that is shown did.
    """
    for head in heads:
        own = head.document.author == ours
        if own and head != shown and goes_on(head.document):
            return (head.id,)
    return shown.document.parents if shown else ()
