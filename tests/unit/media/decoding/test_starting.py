"""Walls that are the starter's to make (Windows), and children that do not bear them.

What starts children behind walls is stood in for by what starts them without, so that the rule is
tried on every system; the processes are real.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Event
from types import SimpleNamespace

import pytest

from desktop.media.decoding import decoder, outcome, starting
from desktop.media.decoding.decoder import DecoderPool
from desktop.media.decoding.starting import Running
from desktop.media.decoding.wire import Problem
from desktop.system import confinement
from desktop.system.confinement import Wall
from tests.unit.media import hostile

pytestmark = pytest.mark.usefixtures("children_end")

ENDS_AT_ONCE = [sys.executable, "-c", ""]
PATIENCE = 120.0
"""Seconds that a busy machine may take to start a child."""
NEVER_ANSWERS = [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"]


@dataclass
class Behind:
    """Starts children that pass for walled ones: ``instead``, or as the program would."""

    instead: list[str] = field(default_factory=list)
    children: list[Running] = field(default_factory=list)
    started: Event = field(default_factory=Event)

    def start(self, arguments: Sequence[str]) -> Running:
        if starting._WITHOUT.is_set():
            return starting.start_without_walls(arguments)
        self.children.append(starting.start_without_walls(self.instead or arguments))
        self.started.set()
        return self.children[-1]

    def has(self, process: Running | None) -> bool:
        return process in self.children


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> Behind:
    made = Behind()
    monkeypatch.setattr(starting, "_WITHOUT", Event())
    monkeypatch.setattr(starting, "start", made.start)
    monkeypatch.setattr(starting, "is_walled", made.has)
    return made


def test_children_that_bear_their_walls_keep_them(behind: Behind) -> None:
    with DecoderPool(workers=1, seconds=PATIENCE) as pool:
        assert pool.submit(hostile.jpeg()).result(timeout=PATIENCE).picture
        assert behind.has(pool._all[0]._process)
    assert not starting._WITHOUT.is_set()


def test_where_walls_are_not_borne_the_file_is_read_without(behind: Behind) -> None:
    behind.instead = ENDS_AT_ONCE
    with DecoderPool(workers=1, seconds=PATIENCE) as pool:
        assert pool.submit(hostile.jpeg()).result(timeout=PATIENCE).picture
    with DecoderPool(workers=1, seconds=PATIENCE) as pool:
        assert pool.submit(hostile.jpeg()).result(timeout=PATIENCE).picture
        assert not behind.has(pool._all[0]._process)
    assert len(behind.children) == 1


def test_a_program_that_starts_in_neither_way_is_no_reason_to_go_without(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a decoder that was away for a moment would be read without walls from then on."""
    with monkeypatch.context() as away, DecoderPool(workers=1, seconds=PATIENCE) as pool:
        away.setattr(decoder, "command", lambda: ENDS_AT_ONCE)
        assert pool.submit(hostile.jpeg()).result(timeout=PATIENCE).passing
    assert not starting._WITHOUT.is_set()
    with DecoderPool(workers=1, seconds=PATIENCE) as pool:
        assert pool.submit(hostile.jpeg()).result(timeout=PATIENCE).picture
        assert behind.has(pool._all[0]._process)


def test_a_child_that_is_ended_with_its_pool_is_no_reason_either(behind: Behind) -> None:
    behind.instead = NEVER_ANSWERS
    with DecoderPool(workers=1, seconds=PATIENCE) as pool:
        answer = pool.submit(hostile.jpeg())
        assert behind.started.wait(60)
    assert answer.result(timeout=PATIENCE).passing
    assert not starting._WITHOUT.is_set()


def test_a_file_that_ends_a_child_behind_walls_is_no_reason_either(
    behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies = (
        "import sys\n"
        "from desktop.media.decoding import decode, decode_worker\n"
        "decode_worker.ONE_FILE_EACH = False\n"
        "real = decode.decode\n"
        "def shown(asked, data):\n"
        "    if data: sys.exit(3)\n"
        "    return real(asked, data)\n"
        "decode.decode = shown\n"
        "sys.exit(decode_worker.main())\n"
    )
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-P", "-c", dies])
    with DecoderPool(workers=1, seconds=PATIENCE) as pool:
        assert (
            pool.submit(hostile.jpeg()).result(timeout=PATIENCE).problem is Problem.DECODER_STOPPED
        )
    assert not starting._WITHOUT.is_set()


def test_what_only_a_child_can_tell_is_not_said_before_one_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(confinement, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(starting, "_LAST_SAID", [])
    assert confinement.can_be_whole() is None
    assert outcome.about_children() == outcome.known_later()
    starting.note_walls(tuple(confinement.WHOLE["win32"]))
    assert outcome.about_children() == outcome.confined()
    for lacking in confinement.WHOLE["win32"]:
        starting.note_walls(tuple(set(Wall) - {lacking}))
        assert outcome.about_children() == outcome.open_to_computer(), lacking
