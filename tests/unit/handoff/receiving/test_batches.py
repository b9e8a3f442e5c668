"""Many items of a package share a transaction: none is lost, none taken in twice, none dragged
along by a bad one."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count, pairwise
from pathlib import Path

import pytest

from desktop.errors import Cancelled, PackageRefused
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving import batches, merge, originals
from desktop.handoff.receiving.batches import in_batches
from desktop.handoff.receiving.custody_rows import CustodyRows
from desktop.handoff.receiving.read import verify_package
from desktop.handoff.receiving.receive import receive_package
from desktop.model.custody import CustodyKind
from desktop.model.handoff import LineReason, Outcome
from desktop.progress import NOBODY, Waited, Waiting, no_progress, waiting_for
from desktop.vault import Vault, open_vault
from tests.nursery import run_python
from tests.support import PASSPHRASE
from tests.systems import was_killed
from tests.unit.handoff.ends import Vaults, interview

pytestmark = pytest.mark.disk
ONE_BY_ONE, TOGETHER = -1.0, 3600.0
FOUND: tuple[str, ...] = (
    "SELECT id, record_id, kind, arrived_in FROM record_version ORDER BY id",
    "SELECT id, interview_id, position, text FROM utterance ORDER BY id",
    "SELECT sha256, size FROM media ORDER BY sha256",
    "SELECT hash FROM custody_received ORDER BY hash",
    "SELECT e.kind, o.id, e.place_id FROM search_entry e JOIN object o ON o.row = e.object"
    " ORDER BY e.kind, e.place_id",
)

DYING = """
import os, sys
from pathlib import Path
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving import batches, merge, originals
from desktop.handoff.receiving.merge import Merge
from desktop.handoff.receiving.receive import receive_package
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.systems import KILL

folder, package, longest, items = sys.argv[1:]
batches.LONGEST = float(longest)
left = int(items)

def dying(take):
    def dies(*what, **how):
        global left
        taken = take(*what, **how)
        left -= what[1].kind not in ("readme", "schema")
        if not left:
            os.kill(os.getpid(), KILL)
        return taken
    return dies

Merge._take, Merge._take_record = dying(Merge._take), dying(Merge._take_record)
receive_package(open_vault(Path(folder), PASSPHRASE), Path(package))
"""


def steps_of(octets: list[int]) -> Iterator[int]:
    yield from octets


@pytest.fixture
def package(ends: Vaults) -> Path:
    for number in range(3):
        interview(ends.researcher, f"W-00{number}", files=[b"photo %d" % number])
    return ends.write().path


def content(vault: Vault) -> list[object]:
    return [vault._db.all(sql) for sql in FOUND]


def test_steps_share_a_transaction_for_a_moment_and_no_longer(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(batches, "LONGEST", TOGETHER)
    in_batches(ends.office, steps_of([5, 0, 7]), told.append, NOBODY)
    assert told == [12]
    told.clear()
    monkeypatch.setattr(batches, "LONGEST", ONE_BY_ONE)
    in_batches(ends.office, steps_of([5, 0, 7]), told.append, NOBODY)
    assert told == [5, 5, 12, 12]


def test_nobody_is_kept_waiting_longer_than_a_step_and_a_moment(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count()
    monkeypatch.setattr(batches, "LONGEST", 0.05)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock) / 100)
    open_meanwhile: list[bool] = []

    def steps() -> Iterator[int]:
        for _ in range(12):
            open_meanwhile.append(ends.office._db.in_transaction)
            yield 1

    told: list[int] = []
    in_batches(ends.office, steps(), told.append, Waiting(lambda: True))
    taken = [after - before for before, after in pairwise([0, *told])]
    assert sum(taken) == 12
    assert max(taken) <= 3
    assert all(open_meanwhile)


def test_while_nobody_waits_a_transaction_goes_on_and_ends_once_somebody_does(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count()
    monkeypatch.setattr(batches, "LONGEST", 0.05)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock) / 100)
    asked: list[bool] = []

    def steps() -> Iterator[int]:
        for number in range(40):
            asked[:] = [number >= 20]
            yield 1

    told: list[int] = []
    in_batches(ends.office, steps(), told.append, Waiting(lambda: asked[0]))
    taken = [after - before for before, after in pairwise([0, *told])]
    meanwhile = [before >= 20 for before in (0, *told[:-1])]
    assert max(each for each, asked in zip(taken, meanwhile, strict=True) if not asked) == 8
    assert max(each for each, asked in zip(taken, meanwhile, strict=True) if asked) <= 6
    assert 21 in told, "it ended with the step in which somebody asked"
    assert sum(taken) == 40


def test_who_receives_asks_whether_somebody_waits(
    ends: Vaults, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody does on the command line; of a progress that does not know, somebody may."""
    monkeypatch.setattr(batches, "LONGEST", 0.0)
    asked: list[bool] = []

    def report(done: int, total: int, what: str) -> None:
        assert done <= total or total < 0, what
        assert not ends.office._db.in_transaction

    def waits() -> bool:
        asked.append(ends.office._db.in_transaction)
        return True

    receive_package(ends.office, package, Waited(report, Waiting(waits)))
    assert asked
    assert all(asked)
    assert waiting_for(report).asked()
    assert not waiting_for(no_progress).asked()


def test_no_transaction_holds_much_more_than_the_largest(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LONGEST", TOGETHER)
    monkeypatch.setattr(batches, "LARGEST", 10)
    told: list[int] = []
    in_batches(ends.office, steps_of([4, 4, 4, 30, 1]), told.append, NOBODY)
    assert told == [12, 42, 43]


def test_a_batch_does_not_wait_for_the_disk_and_whoever_writes_between_two_does(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LONGEST", ONE_BY_ONE)
    normal, full = (1,), (2,)

    def waits() -> object:
        return ends.office._db.one("PRAGMA synchronous")

    def steps() -> Iterator[int]:
        inside.append(waits())
        yield 1
        inside.append(waits())
        raise PackageRefused("broken off")

    inside: list[object] = []
    between: list[object] = []
    with pytest.raises(PackageRefused):
        in_batches(ends.office, steps(), lambda _: between.append(waits()), NOBODY)
    assert inside == [normal, normal]
    assert between == [full]
    assert waits() == full


def test_inside_a_transaction_batches_are_part_of_it(ends: Vaults) -> None:
    before = ends.office.custody.head().seq
    with pytest.raises(PackageRefused), ends.office.transaction():
        in_batches(ends.office, _said(ends), lambda _: None, NOBODY)
        raise PackageRefused("broken off")
    assert ends.office.custody.head().seq == before
    with ends.office.transaction():
        in_batches(ends.office, _said(ends), lambda _: None, NOBODY)
        assert ends.office._db.in_transaction
    assert ends.office.custody.head().seq == before + 1


def _said(ends: Vaults) -> Iterator[int]:
    ends.office.custody.append(CustodyKind.CREATION, "person", "first")
    yield 1


def test_a_step_that_fails_undoes_its_batch_and_none_before(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "LONGEST", ONE_BY_ONE)
    before = ends.office.custody.head().seq

    def steps() -> Iterator[int]:
        ends.office.custody.append(CustodyKind.CREATION, "person", "first")
        yield 1
        ends.office.custody.append(CustodyKind.CREATION, "person", "second")
        raise PackageRefused("broken off")

    with pytest.raises(PackageRefused):
        in_batches(ends.office, steps(), lambda _: None, NOBODY)
    assert ends.office.custody.head().seq == before + 1
    assert ends.office.custody.verify().intact


@pytest.mark.rare
@pytest.mark.parametrize("items", [1, 2, 6, 10])
@pytest.mark.parametrize("longest", [ONE_BY_ONE, TOGETHER])
def test_killed_in_the_middle_it_is_received_again_and_nothing_is_lost_or_doubled(
    ends: Vaults, package: Path, tmp_path: Path, longest: float, items: int
) -> None:
    folder = ends.office.folder
    ends.office.close()
    ended = run_python(DYING, folder, package, longest, items)
    assert was_killed(ended), ended.stderr
    ends.office = open_vault(folder, PASSPHRASE)
    here = len(ends.office._db.all("SELECT 1 FROM record_version"))
    assert (here > 0) is (longest == ONE_BY_ONE and items > 1)
    received = receive_package(ends.office, package)
    outcomes = [line.outcome for line in received.lines]
    assert Outcome.SET_ASIDE not in outcomes
    assert outcomes.count(Outcome.ACCEPTED) == len(outcomes) - outcomes.count(Outcome.ALREADY_THERE)
    assert ends.office.custody.verify().intact
    assert ends.office.interviews.count() == 3
    assert ends.office.media.count() == 3
    once = content(ends.office)
    assert receive_package(ends.office, package).again
    assert content(ends.office) == once
    versions, _turns, files, events, _places = once
    assert isinstance(versions, list)
    assert isinstance(files, list)
    assert isinstance(events, list)
    assert len(versions) == len(received.receipt.records)
    assert len(files) == len(received.receipt.media)
    assert len(events) == len(set(events))
    while ends.office.go_on_with_leftovers():
        continue
    assert len(ends.office.search.find("выдуманы")) == 3
    assert ends.office.check().found == ()


FILM = bytes(range(256)) * 20_000


class StoppedIn:
    """A progress that cancels so many octets behind where taking in began; all that it heard."""

    def __init__(self, vault: Vault, octets: int) -> None:
        self._vault, self._octets = vault, octets
        self.seen: list[int] = []

    def __call__(self, done: int, total: int, what: str) -> None:
        assert not self._vault._db.in_transaction
        if what == "Accepting the package":
            self.seen.append(done)
            if done - self.seen[0] >= self._octets:
                raise Cancelled


@pytest.mark.rare
def test_a_large_original_is_taken_in_between_two_batches_and_stopped_anywhere_in_it(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one transaction it kept everybody else waiting, and nobody could cancel it."""
    monkeypatch.setattr(merge, "LARGE", 1_000_000)
    monkeypatch.setattr(originals, "LARGE", 1_000_000)
    made = interview(ends.researcher, "W-1", files=[b"a photo", FILM])
    interview(ends.researcher, "W-2", files=[b"another photo"])
    vault, package = ends.office, ends.write().path
    for stop_at in range(1, 5):
        with suppress(Cancelled):
            receive_package(vault, package, StoppedIn(vault, stop_at << 20))
        kept = vault._db.all("SELECT sum(length(bytes)) FROM media_chunk GROUP BY media_row")
        assert set(kept) <= {(7,), (13,)}
    whole = StoppedIn(vault, 10**9)
    assert not receive_package(vault, package, whole).again
    seen = whole.seen
    assert len(set(seen)) > 5
    assert seen == sorted(seen)
    again = receive_package(vault, package)
    assert again.again
    assert not [line for line in again.lines if line.outcome is Outcome.SET_ASIDE]
    film = vault.media.by_hash(hashlib.sha256(FILM).hexdigest())
    assert film is not None
    assert b"".join(vault.media.read(film.id)) == FILM
    assert film.id in {each.media_id for each in vault.interviews.attachments(made.id)}
    assert vault.check().intact


def test_a_large_original_that_is_not_described_is_set_aside_and_the_rest_goes_on(
    ends: Vaults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "LARGE", 1_000_000)
    monkeypatch.setattr(originals, "LARGE", 1_000_000)
    interview(ends.researcher, "W-1", files=[FILM, b"a photo"])
    monkeypatch.setattr(originals, "_described", lambda *_: None)
    received = receive_package(ends.office, ends.write().path)
    reasons = [line.reason for line in received.receipt.media]
    assert reasons == [LineReason.NOT_DESCRIBED] * 2
    assert ends.office.interviews.count() == 1
    assert ends.office.media.count() == 0
    assert ends.office.check().intact


def test_custody_exchanged_after_it_was_verified_is_refused_before_it_is_kept(
    ends: Vaults, package: Path
) -> None:
    """Kept in several transactions, so nothing may be kept that only its end would betray."""
    identity = ends.office.identity
    trust = trust_party(ends.researcher.identity.party())
    verified = verify_package(package, [identity.age_identity()], trust, identity.fingerprint)
    assert len(verified.custody_blocks) == 1
    rows = CustodyRows(ends.office, verified)
    with pytest.raises(PackageRefused, match="exchanged"):
        list(rows.keep([memoryview(b'{"another":"event"}\n')]))
    assert ends.office._db.all("SELECT 1 FROM custody_received") == []
    assert rows.set_aside == 0
