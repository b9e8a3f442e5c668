"""A home that is nothing but the rule of authority, and what happens to it."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from desktop.handoff.sending.gate import ask
from desktop.model.authority import Rule, Signed
from desktop.model.consent import Cell, ConsentBranches, Decision
from desktop.model.consent.versions import ConsentVersion, branches_by_interview
from desktop.model.merge.precedence import Finality
from tests.histories.story import GONE, HERE, LATE, STRANGER, Event, Story, Version, standing
from tests.homes.showing import NoRegister
from tests.unit.model.authority_cases import RECORD


class Held:
    """What a home holds and shows of one record."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.versions: dict[str, Version] = {}
        self.sealed: set[str] = set()
        self.before: set[str] = set()
        """The versions that came before the card of their author was revoked."""
        self.trusted, self.revoked = False, False
        self.shown: str | None = None
        self._signed: dict[tuple[str, bool, bool], Signed] = {}

    def take(self, event: Event) -> None:
        """Let something happen. A second time changes nothing."""
        version = event.version
        if event.what == "trust":
            self.trusted = True
        elif event.what == "revoke":
            self.revoked = True
            return  # what is shown stays until something comes
        elif version is not None:
            if version.id not in self.versions:
                self.versions[version.id] = version
                if version.author == GONE and not self.revoked:
                    self.before.add(version.id)
            if version.sealed and not event.bare:
                self.sealed.add(version.id)
        self._lay()

    def cut(self, version: Version) -> None:
        """Write here; what is written is shown."""
        self.versions[version.id] = version
        self.sealed |= {version.id} if version.sealed else set()
        self.shown = version.id

    def _lay(self) -> None:
        laid = self.rule().laid(self.shown)
        self.shown = laid.id if laid else self.shown

    def is_known(self, version: Version) -> bool:
        """Whether its author may be shown here."""
        if version.author == LATE:
            return self.trusted
        if version.author == GONE:
            return not self.revoked or version.id in self.before
        return version.author != STRANGER

    def is_late(self, version: Version) -> bool:
        """Whether it came after the card of its author was revoked."""
        return version.author == GONE and self.revoked and version.id not in self.before

    def known(self) -> set[str]:
        """The ids of all that are."""
        return {each.id for each in self.versions.values() if self.is_known(each)}

    def rule(self) -> Rule:
        """What the program says."""
        return Rule(RECORD, list(map(self._as_signed, self.versions.values())))

    def _as_signed(self, version: Version) -> Signed:
        key = version.id, version.id in self.sealed, self.is_known(version)
        if key not in self._signed:
            said = version.author, version.at, version.parents, version.finality
            late = self.is_late(version)
            self._signed[key] = Signed(version.id, *said, *key[1:], version.ours, late=late)
        return self._signed[key]

    def goes_on_from(self) -> set[str] | None:
        """The parents of what is written now; None where nothing can be: of what is not shown, or
        is sealed."""
        shown = self.versions.get(self.shown or "")
        if shown is None:
            return None if self.versions else set()
        if shown.finality is Finality.OPEN:
            return {shown.id}
        if shown.finality is Finality.CLOSED:
            return None
        ended = {each.id for each in self.rule().heard() if each.finality is Finality.ENDED}
        return {shown.id, *ended}

    def gate(self, cell: Cell) -> Decision:
        """What the program's gate says of the record, which is a consent."""
        versions = ((version, self.is_late(version)) for version in self.versions.values())
        branches = branches_by_interview(_as_consent(*each) for each in versions)
        return ask(_gate_over(branches), [RECORD.id], *cell)[RECORD.id].decision

    def end(self) -> object:
        """What has to be the same wherever the same is held."""
        rule = self.rule()
        return (
            self.shown,
            [each.id for each in rule.heard()],
            [each.id for each in rule.branches()],
            sorted(each.id for each in self.versions.values() if not self.is_known(each)),
        )


def live(story: Story, chance: random.Random) -> tuple[Held, list[Event]]:
    """A home after everything that was told, a person here writing in between; and all of it."""
    home, happened = Held(story), list[Event]()
    for event in story.events:
        parents = home.goes_on_from() if chance.randrange(100) < story.cuts else None
        if parents is not None:
            version = _written(story, chance, parents, len(happened))
            home.cut(version)
            happened.append(Event("cut", HERE, version))
        home.take(event)
        happened.append(event)
    return home, happened


def live_again(story: Story, happened: Sequence[Event], chance: random.Random) -> Held | None:
    """Another home to which the same happens in another order, some of it twice; None where that
    cannot be, because what was written here went on from something else."""
    home = Held(story)
    own = [each for each in happened if each.what == "cut"]
    rest = [each for each in happened if each.what != "cut"]
    rest += chance.sample(rest, len(rest) // 2)
    told = {each.version.id: each.version for each in happened if each.version is not None}
    need = {event: _needs(event, happened, told) for event in set(rest)}
    done: set[Event] = set()
    while own or rest:
        able = [each for each in rest if need[each] <= done]
        if own and _can_be_written(home, own[0]):
            able.append(own[0])
        if not able:
            return None
        event = chance.choice(able)
        if event.what == "cut":
            own.remove(event)
            assert event.version is not None
            home.cut(event.version)
        else:
            rest.remove(event)
            home.take(event)
        done.add(event)
    return home


def _can_be_written(home: Held, event: Event) -> bool:
    return event.version is not None and home.goes_on_from() == set(event.version.parents)


def _needs(event: Event, happened: Sequence[Event], told: Mapping[str, Version]) -> set[Event]:
    """What must have happened before: what was written here and is named by it, and whatever lay on
    the other side of a revocation."""
    at = happened.index(event)
    needed: set[Event] = set()
    if event.version is not None:
        mine = _written_before(event.version, told)
        needed |= {each for each in happened if each.what == "cut" and each.version in mine}
    if event.what == "revoke":
        needed |= {e for e in happened[:at] if e.version is not None and e.who == GONE}
    if event.version is not None and event.who == GONE:
        needed |= {e for e in happened[:at] if e.what == "revoke"}
    return needed


def _written_before(version: Version, told: Mapping[str, Version]) -> list[Version]:
    """What was written here that a version descends from: nobody can name it before it is."""
    waiting, found = list(version.parents), list[Version]()
    while waiting:
        parent = told.get(waiting.pop())
        if parent is not None:
            found += [parent] if parent.ours else []
            waiting += parent.parents
    return found


def _written(story: Story, chance: random.Random, parents: Collection[str], at: int) -> Version:
    finality = chance.choice((Finality.OPEN, Finality.OPEN, story.end))
    sealed = finality is Finality.CLOSED
    said = standing(chance, finality)
    ordered = tuple(sorted(parents))
    return Version(f"own{at:02}", HERE, f"2026-{at:02}", ordered, finality, sealed, False, said)


def _as_consent(version: Version, late: bool) -> ConsentVersion:
    return ConsentVersion(
        version.id, "c", version.parents, version.author, RECORD.id, version.at, version.ours,
        version.at, version.standing, late,
    )  # fmt: skip


def _gate_over(branches: Mapping[str, ConsentBranches]) -> Any:
    """A home as the gate sees it."""
    outlines = SimpleNamespace(
        standings=lambda _ids, _cells, _pause: branches, refuse_unlooked=lambda: None
    )
    return SimpleNamespace(outlines=outlines, protected=NoRegister())
