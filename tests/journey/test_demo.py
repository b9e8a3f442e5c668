"""``skryniactl demo`` as somebody runs it: a process of its own, judged by what it leaves."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from desktop.crypto.kdf import FLOOR, Argon2Cost
from desktop.sample.making import draw_photos
from tests.journey.conftest import DAMAGED, Walked
from tests.journey.support import World


def answer(demo: Walked, vault: str, *line: str | Path) -> Any:
    """What ``skryniactl … --json`` says about one of the demo's vaults."""
    noun, verb, *rest = line
    run = demo.world.skryniactl(
        noun,
        verb,
        demo.out / f"{vault}.skrynia",
        *rest,
        "--json",
        passphrase=demo.passphrase(vault),
    )
    assert run.code == 0, run.said
    return json.loads(run.out)


def test_it_leaves_what_it_says(pq_demo: Walked) -> None:
    assert {path.name for path in pq_demo.out.iterdir()} == {
        "researcher.skrynia",
        "organisation.skrynia",
        "cards",
        "drawn-photos",
        "summary.pdf",
        "stick",
        "opening",
        "passphrases.txt",
    }
    assert (pq_demo.out / "summary.pdf").read_bytes().startswith(b"%PDF")
    assert {p.name for p in (pq_demo.out / "opening").iterdir()} == {
        "key.txt",
        "allowed_signers",
        "README.txt",
    }
    assert not list(pq_demo.out.rglob("*.partial"))


def test_everything_is_its_users_alone(pq_demo: Walked) -> None:
    loose = [p for p in pq_demo.out.rglob("*") if stat.S_IMODE(p.stat().st_mode) & 0o077]
    assert loose == []


@pytest.mark.rare
def test_a_passphrase_costs_what_it_costs_in_every_new_vault(x25519_demo: Walked) -> None:
    for vault in x25519_demo.out.glob("*.skrynia"):
        [slot] = json.loads((vault / "keys.json").read_bytes())["slots"]
        cost = Argon2Cost(*(slot["kdf"][name] for name in ("memory_kib", "iterations", "lanes")))
        assert cost.at_least(FLOOR)


def test_the_table_says_that_every_proof_holds(pq_demo: Walked) -> None:
    proofs = [line for line in pq_demo.run.out.splitlines() if line.endswith("no problems")]
    assert len(proofs) == 6, pq_demo.run.said
    assert "PROBLEM FOUND" not in pq_demo.run.out


def test_both_custody_logs_hold_when_asked_again(pq_demo: Walked) -> None:
    for vault in ("researcher", "organisation"):
        verified = answer(pq_demo, vault, "custody", "verify")
        assert verified["ok"]
        assert verified["report"]["rows"] > 5


def test_the_first_vault_shows_the_package_as_received(pq_demo: Walked) -> None:
    listed = answer(pq_demo, "researcher", "package", "list")
    [sent] = listed["sent"]
    assert sent["receipted_at"]
    assert {line["outcome"] for line in sent["lines"]} == {"accepted"}


@pytest.mark.rare
def test_who_was_to_be_asked_again_stayed(pq_demo: Walked) -> None:
    here = answer(pq_demo, "researcher", "interview", "list")
    there = answer(pq_demo, "organisation", "interview", "list")
    assert {row["code"] for row in here["interviews"]} == {"DEMO-001", "DEMO-002", "DEMO-003"}
    assert {row["code"] for row in there["interviews"]} == {"DEMO-001", "DEMO-002"}


@pytest.mark.rare
def test_every_public_photo_comes_out_of_the_receiving_vault_as_it_went_in(
    own_photos_demo: Walked, own_photos: Path
) -> None:
    """HEIC and the damaged ones included; asked of the vault again, by another process."""
    photos = sorted(own_photos.iterdir())
    listed = answer(own_photos_demo, "organisation", "photos", "list", "--limit", "1000")
    held = {entry["sha256"]: entry for entry in listed["media"]}
    hashes = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in photos}
    assert set(held) == set(hashes)

    target = own_photos_demo.out.parent / "exported"
    target.mkdir()
    run = own_photos_demo.world.skryniactl(
        "photos",
        "export",
        own_photos_demo.out / "organisation.skrynia",
        target,
        *hashes,
        passphrase=own_photos_demo.passphrase("organisation"),
    )
    assert run.code == 0, run.said
    exported = sorted(path.read_bytes() for path in target.iterdir())
    assert exported == sorted(path.read_bytes() for path in photos)


@pytest.mark.rare
def test_damaged_pictures_are_named_and_the_rest_goes_on(own_photos_demo: Walked) -> None:
    listed = answer(own_photos_demo, "researcher", "photos", "list", "--limit", "1000")
    damaged = {entry["original_name"] for entry in listed["media"] if entry["problem"]}
    assert damaged == set(DAMAGED)
    for name in damaged:
        assert f"cannot be shown: {name}" in own_photos_demo.run.out


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    world, out = World(tmp_path / "world"), tmp_path / "out"
    out.mkdir()
    (out / "mine").write_bytes(b"mine")
    run = world.skryniactl("demo", out)
    assert run.code == 1, run.said
    assert [path.name for path in out.iterdir()] == ["mine"]


@pytest.mark.rare
def test_what_could_not_be_looked_through_is_named_and_not_missed(tmp_path: Path) -> None:
    world, folder = World(tmp_path / "world"), tmp_path / "photos"
    folder.mkdir()
    draw_photos(folder, 1)
    (folder / "archive.zip").write_bytes(b"PK\x03\x04 this is an archive")
    run = world.skryniactl("demo", tmp_path / "out", "--photos", folder, "--interviews", "1")
    assert run.code == 1, run.said
    assert "not added: archive.zip" in run.said
    assert "No problems found in what was added." in run.said


@pytest.mark.rare
def test_a_folder_without_one_photo_proves_nothing_and_says_so(tmp_path: Path) -> None:
    world, folder = World(tmp_path / "world"), tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(folder / "pipe")
    run = world.cheap_skryniactl("demo", tmp_path / "out", "--photos", folder)
    assert run.code == 1, run.said
    assert "PROBLEM FOUND" in run.out
    assert "not added: pipe" in run.out
