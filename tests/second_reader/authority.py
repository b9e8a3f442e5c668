"""Which version is shown, which are heard, and whether anything may open (../authority.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .held import Desk, Version

Owns = Callable[[str], bool]
"""Whether an author owns what is decided about."""


def settles(later: Version, earlier: Version, owns: Owns, desk: Desk) -> bool:
    """Whether the later, which names the earlier among its parents, stands in its place
    (authority; receiving, Kept unread): by the same author, the owner, or cut here."""
    if later.late or later.unread or earlier.erased:
        return False
    if later.author == earlier.author or owns(later.author):
        return True
    if not desk.is_here(later.author):
        return False
    # what nobody here can read may be a withdrawal by whoever is believed here
    believed = owns(earlier.author) or desk.trusts(earlier.author)
    return not (earlier.unread and believed)


def heard(versions: Iterable[Version], owns: Owns, desk: Desk) -> tuple[Version, ...]:
    """The heads: those that nobody who may has gone on from; the narrowest of them counts."""
    everything = tuple(versions)
    by_parent: dict[str, list[Version]] = {}
    for each in everything:
        for parent in each.parents:
            by_parent.setdefault(parent, []).append(each)
    return tuple(
        each
        for each in everything
        if not any(settles(later, each, owns, desk) for later in by_parent.get(each.version_id, ()))
    )


def may_open(versions: Iterable[Version], owns: Owns, desk: Desk, ownerless: bool = False) -> bool:
    """Whether the owner, trusted or not, or a person at this desk, is among those who decided.

    ownerless: the record's id says nothing; whoever decided opens then (documents, Whose a record
    is).
    """
    return any(
        (ownerless or owns(each.author) or desk.is_here(each.author))
        and not each.late
        and not each.unread
        for each in heard(versions, owns, desk)
    )


def shown(versions: Iterable[Version], owns: Owns, desk: Desk) -> Version | None:
    """The one version of a record that is shown, or None.

    versions: in the order in which they came. A withdrawal goes first, then what was sealed by the
    owner or here, then a head that was cut here, then the owner's.
    """
    everything = tuple(versions)
    found, several = _shown(everything, owns, desk, None)
    if not several:
        return found
    # of several heads that were cut here, the one that was shown before the others came
    found = None
    for count in range(1, len(everything) + 1):
        found, _several = _shown(everything[:count], owns, desk, found)
    return found


def _shown(
    versions: Sequence[Version], owns: Owns, desk: Desk, before: Version | None
) -> tuple[Version | None, bool]:
    """What is shown, and whether what was shown before had to decide."""
    seen = [v for v in versions if not _is_hidden(v, desk)]
    # what was derived never stands in the place of what was said
    seen = [v for v in seen if not v.derived] or seen
    unsettled = heard(versions, owns, desk)
    gone = [v for v in unsettled if v.withdrawn and not _is_hidden(v, desk)]
    if gone:
        return max(gone, key=Version.age), False
    whose = owns if any(owns(v.author) for v in seen) else _began(seen)
    sealed = [v for v in seen if v.sealed and (whose(v.author) or desk.is_here(v.author))]
    anew = {(v.author, parent) for v in sealed for parent in v.parents}
    sealed = [v for v in sealed if (v.author, v.version_id) not in anew]
    if sealed:
        return max(sealed, key=Version.age), False
    heads = heard(seen, whose, desk)
    here = [v for v in heads if desk.is_here(v.author)]
    if before in here:
        return before, True
    theirs = here or [v for v in heads if whose(v.author)]
    return max(theirs, key=Version.age, default=None), len(here) > 1


def _began(seen: Sequence[Version]) -> Owns:
    """Who counts as the owner of what may be shown, where nothing of it is the owner's: whoever
    began it."""
    ids = {v.version_id for v in seen}
    first = min((v for v in seen if not ids.intersection(v.parents)), key=Version.age, default=None)
    return lambda author: first is not None and author == first.author


def _is_hidden(version: Version, desk: Desk) -> bool:
    """It waits for a card, cannot be read, or says that it is sealed and is not."""
    only_says = version.says_sealed and not version.sealed
    return version.unread or version.waits(desk) or only_says
