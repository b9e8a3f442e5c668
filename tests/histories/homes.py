"""Stories lived through vaults: packages by a trusted sender, real signatures, seals and cards."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import ask
from desktop.home.seals import Seal
from desktop.model.consent import Consent, RecipientKind
from desktop.model.consent.missing import missing
from desktop.model.handoff import LineReason
from desktop.model.identity import Role
from desktop.model.merge.precedence import Finality
from desktop.model.version import RecordVersion
from tests.authors import authorship, card_of, let_trust
from tests.histories import bends
from tests.histories.held import Held
from tests.histories.story import (
    CELLS,
    GONE,
    HERE,
    KNOWN,
    OWNER,
    TURNED,
    Event,
    Story,
    Version,
    standing,
    tell,
)
from tests.histories.written import Written
from tests.homes.either import HOMES, EitherHome, Make
from tests.support import asked
from tests.unit.handoff.ends import Ends
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.sender import Sender, entry_of

_TOGETHER: Final = 100
"""Stories that one pair of vaults lives."""


@dataclass(frozen=True, slots=True)
class Office:
    """A home that everything comes to, and how packages for it are made."""

    name: str
    home: EitherHome
    sender: Sender
    stick: Path


Offices = tuple[Office, Office, Office]


@contextmanager
def offices(folder: Path) -> Iterator[Offices]:
    """Two vaults and a home in memory, of three people who trust the same."""
    with ExitStack() as stack:
        homes = ("vault", "vault", "memory")
        one, two, three = (
            _office(folder, f"{kind}-{number}", HOMES[kind], stack)
            for number, kind in enumerate(homes)
        )
        yield one, two, three


def _office(folder: Path, name: str, make: Make, stack: ExitStack) -> Office:
    home = make(folder, name, Role.ORGANISATION, True)
    stack.callback(home.close)
    stick = folder / f"stick-{name}"
    stick.mkdir()
    return Office(name, home, Sender(Ends(home, home, stick)), stick)


def first_wrong_through_homes(seeds: range) -> tuple[int, list[str]] | None:
    """The first seed of some whose story is bent, and how."""
    for at in range(0, len(seeds), _TOGETHER):
        with (
            tempfile.TemporaryDirectory(prefix="skrynia-", ignore_cleanup_errors=True) as folder,
            offices(Path(folder)) as homes,
        ):
            for seed in seeds[at : at + _TOGETHER]:
                wrong = wrong_through(homes, seed)
                if wrong:
                    return seed, wrong
    return None


def wrong_through(all_of_them: Offices, seed: int) -> list[str]:
    """What is wrong with the story of a seed: nothing."""
    story, found = tell(seed), list[str]()
    written = Written(story)
    lives = []
    for number, office in enumerate((all_of_them[0], all_of_them[1 + seed % 2])):
        # When a package came tells what came before a card was revoked; else one is enough.
        in_packages = number == 0 or any(each.what == "revoke" for each in story.events)
        life = Life(office, written, random.Random(seed * 2 + number), in_packages)
        life.live(as_told=number == 0)
        found += life.bent()
        lives.append(life)
    ends = [life.end() for life in lives]
    if not any(life.own for life in lives) and ends[0] != ends[1]:
        found.append(f"one office ends with {ends[0]}, the other with {ends[1]}")
    return found


class Life:
    """A story in one office. ``own``: what a person there wrote meanwhile."""

    def __init__(
        self, office: Office, written: Written, chance: random.Random, in_packages: bool
    ) -> None:
        self.office, self.written, self.chance = office, written, chance
        self.in_packages = in_packages
        self.home, self.story = office.home, written.story
        self.model = Held(self.story)
        self.own: list[Version] = []
        self.came: list[str] = []
        self._parts = 0
        self._wrong: list[str] = []

    def live(self, as_told: bool) -> None:
        """Let everything happen, in the order it was told or in another."""
        for author in (OWNER, KNOWN, TURNED, GONE):
            let_trust(self.home, self.written.fingerprint(author))
        waiting: list[Event] = []
        for event in self.story.events if as_told else _otherwise(self.story, self.chance):
            if event.version is None or self.chance.random() < 0.15 or _is_in(event, waiting):
                self._come(waiting)
                waiting = []
                self._write()
            if event.version is None:
                self._decide(event)
            else:
                waiting.append(event)
        self._come(waiting)

    def _decide(self, event: Event) -> None:
        cards, author = self.home.cards, self.written.fingerprint(event.who)
        if event.what == "revoke":
            cards.revoke(author)
        else:
            cards.add(*card_of(author))
            cards.trust(author, RecipientKind.ORGANISATION)
        self.model.take(event)

    def _come(self, events: Sequence[Event]) -> None:
        """These versions come, in a package or without one."""
        records, seals = [], {}
        for event in events:
            assert event.version is not None
            real = self.written.real[event.version.id]
            records.append(real.id)
            if real.sealed and not event.bare:
                seals[real.id] = self.written.seal(real)
            self.model.take(replace(event, version=real))
        self._parts += 1
        if self.in_packages and records:
            self._receive(records, seals)
            return
        for version_id in records:
            data = self.written.data[version_id]
            arriving, seal = self.home.versions.read(data), seals.get(version_id)
            held = Seal.read(version_id, data, seal) if seal else None
            self.home.versions.take_in(arriving, authorship(data), f"part-{self._parts}", held)

    def _receive(self, version_ids: Sequence[str], seals: Mapping[str, bytes]) -> None:
        """A package of these; and now and then one in it in the owner's name by another."""
        written = self.written
        records = [
            entry_of(written.kind, written.record_id, written.data[each]) for each in version_ids
        ]
        by, forged = {}, ""
        if self.chance.random() < 0.3:
            data = written.forged(self._parts)
            forged = sha256(data)
            records.append(entry_of(written.kind, written.record_id, data))
            by[forged] = authorship(data, written.fingerprint(TURNED))
        path = self.office.stick / f"{self.story.seed}-{self._parts}.age"
        self.office.sender.package(path, records, seals=seals, by=by)
        lines = receive_package(self.home, path).receipt.records
        path.unlink()
        for line in lines:
            if (line.reason == LineReason.NOT_SIGNED) != (line.item == forged):
                self._wrong.append(f"{line.item} came as {line.outcome} {line.reason}")

    def _write(self) -> None:
        """A person here writes, now and then, where anything is shown or nothing is held."""
        if self.chance.randrange(100) >= self.story.cuts or self.model.goes_on_from() is None:
            return
        before = {each.id for each in self._history()}
        called = f"own-{self.office.name}-{self._parts}-{len(self.own)}"
        finality = self.chance.choice((Finality.OPEN, Finality.OPEN, self.story.end))
        said = standing(self.chance, finality)
        if self.story.consent:
            interview_id = self.written.interview_id
            shown = self.home.consents.for_interview(interview_id)
            new = asked(
                self.home,
                Consent(
                    self.written.record_id,
                    interview_id,
                    NOON,
                    capacity_note=called,
                    answers=said.answers,
                    withdrawn_at=said.withdrawn_at,
                ),
            )
            spoken = self.home.consents.to_read_out(new)
            if missing(shown, new, spoken) or missing(None, new, spoken):
                return
            self.home.consents.decide(new, shown)
        else:
            if self._shown_name() is None:
                return
            made = self.home.interviews.get(self.written.record_id)
            self.home.interviews.save(replace(made, code=called))
            if finality is Finality.CLOSED:
                self.home.interviews.seal(made.id)
            else:
                self.home.versions.cut(self.written.kind, made.id, "written here")
        for version in self._history():
            if version.id not in before:
                self._wrote(version, called, finality)

    def _wrote(self, version: RecordVersion, called: str, finality: Finality) -> None:
        document = version.document
        sealed = finality is Finality.CLOSED
        consent = canonical.from_plain(document.body, Consent) if self.story.consent else None
        said = standing(self.chance, finality)
        if consent is not None:
            said = replace(said, withdrawn_at=consent.withdrawn_at, answers=consent.answers)
        own = Version(
            version.id,
            HERE,
            document.created_at.utc,
            document.parents,
            finality,
            sealed,
            False,
            said,
        )
        self.own.append(own)
        self.written.data[own.id] = version.data
        self.model.cut(own)

    def _history(self) -> list[RecordVersion]:
        return self.home.versions.history(self.written.record_id)

    def _shown_name(self) -> str | None:
        with suppress(NoSuchRecord):
            if not self.story.consent:
                return self.home.interviews.get(self.written.record_id).code
            consent = self.home.consents.for_interview(self.written.interview_id)
            return consent.capacity_note if consent else None
        return None

    def _shown(self) -> str | None:
        """The real id of what is shown."""
        name = self._shown_name()
        if name is None:
            return None
        return next(
            (id_ for id_, data in self.written.data.items() if _is_called(data, name)), name
        )

    def end(self) -> object:
        """What the vault shows, has beside each other, and lets out."""
        heads = sorted(self.home.versions.head_ids(self.written.record_id))
        return self._shown(), heads, [self._gate(cell) for cell in CELLS]

    def _gate(self, cell: tuple[object, object]) -> object:
        id_ = self.written.interview_id
        return ask(self.home, [id_], *cell)[id_].decision  # type: ignore[arg-type]

    def bent(self) -> Iterator[str]:
        """What is wrong in the end."""
        yield from self._wrong
        held, here = self.model.versions, {each.id for each in self._history()}
        if here != held.keys():
            yield "the vault holds other versions than came and were written"
            return
        shown, expected = self._shown(), self.model.shown
        if shown != expected:
            yield f"the vault shows {shown} and the rule {expected}"
        versions = list(held.values())
        known = self.model.known()
        yield from bends.of_what_is_shown(held.get(shown or ""), versions, known)
        heads = {each.id for each in self.model.rule().branches()}
        if self.home.versions.head_ids(self.written.record_id) != heads:
            yield "the vault has other versions beside each other than the rule"
        if self.story.consent:
            for cell in CELLS:
                yield from bends.of_the_gate(self._gate(cell), cell, versions, known)  # type: ignore[arg-type]


def _is_called(data: bytes, name: str) -> bool:
    return f'"{name}"'.encode() in data


def _is_in(event: Event, waiting: Sequence[Event]) -> bool:
    return any(each.version is event.version for each in waiting)


def _otherwise(story: Story, chance: random.Random) -> list[Event]:
    """The same in another order, some of it twice; what came before a card was revoked does."""
    revoked = [at for at, each in enumerate(story.events) if each.what == "revoke"]
    border = revoked[0] if revoked else len(story.events)
    before = {id(e) for e in story.events[:border]}
    order = [*story.events, *chance.sample(story.events, len(story.events) // 2)]
    chance.shuffle(order)
    gone = [e for e in order if e.who == GONE and e.version is not None and id(e) in before]
    late = [e for e in order if e.who == GONE and e.version is not None and id(e) not in before]
    if not revoked:
        return order
    rest = [e for e in order if e.what != "revoke" and e not in gone and e not in late]
    cut = chance.randint(0, len(rest))
    first, second = [*gone, *rest[:cut]], [*late, *rest[cut:]]
    chance.shuffle(first)
    chance.shuffle(second)
    return [*first, story.events[border], *second]
