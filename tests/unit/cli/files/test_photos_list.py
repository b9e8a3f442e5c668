"""``photos list`` shows what all of its filters let through, and where each file stands."""

from __future__ import annotations

import pytest

from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk
from tests.unit.vault.made import add


@pytest.fixture
def three(desk: Desk) -> Desk:
    """One file of an interview, and two of none; the last two in a set."""
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        for each in (b"one", b"two", b"three"):
            add(vault, each, f"{each.decode()}.jpg")
        found = {each.original_name: each.id for each in vault.media.all()}
        vault.interviews.attach(desk.interview_id, found["one.jpg"], "каля лесу")
        vault.sets.new("Court", [found["two.jpg"], found["one.jpg"], found["three.jpg"]])
    return desk


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (("--interview", "W-001"), ["one.jpg"]),
        (("--without-interview", "--sort", "name"), ["three.jpg", "two.jpg"]),
        (("--set", "Court", "--kind", "picture"), ["two.jpg", "one.jpg", "three.jpg"]),
        (("--set", "Court", "--without-interview", "--name", "TW"), ["two.jpg"]),
        (("--kind", "pdf", "--kind", "other"), []),
        (("--taken-since", "1999-01-01"), []),
        (("--until", "1999-01-01"), []),
        (("--with-place",), []),
        (("--problem",), []),
        (("--handed-over",), []),
        (("--not-handed-over", "--sort", "name", "--limit", "1"), ["one.jpg"]),
    ],
)
def test_only_what_is_asked_for_is_listed(
    three: Desk, asked: tuple[str, ...], names: list[str]
) -> None:
    answer = three.run("photos", "list", three.researcher, *asked, "--json").json
    assert [each["original_name"] for each in answer["media"]] == names


def test_a_row_names_the_interview(three: Desk) -> None:
    answer = three.run("photos", "list", three.researcher, "--interview", "W-001")
    assert "W-001" in answer.out
    told = three.run("photos", "list", three.researcher, "--json").json["interviews"]
    [[stands]] = told.values()
    assert (stands["code"], stands["caption"]) == ("W-001", "каля лесу")


def test_days_in_the_wrong_order_are_refused(three: Desk) -> None:
    days = ("--since", "2026-12-02", "--until", "2026-12-01")
    assert three.run("photos", "list", three.researcher, *days).code == 2
