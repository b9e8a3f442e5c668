"""Every kind of record has its room: in the rail, counted, opened by what search finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Kind
from tests.every_kind import each_kind, home_of, put_one
from tests.support import make_vault
from tests.ui.room_bench import Bench, bench
from tests.unit.rules.kinds_named import Without
from ui.app import rooms
from ui.shell.room import Room

__all__ = ["bench"]

PICTURES: Final = Path(__file__).resolve().parents[1] / "screenshots"

IN_ANOTHERS_ROOM: Final = {"consent"}
"""Kinds that are shown within a record of another kind: a folder inside its room."""

each_kind_with_a_room = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name not in IN_ANOTHERS_ROOM], ids=lambda k: k.name
)


@each_kind
def test_every_kind_has_a_line_in_the_rail_or_says_why_not(kind: Kind[Any]) -> None:
    room = home_of(kind).room
    if isinstance(room, Without):
        assert room.why
        return
    keys = {each.key for each in rooms()}
    assert room.partition("/")[0] in keys, f"ui/{room}: a line for it in rooms() of ui/app.py"
    assert ("/" in room) == (kind.name in IN_ANOTHERS_ROOM)


@each_kind_with_a_room
def test_the_rail_counts_every_kind(tmp_path: Path, kind: Kind[Any]) -> None:
    room = _room_of(kind)
    with make_vault(tmp_path) as vault:
        before = _counted(room, vault)
        put_one(vault, kind)
        assert _counted(room, vault) == before + 1, f"count=… of the room of a {kind.name}"


@each_kind_with_a_room
def test_every_kind_opens_in_its_room(bench: Bench, kind: Kind[Any]) -> None:
    room = _room_of(kind)
    record_id = bench.ask(lambda vault: put_one(vault, kind))
    bench.shell.navigate(room.key, **{room.shows: record_id})
    bench.settle()
    shown = bench.shell.page(room.key).location()
    assert shown.get(room.shows) == record_id, f"go and location of the page of {room.key}"


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.key)
def test_every_room_has_its_picture_taken(room: Room) -> None:
    visits = "".join(each.read_text("utf-8") for each in PICTURES.glob("*.py"))
    assert f'.go("{room.key}"' in visits, f"a picture of {room.key}: tests/screenshots/visit.py"


def _room_of(kind: Kind[Any]) -> Room:
    if isinstance(home_of(kind).room, Without):
        pytest.skip(f"a {kind.name} has no room")
    found = [room for room in rooms() if room.shows == kind.name]
    assert len(found) == 1, f"shows={kind.name!r} of one room in rooms() (ui/app.py)"
    return found[0]


def _counted(room: Room, vault: Vault) -> int:
    assert room.count is not None, f"count=… of the room {room.key}"
    return room.count(vault)
