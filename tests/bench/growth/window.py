"""The real window over a full vault: how long its loop stops in each room, and its memory.

Memory is what the process holds by the system's count, on Linux only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QWidget

from desktop.model.consent import Purpose
from desktop.model.phases import Phase
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.place import Place
from tests.bench.growth.seen import STOPS, Seen, stop
from tests.bench.harness import run_script
from tests.bench.memory_held import resident
from ui.app import rooms
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep
from ui.interviews.interview_page import InterviewPage
from ui.interviews.page import InterviewsPage
from ui.media.page import MediaPage
from ui.shell.room import HANDOFF, INTERVIEWS, MEDIA, PEOPLE

W = TypeVar("W", bound=QWidget)

_ROOMS: Final = tuple(room.key for room in rooms())


def window(place: Place) -> Iterator[Figure]:
    """Every room twice, its list filtered and scrolled to the end, one record opened; locked."""
    seen = Seen(place)
    yield stop("unlocking", seen, seen.unlock)
    for key in _ROOMS:
        yield stop(f"first visit of {key}", seen, partial(seen.visit, key))
    for key in _ROOMS:
        yield stop(f"{key} again", seen, partial(seen.visit, key))
    for key in (INTERVIEWS, PEOPLE):
        yield from _list(seen, key)
    yield from _records(seen)
    yield Figure("window's longest stop: processor time of its own", seen.busiest(), floor=STOPS)
    visited = resident()
    seen.lock()
    seen.settle()
    if visited:
        first = float(run_script("tests.bench.scripts.start_memory").last_line)
        by_first, most = resident() / first, Floor(most=1.3)
        yield Figure("window, memory after all rooms", visited, "MiB", Floor(ratio=1.3))
        yield Figure("window, memory of the start screen", first, "MiB")
        yield Figure("window, memory while locked, by the start screen's", by_first, "×", most)
    seen.controller.stop()


def _list(seen: Seen, key: str) -> Iterator[Figure]:
    """Four letters typed one after the other, and the list scrolled to its end."""
    seen.visit(key)
    page = seen.room(key)
    field = _named(page, QLineEdit, "Filter by code or name")
    rows = page.findChildren(QListView)[0]

    def typed() -> None:
        for end in range(1, 5):
            field.setText("алес"[:end])
            seen.settle()

    yield stop(f"{key}, four letters typed", seen, typed)
    yield stop(f"{key}, the field emptied", seen, field.clear)
    yield stop(f"{key}, scrolled to the end", seen, rows.scrollToBottom)


def _records(seen: Seen) -> Iterator[Figure]:
    """One of each: an interview, the dialog of a new one, a person, the end of the photos."""
    interviews, media = seen.room(INTERVIEWS), seen.room(MEDIA)
    assert isinstance(interviews, InterviewsPage)
    assert isinstance(media, MediaPage)
    seen.visit(INTERVIEWS)
    yield stop("an interview opened", seen, partial(seen.choose, INTERVIEWS, 2))
    yield stop("the dialog of a new interview", seen, interviews.new)
    for dialog in QApplication.topLevelWidgets():
        if dialog is not seen.controller.window:
            dialog.close()
    seen.visit(PEOPLE)
    yield stop("a person opened", seen, partial(seen.choose, PEOPLE, 2))
    seen.visit(MEDIA)
    yield stop("media, scrolled to the end", seen, media.grid.scrollToBottom)


def window_phases(place: Place) -> Iterator[Figure]:
    """Each phase of an interview under way when it is made, and when it is entered again."""
    seen = Seen(place)
    seen.unlock()
    seen.visit(INTERVIEWS)
    seen.settle()
    seen.choose(INTERVIEWS, 2)
    seen.settle()
    [page] = seen.room(INTERVIEWS).findChildren(InterviewPage)
    opened_at = page.phase
    for phase in (*(each for each in Phase if each is not opened_at), opened_at):
        yield stop(f"the phase {phase.value}", seen, partial(page.show_phase, phase, focus=True))
    for phase in Phase:
        act = partial(page.show_phase, phase, focus=True)
        yield stop(f"the phase {phase.value} again", seen, act)
    own = "window's longest stop: phases, processor time of its own"
    yield Figure(own, seen.busiest(), floor=STOPS)
    seen.controller.stop()


def window_preview(place: Place) -> Iterator[Figure]:
    """Writing a package up to the preview of everything, and one tick in it."""
    seen = Seen(place)
    seen.unlock()
    seen.visit(HANDOFF)
    seen.settle()
    page = seen.room(HANDOFF)
    assert isinstance(page, HandoffPage)
    page.write()
    seen.settle()
    step = page.findChildren(RecipientStep)[0]
    step.purpose.setCurrentIndex(step.purpose.findData(Purpose.KEEP.value))
    yield stop("the preview of a package", seen, step.next_button.click)
    [preview] = page.findChildren(PreviewStep)
    yield stop("a tick in the preview", seen, lambda: _untick(preview))
    memory = resident()
    if memory:
        yield Figure("window, memory with the preview", memory, "MiB", Floor(ratio=1.3))
    seen.controller.stop()


def _untick(preview: PreviewStep) -> None:
    model = preview.going_model
    model.setData(model.index(0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)


def _named(page: QWidget, kind: type[W], name: str) -> W:
    return next(each for each in page.findChildren(kind) if each.accessibleName() == name)
