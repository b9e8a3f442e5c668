"""Every place of the window with something in it, one after the other in one window."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.phases import Phase
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.app import rooms


def every_place(bench: Bench) -> Iterator[str]:
    """Go to every room, then to every phase of an interview under way; says which is in front."""
    record = bench.ask(lambda vault: open_interview(vault).id)
    for room in rooms():
        bench.shell.navigate(room.key)
        bench.settle()
        yield room.key
    for phase in Phase:
        bench.open(record, phase)
        bench.settle()
        yield phase.value
