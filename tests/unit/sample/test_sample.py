"""The vault to look around in: made like a real one, of people who are not."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Cancelled, RecordClosed, VaultExists, WrongPassphrase
from desktop.model.consent import Answer
from desktop.model.interview import State
from desktop.model.values.no_words import patterns_of
from desktop.reports.interview_summary import interview_summary
from desktop.reports.load import load_summary
from desktop.sample.making import draw_photos, make_sample
from desktop.vault import ConsentState, InterviewSummary, Vault, open_vault
from desktop.vault.store.codec import codecs_of
from tests.nursery import run_python
from tests.support import CHEAP_COST, PASSPHRASE, make_vault
from tests.systems import was_killed
from tests.unit.vault.rules.declared import declared_tables


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "sample.skrynia"
    make_sample(folder, PASSPHRASE, CHEAP_COST)
    return folder


@pytest.fixture
def vault(made: Path) -> Iterator[Vault]:
    with open_vault(made, PASSPHRASE) as opened:
        yield opened


def interviews(vault: Vault) -> dict[str, InterviewSummary]:
    return {summary.code: summary for summary in vault.interviews.summaries()}


def test_there_is_something_of_everything(vault: Vault) -> None:
    found = interviews(vault)
    assert 6 <= len(found) <= 8
    assert {summary.state for summary in found.values()} == set(State)
    assert {summary.language for summary in found.values()} == {"be", "ru", "en"}
    assert {summary.consent for summary in found.values()} >= {
        ConsentState.NONE,
        ConsentState.PARTIAL,
        ConsentState.WITHDRAWN,
    }
    answers = {
        answer.answer
        for summary in found.values()
        if (consent := vault.consents.for_interview(summary.id))
        for answer in consent.answers
    }
    assert answers == set(Answer)


def test_photos_are_attached_shown_and_captioned(vault: Vault) -> None:
    attached = vault.interviews.attachments(interviews(vault)["S-01"].id)
    assert len(attached) == 3
    for attachment in attached:
        assert attachment.caption
        assert vault.media.get(attachment.media_id).problem == ""
    groups = {item.group for item in vault.media.metadata(attached[0].media_id)}
    assert {"EXIF", "GPS"} <= groups


def test_rules_hold_in_the_sample_too(vault: Vault) -> None:
    child = interviews(vault)["S-06"]
    assert len(vault.interviews.reasons_closed(child.id)) == 3
    with pytest.raises(RecordClosed):
        vault.interviews.open_account(child.id)


def test_everybody_is_said_to_be_invented(vault: Vault) -> None:
    for person in vault.people.all():
        assert "Invented" in person.note


@pytest.mark.rare
def test_it_is_sound_and_every_interview_can_be_printed(vault: Vault) -> None:
    assert vault.check().intact
    for summary in interviews(vault).values():
        pdf = interview_summary(load_summary(vault, summary.id), summary.language)
        assert pdf.startswith(b"%PDF-")


def test_it_overwrites_nothing(made: Path) -> None:
    with pytest.raises(VaultExists):
        make_sample(made, PASSPHRASE, CHEAP_COST)


def test_it_can_be_cancelled_and_says_how_far_it_is(tmp_path: Path) -> None:
    seen: list[int] = []

    def stop(done: int, total: int, what: str) -> None:
        seen.append(done)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_sample(tmp_path / "s.skrynia", PASSPHRASE, CHEAP_COST, stop)
    assert seen == [0, 1, 2]
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from desktop.sample.making import make_sample
from tests.support import CHEAP_COST, PASSPHRASE
from tests.systems import KILL

def die(done, total, what):
    if done == 2:
        os.kill(os.getpid(), KILL)

make_sample(Path(sys.argv[1]), PASSPHRASE, CHEAP_COST, die)
"""


@pytest.mark.rare
def test_what_a_killed_making_left_is_started_anew(tmp_path: Path) -> None:
    folder = tmp_path / "s.skrynia"
    ended = run_python(KILLED, folder)
    assert was_killed(ended), ended.stderr
    assert not folder.exists()
    make_sample(folder, PASSPHRASE, CHEAP_COST)
    assert list(tmp_path.iterdir()) == [folder]


def test_another_vault_in_the_place_where_it_grows_is_left(tmp_path: Path) -> None:
    with make_vault(tmp_path, "other") as vault:
        pass
    theirs = vault.folder.rename(tmp_path / "s.skrynia.partial")
    with pytest.raises(WrongPassphrase):
        make_sample(tmp_path / "s.skrynia", "another passphrase than theirs", CHEAP_COST)
    assert (theirs / "vault.db").is_file()
    assert list(tmp_path.iterdir()) == [theirs]


def test_drawn_photos_are_files_and_the_same_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    paths = draw_photos(first, 6)
    assert [path.suffix for path in paths].count(".png") == 1
    assert len({path.read_bytes() for path in paths}) == 6
    assert [path.read_bytes() for path in draw_photos(second, 6)] == [
        path.read_bytes() for path in paths
    ]


@pytest.mark.rare
def test_processor_time_of_making_it_is_short(tmp_path: Path) -> None:
    """Of this process, the drawing included; three seconds of a person's patience."""
    start = time.process_time()
    make_sample(tmp_path / "s.skrynia", PASSPHRASE, CHEAP_COST)
    assert time.process_time() - start < 3


def test_what_no_person_writes_is_as_its_type_says(vault: Vault) -> None:
    seen = set()
    for table in declared_tables():
        columns = {codec.name: codec.columns[0] for codec in codecs_of(table.kind)}
        for name, pattern in patterns_of(table.kind).items():
            values = vault._db.all(f'SELECT "{columns[name]}" FROM {table.name}')  # noqa: S608
            wrong = [value for (value,) in values if not re.fullmatch(f"({pattern})?", value)]
            assert wrong == [], f"{table.kind.__name__}.{name}"
            seen |= {name for (value,) in values if value}
    assert {"id", "person_id", "media_id", "sha256", "media_type", "part_of"} <= seen
