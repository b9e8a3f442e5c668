"""Type into an account of 40,000 words while photos are added, and into a bare QTextEdit in turn.

Both windows stand in one process; each key goes to the one and then to the other. A key is
painted when the page's paint event, and whatever came before it, is over.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from desktop.model.interview import Utterance, UtteranceKind
from desktop.model.phases import Phase
from tests.bench.growth.place import Place
from tests.bench.growth.seen import Heart, Seen
from tests.support import make_vault, open_interview
from ui.interviews.account.editor import AccountEditor
from ui.interviews.files import FilesPhase
from ui.interviews.page import InterviewsPage
from ui.shell.room import INTERVIEWS

TURNS: Final = 1_000
WORDS_OF_A_TURN: Final = 40
KEYS: Final = 300
_BETWEEN_KEYS_MS: Final = 20
_SAID: Final = "яны прыйшлі а пятай раніцы ў дзверы пагрукалі моцна і сказалі ісці з імі"
_LETTERS: Final = "слова за словам "


class _Painted(QObject):
    """Knows whether a page was painted since it was last asked."""

    def __init__(self, page: QTextEdit) -> None:
        super().__init__(page)
        self._page, self._painted = page, False
        page.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted |= event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def key(self, letter: str) -> float:
        """Seconds from pressing it to the painted letter."""
        self._painted = False
        begun = time.perf_counter()
        press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(self._page, press)
        while not self._painted:
            QApplication.processEvents()
        return time.perf_counter() - begun


def main(folder: Path) -> None:
    """Print p99 of ours and of the bare page, and the longest stop, each in milliseconds; and how
    many photos were there at the end."""
    account = _account()
    with make_vault(folder) as vault:
        record = open_interview(vault).id
        vault.interviews.save_utterances(record, account)
    ours, files, heart = _opened(folder, record)
    bare = QTextEdit()
    bare.setPlainText("\n".join(each.text for each in account))
    bare.setFont(ours.textCursor().charFormat().font())
    bare.resize(ours.size())
    bare.show()
    pages = (_Painted(ours), _Painted(bare))
    for page in (ours, bare):
        page.moveCursor(QTextCursor.MoveOperation.End)
    _pause(1000)
    files.adding.add_paths([folder / "photos"])
    _pause(500)
    heart.take()
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(KEYS):
        for typed, times in zip(pages, took, strict=True):
            times.append(typed.key(_LETTERS[number % len(_LETTERS)]))
            _pause(_BETWEEN_KEYS_MS)
    stop, added = heart.take(), files.model.rowCount()
    print(*(_p99(times) * 1000 for times in took), stop * 1000, added, flush=True)
    # The photos need not be finished; the vault's folder goes with the benchmark's.
    os._exit(0)


def _account() -> tuple[Utterance, ...]:
    chance = random.Random(1)
    kinds = (UtteranceKind.QUESTION, UtteranceKind.ANSWER)
    return tuple(
        Utterance(
            f"u{number}",
            kind=kinds[number % 2],
            text=" ".join(chance.choices(_SAID.split(), k=WORDS_OF_A_TURN)),
        )
        for number in range(TURNS)
    )


def _opened(folder: Path, record: str) -> tuple[AccountEditor, FilesPhase, Heart]:
    """The program on the vault there, the interview open at its account."""
    seen = Seen(Place(folder, 1))
    seen.unlock()
    seen.visit(INTERVIEWS)
    room = seen.room(INTERVIEWS)
    assert isinstance(room, InterviewsPage)
    room.open(record)
    seen.settle()
    assert room.open_page is not None
    files = room.open_page.page(Phase.FILES)
    room.open_page.show_phase(Phase.ACCOUNT, focus=True)
    seen.settle()
    [editor] = room.open_page.findChildren(AccountEditor)
    assert isinstance(files, FilesPhase)
    return editor, files, seen.heart


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
