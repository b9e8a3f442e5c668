"""What most commands begin with: the open vault, and the thing somebody named."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.cli.vaults.unlocking import read_secret
from desktop.errors import AmbiguousName, NoSuchRecord
from desktop.model.identity import KnownCard
from desktop.model.interview import Interview
from desktop.model.person import Person
from desktop.model.place import Place
from desktop.model.set import FileSet
from desktop.model.values.moment import Moment
from desktop.model.way_in import WayIn

if TYPE_CHECKING:
    from desktop.vault import Vault

_SHORTEST_PREFIX = 4


@contextmanager
def opened(arguments: argparse.Namespace) -> Iterator[Vault]:
    """The vault named first on the command line, opened by what is given or asked.

    Where it lacks what was saved last, the person is told, whatever the command is."""
    from desktop.vault import open_vault

    with open_vault(arguments.vault, read_secret(arguments)) as vault:
        lost = vault.unlooked
        if lost is not None:
            from desktop.vault.file.lost_messages import lost_advice, lost_title

            arguments.aside(lost_title())
            arguments.aside(lost_advice(lost))
        note_amiss(vault, arguments)
        yield vault


def note_amiss(vault: Vault, arguments: argparse.Namespace) -> None:
    """Say whether the vault opens by ways that were ended, or by others no more."""
    amiss = vault.ways_in.amiss()
    if amiss.back or amiss.gone:
        from desktop.messages.ways_in import amiss_told

        title, lines, to_do = amiss_told(amiss)
        for each in (title, *lines, to_do):
            arguments.aside(each)


def find_interview(vault: Vault, named: str) -> Interview:
    """By id or by code; ``NoSuchRecord`` for none, ``AmbiguousName`` for a code of two."""
    found = vault.interviews.with_code(named)
    if len(found) > 1:
        raise AmbiguousName("several interviews have this code")
    return vault.interviews.get(found[0] if found else named)


def find_person(vault: Vault, named: str) -> Person:
    """By id or by code; ``NoSuchRecord`` for none, ``AmbiguousName`` for a code of two."""
    found = [person for person in vault.people.all() if person.code == named]
    if len(found) > 1:
        raise AmbiguousName("several people have this code")
    return found[0] if found else vault.people.get(named)


def find_place(vault: Vault, named: str) -> Place:
    """By id, or by a whole form of its name in any spelling.

    ``NoSuchRecord`` for none, ``AmbiguousName`` for a name of two.
    """
    place = vault.places.find(named)
    if place is not None:
        return place
    found = vault.places.with_name(named)
    if len(found) > 1:
        raise AmbiguousName("several places have this name")
    return vault.places.get(found[0] if found else named)


def find_set(vault: Vault, named: str) -> FileSet:
    """By id, or by its whole name. ``NoSuchRecord`` for none, ``AmbiguousName`` for a name of
    two."""
    found = vault.sets.find(named)
    if found is not None:
        return found
    ids = vault.sets.with_name(named)
    if len(ids) > 1:
        raise AmbiguousName("several sets have this name")
    return vault.sets.get(ids[0] if ids else named)


def find_way(vault: Vault, named: str, kinds: Collection[str] = ()) -> WayIn:
    """By id, by its beginning, or by the exact name of the person whose it is; of these kinds only,
    where any are given.

    ``NoSuchRecord`` for none, ``AmbiguousName`` for more than one.
    """
    ways = [way for way in vault.ways_in.all() if not kinds or way.kind in kinds]
    exact = [way for way in ways if named in (way.slot_id, way.person)]
    begins = len(named) >= _SHORTEST_PREFIX
    found = exact or [way for way in ways if begins and way.slot_id.startswith(named)]
    if len(found) > 1:
        raise AmbiguousName("several ways to unlock go by this name or id")
    if not found:
        raise NoSuchRecord("no way to unlock goes by this name or id")
    return found[0]


def find_card(vault: Vault, named: str) -> KnownCard:
    """By fingerprint, by its beginning, or by the exact name.

    ``NoSuchRecord`` for none, ``AmbiguousName`` for more than one.
    """
    cards = vault.cards.all()
    exact = [card for card in cards if named in (card.fingerprint, card.card.name)]
    if len(exact) == 1:
        return exact[0]
    begins = named.removeprefix("SHA256:")
    matching = [c for c in cards if c.fingerprint.removeprefix("SHA256:").startswith(begins)]
    if exact or (len(begins) >= _SHORTEST_PREFIX and len(matching) > 1):
        raise AmbiguousName("several cards go by this name or fingerprint")
    if len(begins) < _SHORTEST_PREFIX or not matching:
        raise NoSuchRecord("no card goes by this name or fingerprint")
    return matching[0]


def when(moment: Moment | None) -> str:
    """``2026-11-22 14:02 +0200`` on the clock of that place; "" for never."""
    return "" if moment is None else moment.local().strftime("%Y-%m-%d %H:%M %z")
