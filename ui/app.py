"""Entry point of the window: hardening, settings, language, theme, first screen.

What the first screen does not show is not imported before it is on the screen: rooms, vault
and cryptography come when a vault is opened.
"""

from __future__ import annotations

import gc
import sys

from desktop.system.tunables import TYPE_CHECKING, keep_nothing_at_hand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QApplication

    from ui.controller import Controller
    from ui.given import Given
    from ui.shell.room import Room

STYLE = ("-style", "Fusion")
"""What our look is made on, said to Qt as a command line says it.

``QApplication.setStyle`` does the same, but PySide makes the enumerations of ``QStyle`` for it
(566 members, 6 ms), which nothing else needs before the first window.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window until it is closed; returns the exit code. ``argv``: instead of the command
    line of this process, which then is not begun once more."""
    if argv is None:
        # First: whatever is imported before is imported twice.
        keep_nothing_at_hand()
    from desktop.bugreport import harden_process
    from ui.entry import activation_token, answered

    words = list(argv if argv is not None else sys.argv)
    if (code := answered(words[1:])) is not None:
        return code
    harden_process()
    token = activation_token()
    app = application(words)
    wanted = _given(app.arguments()[1:])
    from ui.session.second_start import hand_over

    if hand_over(wanted.path if wanted is not None else None, token):
        return 0
    controller = build(app)
    controller.given.begin(wanted)
    controller.window.show()
    stop = attend(app, controller)
    try:
        return app.exec()
    finally:
        stop()


def _given(words: list[str]) -> Given | None:
    if not words:
        return None
    from ui.given import given

    return given(words)


def attend(app: QApplication, controller: Controller) -> Callable[[], None]:
    """Answer second starts, until what is returned is called."""
    from ui.session.second_start import Asked, listen

    asked = Asked(app)
    asked.asked.connect(controller.given.ask_again)
    return listen(asked)


def application(words: Sequence[str]) -> QApplication:
    """Qt's application, in our style whatever else the command line names."""
    # Nothing made before the first screen is garbage, the thousands of Qt's enumerations least.
    gc.disable()
    # Before Qt: their own source would be read as well.
    from ui import enumerations, feature_scan, later_signatures

    enumerations.make_quickly()
    with later_signatures.compiled_later():
        from PySide6.QtWidgets import QApplication
    feature_scan.leave_out()
    return QApplication([*words, *STYLE])


def build(app: QApplication) -> Controller:
    """The program on an application, its first screen ready and not shown yet."""
    from PySide6.QtCore import QTimer

    gc.disable()
    QTimer.singleShot(0, _before_anything_is_typed)
    from desktop.i18n import set_language, system_language
    from ui import theme
    from ui.ahead import Ahead
    from ui.controller import Controller
    from ui.crash import CrashHook
    from ui.preferences import Preferences
    from ui.qt_translator import QtTranslator
    from ui.widgets.no_history import keep_no_history

    app.setApplicationName("skrynia")
    app.setDesktopFileName("skrynia")
    keep_no_history()
    preferences = Preferences(app)
    set_language(preferences.value.language or system_language())
    app.installTranslator(QtTranslator(app))
    look = theme.apply(app, preferences.value.theme, preferences.value.text_percent)
    controller = Controller(app, preferences, rooms)
    CrashHook(app, controller.save_drafts).install()
    controller.show_start()
    look.dress(controller.window)
    Ahead(app)
    return controller


def rooms() -> list[Room]:
    """The rooms in the order of the rail; each folder offers ``room()``."""
    from ui import handoff, home, interviews, media, people, places, protected, settings

    others = [
        place.room() for place in (interviews, people, places, media, handoff, protected, settings)
    ]
    return [home.room(others), *others]


def _before_anything_is_typed() -> None:
    from desktop.system.own_memory import take_cleared_places

    gc.freeze()
    gc.enable()
    take_cleared_places()
