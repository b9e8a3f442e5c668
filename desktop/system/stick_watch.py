"""What is plugged in, looked at again and again; a stick that does not answer holds up nobody.

One thread asks the system which sticks there are. How much room each has, and a folder that was
chosen, is asked on a thread of its own: where a device hangs, that thread hangs, alone, and ends
with the program.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from desktop.system.phones import Phone, phones
from desktop.system.sticks import Place, Stick, place, plugged

_BETWEEN: Final = 1.0
"""Seconds between two looks."""
_MOST_FILES: Final = 50
_PATIENCE: Final = 0.4
"""Seconds that a look waits for answers which have not come yet."""

Look = Callable[[], tuple[Stick, ...]]
Measure = Callable[[Path], Place]
Wanted = Callable[[str], bool]
Phones = Callable[[], tuple[Phone, ...]]


@dataclass(frozen=True, slots=True)
class Seen:
    """The sticks of one look, and what is known of the folders that were asked about; a folder
    that did not answer yet, or not any more, or is not there, is missing, and is one of the
    ``silent`` once it was asked. ``phones``: those shown as folders; they are no sticks, and
    nothing is saved there. ``files``: those that are looked for and lie on a stick, not
    within its folders, by name."""

    sticks: tuple[Stick, ...] = ()
    places: dict[Path, Place] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    silent: frozenset[Path] = frozenset()
    phones: tuple[Phone, ...] = ()


class StickWatch:
    """Looks from :meth:`start` until :meth:`stop`. ``seen`` is read on any thread.

    ``look`` and ``measure`` raise ``OSError`` where something was pulled meanwhile. ``wanted``:
    of a file's name, whether it is looked for on the sticks; nothing else of them is read.
    ``phones``: finds those; ``OSError``.
    """

    def __init__(
        self,
        look: Look = plugged,
        measure: Measure = place,
        patience: float = _PATIENCE,
        wanted: Wanted | None = None,
        phones: Phones = phones,
    ) -> None:
        self._look, self._measure, self._patience = look, measure, patience
        self._asked: dict[Path, threading.Thread] = {}
        self._places: dict[Path, Place] = {}
        self._wanted, self._phones = wanted, phones
        self._shown: tuple[Phone, ...] = ()
        self._asking: threading.Thread | None = None
        self._files: dict[Path, tuple[Path, ...]] = {}
        self._also: frozenset[Path] = frozenset()
        self._wake = threading.Event()
        self._running: threading.Event | None = None
        self.seen: Seen | None = None

    def start(self) -> None:
        """Look now, and again every second."""
        if self._running is None:
            self._running = threading.Event()
            arguments = (self._running,)
            threading.Thread(target=self._go_on, args=arguments, name="sticks", daemon=True).start()

    def stop(self) -> None:
        """Look no more; waits for nothing."""
        if self._running is not None:
            self._running.set()
            self._wake.set()
            self._running = None

    def ask_about(self, *folders: Path) -> None:
        """Measure these too, and no others but the sticks."""
        self._also = frozenset(folders)
        self._wake.set()

    def look(self) -> Seen:
        """Look once, on the thread that calls."""
        try:
            sticks = self._look()
        except OSError:
            sticks = self.seen.sticks if self.seen is not None else ()
        folders = {stick.path for stick in sticks} | self._also
        for gone in set(self._places) - folders:
            self._places.pop(gone, None)
        late = {folder for folder in folders if self._is_asked(folder)}
        fresh = [self._ask(folder) for folder in sorted(folders - late)]
        for thread in fresh:
            thread.join(self._patience)
        self._ask_for_phones()
        places = dict(self._places)
        known = {each: places[each] for each in folders - late if each in places}
        found = (self._files.get(stick.path, ()) for stick in sticks if stick.path in known)
        files = tuple(chain.from_iterable(found))
        self.seen = Seen(sticks, known, files, frozenset(folders - known.keys()), self._shown)
        return self.seen

    def _go_on(self, stopped: threading.Event) -> None:
        while not stopped.is_set():
            self._wake.clear()
            self.look()
            self._wake.wait(_BETWEEN)

    def _is_asked(self, folder: Path) -> bool:
        return folder in self._asked and self._asked[folder].is_alive()

    def _ask(self, folder: Path) -> threading.Thread:
        thread = threading.Thread(target=self._answer, args=(folder,), name="stick", daemon=True)
        self._asked[folder] = thread
        thread.start()
        return thread

    def _ask_for_phones(self) -> None:
        """On a thread of its own: what mounts them may hang as a stick does."""
        if self._asking is None or not self._asking.is_alive():
            # Two may look at once: each waits for the thread that it began itself.
            thread = threading.Thread(target=self._find_phones, name="phones", daemon=True)
            thread.start()
            self._asking = thread
            thread.join(self._patience)

    def _find_phones(self) -> None:
        try:
            self._shown = self._phones()
        except OSError:
            self._shown = ()

    def _answer(self, folder: Path) -> None:
        try:
            measured = self._measure(folder)
            if self._wanted is not None:
                self._files[folder] = _files_in(folder, self._wanted)
            self._places[folder] = measured
        except OSError:
            self._places.pop(folder, None)


def _files_in(folder: Path, wanted: Wanted) -> tuple[Path, ...]:
    """Not more than a person looks through; ``OSError``."""
    found = (each for each in folder.iterdir() if wanted(each.name) and each.is_file())
    return tuple(sorted(islice(found, _MOST_FILES)))
