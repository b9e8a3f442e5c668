"""Who may lay what over what, and what a gate hears: one pure rule for every home of records.

It follows from the versions that are held, from who signed and who sealed each, from whose cards
are trusted here, and from nothing else: neither the order in which they came nor anybody's clock
gives anyone a right. ``docs/authority.md`` shows it case by case and is made from
``tests/unit/model/authority_cases.py``.

**Whose a record is.** An id belongs to its first author (``owned_id.py``). Where the id says
nothing, or nothing of its owner is held that may be shown, whoever is known here and began what is
held counts as the owner of what is shown: of the versions without a parent that is held, the
earliest by its clock, then by its id.

**What is laid**, of the versions whose authors are known here:

1. what its owner signed, and what was cut in this home. Anybody else's is a branch beside it;
2. a version that says it is sealed only where its author's own seal holds over it;
3. a consent that was withdrawn, by whomever, as long as nobody who may, for the gate too, has named
   that very version as what theirs goes on from;
4. what was sealed goes before what is open, and only its sealer's next seal goes before it;
5. a head that was cut in this home stays until its owner goes on from it: of several, which only a
   settled withdrawal leaves, the one that is shown;
6. otherwise the newest head;
7. in all this, a derived version only where none is in the words that were said.

A version stands in another's place (*supersedes* it) where it names it as its parent and is by
the same author, by the owner, or cut in this home. So nobody else's child hides a head. What came
after its author's card was revoked here takes nobody's place: who holds a stolen key takes back
nothing that its owner said.

**What a gate hears**: every version, known author or not, that nothing supersedes; the owner is
the proven one alone. The narrowest of them counts, and it opens only what its owner or a person
here decided about as well (*opens*): of an id that says nothing that is whoever decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from desktop.model.merge.precedence import Finality
from desktop.model.owned_id import Owned


@dataclass(frozen=True, slots=True)
class Signed:
    """A version of one record, as the rule sees it.

    ``author``: the fingerprint of the key whose signature over it holds. ``at``: UTC by the
    author's clock, text that sorts. ``parents``: ids of what it goes on from. ``finality``: what
    its body says of the record's end; ``sealed``: its author's own seal over it holds. ``known``:
    its author's card is trusted here, or it is this home's own; ``ours``: it was cut in this home;
    ``unread``: a newer program wrote it, and it is kept without being read. ``late``: it came after
    its author's card was revoked here. ``derived``: it is a version made of another record's words.
    """

    id: str
    author: str
    at: str
    parents: Collection[str] = ()
    finality: Finality = Finality.OPEN
    sealed: bool = False
    known: bool = True
    ours: bool = False
    unread: bool = False
    late: bool = False
    derived: bool = False

    @property
    def layable(self) -> bool:
        """Whether anybody here could be shown it as what it says it is."""
        told = self.sealed or self.finality is not Finality.CLOSED
        return self.known and told and not self.unread


def proven_owner(owned: Owned, versions: Collection[Signed]) -> str:
    """The fingerprint of the author whose id this is; "" where no version is of theirs, or the id
    says nothing. Known here or not: nobody else could have made the id."""
    authors = {version.author for version in versions}
    return min(filter(owned.is_by, authors), default="")


def owner_of(owned: Owned, versions: Collection[Signed]) -> str:
    """Who counts as the owner of what is shown; "" where nothing is held that may be shown."""
    layable = [version for version in versions if version.layable]
    proven = proven_owner(owned, layable)
    if proven or not layable:
        return proven
    held = {version.id for version in versions}
    first = [version for version in layable if held.isdisjoint(version.parents)]
    return min(first or layable, key=_age).author


def opens(owned: Owned, author: str, ours: bool, late: bool = False) -> bool:
    """Whether a gate may be open where this author decided; anybody else only narrows. ``late``:
    as in :class:`Signed`."""
    return ours or (not late and (owned.is_by(author) or not owned.says_whose))


def may_be_settled_unread(owned: Owned, author: str, known: bool) -> bool:
    """Whether a person here may settle what this author wrote although nobody here can read it.

    Not what is by whoever the record is by, or by somebody whose card is trusted here (``known``):
    that may be a withdrawal, which is understood after an update. Of anybody else no update may
    ever make sense of it, and a key of nobody's would close a record for ever.
    """
    return not known and not owned.is_by(author)


class Rule:
    """The rule over all versions of one record that a home holds.

    ``owned``: the id by which it is owned: of a consent that of its interview.
    """

    def __init__(self, owned: Owned, versions: Collection[Signed]) -> None:
        self._owned, self._versions = owned, versions
        self._owner = owner_of(owned, versions)
        self._proven = proven_owner(owned, versions)

    def laid(self, shown: str | None = None) -> Signed | None:
        """The version to show; None where there is none that may be. ``shown``: the present one."""
        layable = _as_told([version for version in self._versions if version.layable])
        unread = [version for version in self._versions if version.unread]
        heads = list(_heads(layable, self._owner, unread))
        # As a gate hears them, known or not: what is shown says the same of a withdrawal.
        read = [version for version in self._versions if not version.unread]
        heard = (each for each in _heads(read, self._proven, unread) if each.layable)
        ended = [version for version in heard if version.finality is Finality.ENDED]
        own = [version for version in heads if self._stands_for_record(version)]
        ours = [version for version in own if version.ours]
        kept = [version for version in ours if version.id == shown]
        sealed = [each for each in _sealed(layable) if self._stands_for_record(each)]
        return max(ended or sealed or kept or ours or own, key=_age, default=None)

    def branches(self) -> list[Signed]:
        """What stands beside each other and nobody settled, oldest first; two or more are shown as
        such, whoever wrote them."""
        return sorted(_heads(self._versions, self._owner), key=_age)

    def heard(self) -> list[Signed]:
        """What a gate hears, oldest first. Whoever counts as the owner for want of another may not
        widen what a stranger narrowed: only who is proven to be it may."""
        return sorted(_heads(self._versions, self._proven), key=_age)

    def answered(self) -> bool:
        """Whether anybody decided by whose word a gate may be open."""
        return any(opens(self._owned, each.author, each.ours, each.late) for each in self._versions)

    def _stands_for_record(self, version: Signed) -> bool:
        return version.ours or version.author == self._owner


def _as_told(layable: list[Signed]) -> list[Signed]:
    """Without what was derived, where anything is in the words that were said: it never takes
    their place, whoever put it under the same id."""
    return [version for version in layable if not version.derived] or layable


def _sealed(versions: Collection[Signed]) -> Iterator[Signed]:
    """Sealed versions that their sealer did not seal anew."""
    sealed = [version for version in versions if version.sealed]
    built_on = {(each.author, parent) for each in sealed for parent in each.parents}
    return (each for each in sealed if (each.author, each.id) not in built_on)


def _heads(
    versions: Collection[Signed], owner: str, between: Collection[Signed] = ()
) -> Iterator[Signed]:
    """Those that none of these supersedes. ``between``: what may stand between two of them, and
    takes nobody's place by itself: what is kept unread."""
    children: defaultdict[str, list[Signed]] = defaultdict(list)
    for version in (*versions, *between):
        for parent in version.parents:
            children[parent].append(version)
    passing = _passing(between, children, owner)
    for version in versions:
        behind = (each for each in children[version.id] if _supersedes(each, version, owner))
        if all(each.id in passing for each in behind):
            yield version


def _passing(
    between: Collection[Signed], children: Mapping[str, Collection[Signed]], owner: str
) -> set[str]:
    """The ids of those between that lead to nothing else: nothing that is not between supersedes
    them, nor what supersedes them."""
    passing = {version.id for version in between}
    by_id = {version.id: version for version in between}
    leading = [
        version
        for version in between
        if any(
            each.id not in by_id and _supersedes(each, version, owner)
            for each in children.get(version.id, ())
        )
    ]
    while leading:
        child = leading.pop()
        if child.id not in passing:
            continue
        passing.discard(child.id)
        found = (by_id[parent] for parent in child.parents if parent in by_id)
        leading += [parent for parent in found if _supersedes(child, parent, owner)]
    return passing


def _supersedes(child: Signed, parent: Signed, owner: str) -> bool:
    return child.ours or (not child.late and child.author in (parent.author, owner))


def _age(version: Signed) -> tuple[str, str]:
    return version.at, version.id
