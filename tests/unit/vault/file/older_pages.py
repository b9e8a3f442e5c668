"""Vaults into whose file older pages were put back, and what they then show and let out.

SQLCipher authenticates a page under its number only, so an older one of the same number is as
good to it as the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from desktop.errors import DamagedVault, SkryniaError
from desktop.handoff.sending.gate import ask
from desktop.handoff.sending.gate_kept import GateKept
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.taking import take_records
from desktop.model.consent import CONSENT_KIND, Decision, Identification, Purpose, RecipientKind
from desktop.model.ids import new_id
from desktop.model.interview import State, Utterance
from desktop.model.person import NameForm
from desktop.model.place import PLACE_KIND, PlaceName
from desktop.progress import no_progress
from desktop.vault import CheckReport, Vault, open_vault
from desktop.vault.store.connection import PAGE_SIZE, Row
from desktop.vault_files import DATABASE, SEQUENCE
from tests.support import PASSPHRASE, asked, consent_to, make_vault, open_interview
from tests.unit.vault.made import add, send

WAL: Final = f"{DATABASE}-wal"
ASKED: Final = (
    (Purpose.ANALYSE, RecipientKind.ORGANISATION),
    (Purpose.PUBLISH, RecipientKind.ORGANISATION),
    (Purpose.KEEP, RecipientKind.ORGANISATION),
)
NOT_COMPARED: Final = ("search_entry", "search_text")
"""The tables of the full-text index: compared is what is found through it."""
_FOUND: Final = (
    "SELECT o.id, e.kind, e.place_id, CAST(w.term AS BLOB) FROM temp.found_words w"
    " JOIN search_entry e ON e.row = w.doc JOIN object o ON o.row = e.object"
)
_LEAST_SHOWN: Final = tuple(Identification)

Tables = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a vault shows and lets out. ``tables``: None where they could not all be read.

    ``leaving``: (purpose, kind, id) of what would be written into a package for the office, as
    far as it says something about somebody. ``older``: whether it says that nothing may leave.
    """

    tables: Tables | None
    decisions: Mapping[tuple[str, Purpose], Decision]
    sealed: frozenset[str]
    open: frozenset[str]
    leaving: frozenset[tuple[Purpose, str, str]] = frozenset()
    older: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A vault and how its file lay after each step, the newest last.

    ``steps``: (file, log) before each was closed; the log belongs over that file.
    """

    folder: Path
    states: tuple[bytes, ...]
    steps: tuple[tuple[bytes, bytes], ...]

    @property
    def newest(self) -> bytes:
        return self.states[-1]

    def lay(self, database: bytes, log: bytes = b"") -> None:
        """Put these in place of the vault's files.

        The file that counts saves goes: by it an older state is noticed too (test_sequence.py),
        and noticing it writes a time, by which two openings of one state would differ.
        """
        (self.folder / SEQUENCE).unlink(missing_ok=True)
        (self.folder / DATABASE).write_bytes(database)
        (self.folder / WAL).unlink(missing_ok=True)
        if log:
            (self.folder / WAL).write_bytes(log)


def lived(folder: Path, seed: int, steps: int = 24) -> History:
    """A vault in which something of everything was done, step by step."""
    random = Random(seed)
    vault = make_vault(folder)
    with make_vault(folder, "office") as office:
        card = office.identity.card()
    vault.cards.trust(
        vault.cards.add(card.document, card.signature).fingerprint, RecipientKind.ORGANISATION
    )
    place, states, logs = vault.folder, [], []
    interviews: list[str] = []
    for number in range(steps):
        before = (place / DATABASE).read_bytes()
        with suppress(SkryniaError):
            _step(vault, random, interviews, number)
        logs.append((before, (place / WAL).read_bytes()))
        vault.close()
        states.append((place / DATABASE).read_bytes())
        vault = open_vault(place, PASSPHRASE)
    vault.close()
    return History(place, tuple(states), tuple(logs))


def _step(vault: Vault, random: Random, interviews: list[str], number: int) -> None:
    if number < 5:
        for each in range(3):
            code = f"W-{number}{each}"
            made = open_interview(vault, code, Purpose.ANALYSE, Purpose.PHOTOGRAPH)
            vault.interviews.attach(made.id, add(vault, f"photo of {code}".encode()).id)
            _let_name_go(vault, made.id)
            interviews.append(made.id)
        return
    _DEEDS[random.randrange(len(_DEEDS))](vault, random.choice(interviews), number)


def _let_name_go(vault: Vault, interview: str) -> None:
    consent = vault.consents.for_interview(interview)
    assert consent is not None
    answers = [replace(each, identification=Identification.FULL_NAME) for each in consent.answers]
    vault.consents.save(replace(consent, answers=tuple(answers)), "may be named")


def _write(vault: Vault, interview: str, number: int) -> None:
    words = tuple(Utterance(new_id(), text=f"words {number} " * 20) for _ in range(3))
    vault.interviews.save_utterances(interview, words)


def _plan(vault: Vault, interview: str, number: int) -> None:
    now = vault.interviews.get(interview)
    vault.interviews.save(replace(now, purpose=f"purpose {number}"))


def _name(vault: Vault, interview: str, number: int) -> None:
    person = vault.people.get(vault.interviews.get(interview).person_id)
    names = (NameForm(f"Імя {number}", "Cyrl", "be"),)
    vault.people.save(replace(person, names=names, note=f"note {number}"))


def _narrow(vault: Vault, interview: str, _number: int) -> None:
    consent = vault.consents.for_interview(interview)
    assert consent is not None
    vault.consents.save(replace(consent, answers=consent.answers[:1]), "narrowed")


def _agree_again(vault: Vault, interview: str, _number: int) -> None:
    before = vault.consents.for_interview(interview)
    vault.consents.decide(asked(vault, consent_to(interview, Purpose.PUBLISH)), before)


def _tell_again(vault: Vault, interview: str, number: int) -> None:
    """Another interview of the same person about the same photo, to which nobody said yes yet."""
    before = vault.interviews.get(interview)
    made = vault.interviews.new(f"A-{number}", before.person_id, "be")
    [photo, *_others] = vault.interviews.attachments(interview)
    vault.interviews.attach(made.id, photo.media_id)


def _other_person(vault: Vault, interview: str, number: int) -> None:
    """It turns out that the person told something else before."""
    ids = vault.outlines.interview_ids()
    other = vault.interviews.get(ids[number % len(ids)])
    vault.interviews.save(replace(vault.interviews.get(interview), person_id=other.person_id))


def _other_photo(vault: Vault, interview: str, number: int) -> None:
    ids = vault.outlines.interview_ids()
    for photo in vault.interviews.attachments(ids[number % len(ids)])[:1]:
        vault.interviews.attach(interview, photo.media_id)


def _place(vault: Vault, _interview: str, number: int) -> None:
    vault.places.new((PlaceName(f"Горад {number}"),), "locality")


_DEEDS: Final[tuple[Callable[[Vault, str, int], object], ...]] = (
    _write,
    _plan,
    _name,
    _narrow,
    _agree_again,
    _tell_again,
    _tell_again,
    _other_person,
    _other_photo,
    _place,
    lambda vault, interview, _number: vault.consents.withdraw(interview, "because"),
    lambda vault, interview, _number: vault.consents.withdraw(interview, "because"),
    lambda vault, interview, _number: vault.interviews.seal(interview),
    lambda vault, interview, _number: vault.interviews.seal(interview),
    lambda vault, interview, _number: send(vault, interview),
)


def older_pages(history: History, random: Random, many: int) -> bytes | None:
    """The newest file with so many pages of it as they were at one step or at several; None where
    nothing would differ."""
    newest, laid = history.newest, bytearray(history.newest)
    at_once = random.choice(history.states[:-1])
    for _ in range(many):
        old = at_once if random.random() < 0.5 else random.choice(history.states[:-1])
        pages = [
            start
            for start in range(0, min(len(old), len(newest)), PAGE_SIZE)
            if old[start : start + PAGE_SIZE] != newest[start : start + PAGE_SIZE]
        ]
        if not pages:
            return None
        start = random.choice(pages)
        laid[start : start + PAGE_SIZE] = old[start : start + PAGE_SIZE]
    return bytes(laid)


def seen(vault: Vault, interviews: Sequence[str]) -> Seen:
    """What it shows and lets out."""
    return Seen(
        _tables(vault),
        _decisions(vault, interviews),
        frozenset(each for each in interviews if _is(vault, each, sealed=True)),
        frozenset(each for each in interviews if _is(vault, each, sealed=False)),
        older=vault.older,
    )


def _is(vault: Vault, interview: str, *, sealed: bool) -> bool:
    try:
        return (vault.interviews.get(interview).state is State.SEALED) == sealed
    except SkryniaError:
        return False


def _tables(vault: Vault) -> Tables | None:
    try:
        names = vault._db.all("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'")
        tables = {
            name: sorted(map(repr, vault._db.all(f"SELECT * FROM {name}")))  # noqa: S608
            for (name,) in names
            if not name.startswith(NOT_COMPARED)
        }
        return tables | {"found": sorted(map(repr, _found(vault)))}
    except SkryniaError:
        return None


def _found(vault: Vault) -> list[Row]:
    """Every word that finds a place."""
    vault._db.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.found_words"
        " USING fts5vocab(main, search_text, instance)"
    )
    return vault._db.all(_FOUND)


def _decisions(vault: Vault, interviews: Sequence[str]) -> dict[tuple[str, Purpose], Decision]:
    found = {}
    for purpose, recipient in ASKED:
        with suppress(DamagedVault):
            for each, verdict in ask(vault, interviews, purpose, recipient).items():
                found[each, purpose] = verdict.decision
    return found


def _leaving(vault: Vault) -> Iterator[tuple[Purpose, str, str]]:
    """What the gate lets into a package when it is written: an error lets nothing. Writes the
    versions that are missing, as a package does."""
    for purpose, _recipient in ASKED:
        with suppress(SkryniaError):
            # On a day before the card was trusted there is nobody to send to.
            for card in vault.cards.all():
                plan = plan_package(vault, card.fingerprint, purpose, again=True)
                yield from ((purpose, *each) for each in _written(vault, plan))


def _written(vault: Vault, plan: PackagePlan) -> set[tuple[str, str]]:
    taken = take_records(vault, plan, GateKept(vault, plan), no_progress)
    found: set[tuple[str, str]] = set()
    for entry in taken.entries.plain():
        source = vault.derived.source_of(entry.record_id)
        if not source:
            found.add((entry.kind, entry.record_id))
        # Whoever may read it as it was told may read it derived, under whatever id.
        found.add((f"derived {entry.kind}", source or entry.record_id))
    found.update(("original", entry.sha256) for entry in plan.originals())
    free = (CONSENT_KIND, PLACE_KIND)
    return {each for each in found if each[0].removeprefix("derived ") not in free}


def wider(than: Decision, decision: Decision) -> bool:
    """Whether more is let out than before."""
    if not decision.allowed:
        return False
    shown = _LEAST_SHOWN.index(decision.identification) > _LEAST_SHOWN.index(than.identification)
    return not than.allowed or shown or (decision.files and not than.files)


def looked_at(history: History, interviews: Sequence[str]) -> tuple[Seen, CheckReport] | None:
    """What the vault shows as its files lie, and what a check says; None where it does not open or
    is not read, which says enough."""
    try:
        with open_vault(history.folder, PASSPHRASE) as vault:
            found, report = seen(vault, interviews), vault.check()
            return replace(found, leaving=frozenset(_leaving(vault))), report
    except SkryniaError:
        return None


def shown(history: History) -> Tables | None:
    """The tables as the files lie; None where they are not read."""
    try:
        with open_vault(history.folder, PASSPHRASE) as vault:
            return _tables(vault)
    except SkryniaError:
        return None
