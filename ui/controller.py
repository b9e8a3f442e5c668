"""Start, open, locked: which screen the one window shows, and what happens between them.

Locking never discards a word. The window is covered first; then every page hands its drafts
to the worker, and when they have been answered, the pages are destroyed, the vault is closed
and its references are dropped. Where a word could not be saved, or a long job still runs,
the screen stays covered while page and vault stay alive behind it (*held*), and closing is
tried again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from desktop.i18n import current_language, set_language, system_language
from desktop.system.forgetting import leave_nothing
from ui.after_paint import after_paint
from ui.help.key import HelpKey
from ui.preferences import Preferences
from ui.scale import text_percent
from ui.session.capture import KeptOut, shield
from ui.session.errands import Errands
from ui.session.given_later import GivenLater
from ui.session.locks_itself import LocksItself
from ui.shell.afterwards import Afterwards, new_passphrase_after, nothing
from ui.shell.clipboard import ClipboardGuard
from ui.shell.window import Window, close_others
from ui.start.screen import StartScreen
from ui.tasks import VaultWorker
from ui.theme import Mode, current
from ui.widgets.focus import called, focus_alike
from ui.widgets.quiet_typing import QuietTyping

if TYPE_CHECKING:
    from desktop.errors import SkryniaError
    from desktop.vault import Vault
    from ui.idle import IdleLock
    from ui.session.resting import Resting
    from ui.session.watch import SessionWatch
    from ui.shell.leaving import LeaveQuestion
    from ui.shell.lock_screen import LockScreen
    from ui.shell.room import Room
    from ui.shell.shell import Shell, Whereabouts
    from ui.unlocking.entered import Entered
    from ui.widgets.dialogs.growing_dialog import GrowingDialog

_TRY_AGAIN_MS = 5_000


def _session(parent: QObject) -> SessionWatch:
    from ui.session.watch import session_watch

    return session_watch(parent)


class Controller(QObject):
    """Owns the window, the worker and what locks by itself.

    ``session``: makes what hears the system's own lock and sleep, once a vault is open.
    """

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences,
        rooms: Callable[[], Sequence[Room]],
        session: Callable[[QObject], SessionWatch] = _session,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._preferences = preferences
        self._rooms = rooms
        self._folder: Path | None = None
        self._where: Whereabouts | None = None
        self._covered: list[GrowingDialog] = []
        self._afterwards: Afterwards = nothing
        self.shell: Shell | None = None
        self.lock_screen: LockScreen | None = None
        self.leaving: LeaveQuestion | None = None
        self.worker = VaultWorker(self)
        self.window = Window(preferences)
        self._clipboard = ClipboardGuard(self)
        QuietTyping(app, self)
        self._kept_out = self._keep_out_of_captures()
        self._locks = LocksItself(app, self, preferences)
        self._make_session = session
        self.resting: Resting | None = None
        self.given, self._errands = GivenLater(self), Errands(self)
        self.help_key = HelpKey(app, self._help_topic)
        self._again = QTimer(self, singleShot=True, interval=_TRY_AGAIN_MS)
        self._again.timeout.connect(self._settle)
        self._listen(app)

    @property
    def idle(self) -> IdleLock | None:
        """What locks after minutes without a sign of life; None before a vault was open."""
        return self._locks.idle

    @property
    def folder(self) -> Path | None:
        """The vault that is open, or was when it was locked."""
        return self._folder

    def show_start(self) -> None:
        """Show the first screen."""
        screen = StartScreen(self.worker, self._preferences)
        screen.opened.connect(self._opened)
        self.window.show_screen(screen)
        self.given.show()
        after_paint(self, self._listen_to_session)

    def _help_topic(self) -> str:
        from desktop.messages.help import LOCKED, START

        if self.lock_screen is not None:
            return LOCKED
        return START if self.shell is None else self.shell.help_topic()

    def save_drafts(self) -> None:
        """Let every page hand its typed words to the worker (crash, end of the session)."""
        if self.shell is not None:
            self.shell.drafts.save_now()

    def lock(self) -> None:
        """Cover the window at once, save, close the vault."""
        if self.shell is None or self.lock_screen is not None:
            return
        self._locks.pause()
        self._where = self.shell.whereabouts()
        active = QApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        self._covered = close_others(self.window)
        self._clipboard.clear()
        self.window.take_screen()
        self.lock_screen = self._new_lock_screen()
        self.window.show_screen(self.lock_screen)
        if active:
            # The keys went to a dialog that is gone, and go where the system thinks best.
            self.window.activateWindow()
        self._settle()

    # -- open ----------------------------------------------------------------------------

    def _opened(self, folder: Path) -> None:
        self._folder = folder
        self._where = None
        screen = self.window.centralWidget()
        self._afterwards = screen.afterwards if isinstance(screen, StartScreen) else nothing
        self._preferences.change(lambda settings: settings.with_vault(folder))
        self._enter()

    def _enter(self) -> None:
        """Build the rooms over the open vault, at the place one was at."""
        from ui.shell.shell import Shell, Whereabouts

        rooms = self._rooms()
        self.shell = Shell(
            rooms,
            self.worker,
            self._preferences,
            self.lock,
            self._listen_to_session(),
            self._errands.close_for,
        )
        self.shell.wants_help.connect(self.help_key.show_help)
        self.lock_screen = None
        self.window.show_screen(self.shell)
        self.shell.go(self._where or Whereabouts(rooms[0].key))
        self._locks.start()
        if self.resting is not None and self.resting.asleep:
            self.lock()
        else:
            self.given.offer_what_waits()
        self._ask_afterwards()

    def _ask_afterwards(self) -> None:
        ask, self._afterwards = self._afterwards, nothing
        if self.shell is not None and self.lock_screen is None:
            ask(self.shell)

    def _listen_to_session(self) -> SessionWatch:
        if self.resting is None:
            from ui.session.resting import Resting

            self.resting = Resting(self, self._make_session(self))
        return self.resting.watch

    def _let_sleep(self) -> None:
        if self.resting is not None:
            self.resting.let_sleep()

    # -- locking -------------------------------------------------------------------------

    def _new_lock_screen(self) -> LockScreen:
        from ui.shell.lock_screen import LockScreen

        screen = LockScreen(self._preferences)
        screen.unlock.connect(self._unlock)
        screen.elsewhere.connect(self.go_elsewhere)
        screen.rescue.connect(self._errands.rescue)
        screen.stop.connect(self.worker.cancel_all)
        return screen

    def _settle(self) -> None:
        if self.shell is None or self.lock_screen is None:
            return
        self.shell.drafts.save_now()
        self.worker.after_all(self._saved, self)

    def _saved(self) -> None:
        if self.shell is None or self.lock_screen is None:
            return
        if self.shell.drafts.unsaved():
            self.lock_screen.hold_unsaved()
            self._again.start()
            self._let_sleep()
        elif self.worker.is_busy:
            self.lock_screen.hold_busy()
        else:
            self._drop_shell()
            self.worker.close(self._closed, self)

    def _closed(self) -> None:
        # What was still being called when the pages went has returned by now.
        leave_nothing()
        if self.lock_screen is not None:
            self.lock_screen.show_closed()
            from ui.unlocking.what_opens import offer_what_opens

            # Not before: a way may have been added or revoked just now.
            offer_what_opens(self.worker, self._folder, self.lock_screen.entry)
        self._let_sleep()
        if self.given.is_vault or self._errands.one_waits:
            self.go_elsewhere()

    def _drop_shell(self) -> None:
        """Destroy the pages and everything they show, now and not at the next event."""
        shell, self.shell = self.shell, None
        if shell is not None:
            shiboken6.delete(shell)
            del shell
        QPixmapCache.clear()
        gc.collect()

    # -- unlocking -----------------------------------------------------------------------

    def _unlock(self, entered: Entered) -> None:
        folder = self._folder
        if folder is None or self.lock_screen is None:
            return
        self._afterwards = new_passphrase_after(entered)

        def reopen() -> Vault:
            from desktop.vault import open_vault

            return open_vault(folder, entered.read())

        if self.shell is None:
            self.worker.start(reopen, self._enter, self._refused, self)
        else:
            self.worker.run(
                lambda vault: vault.check_secret(entered.read()),
                lambda _none: self._uncover(entered),
                self._refused,
                self,
            )

    def _uncover(self, entered: Entered) -> None:
        """Show again what was held; if it was closed in the meantime, open it."""
        if self.shell is None:
            self._unlock(entered)
            return
        self._again.stop()
        self.lock_screen = None
        self._errands.forget()
        kept = self.shell.focusWidget()
        self.window.show_screen(self.shell)
        self.shell.show()
        if kept is not None:
            kept.setFocus()
        for dialog in self._covered:
            if shiboken6.isValid(dialog):
                dialog.open()
        self._locks.start()
        self._ask_afterwards()

    def _refused(self, error: SkryniaError) -> None:
        self._afterwards = nothing
        if self.lock_screen is not None:
            self.lock_screen.refuse(error)
            self._let_sleep()

    def go_elsewhere(self) -> None:
        """To the first screen, for another vault or an errand, where this one is closed."""
        if self.shell is None:
            left, self._folder = self._folder, None
            self.lock_screen = None
            self.show_start()
            screen = self.window.centralWidget()
            if self.given.is_vault:
                self._errands.forget()
            elif left is not None and isinstance(screen, StartScreen):
                self._errands.begin(screen, left)

    # -- settings and leaving ------------------------------------------------------------

    def _listen(self, app: QApplication) -> None:
        self.worker.busy.connect(self._busy_changed)
        self._preferences.changed.connect(self._follow_settings)
        self.window.ask_before_close(self._may_close)
        app.aboutToQuit.connect(self.stop)
        app.commitDataRequest.connect(lambda _manager: self.save_drafts())

    def _busy_changed(self, busy: bool) -> None:
        if not busy and self.lock_screen is not None:
            self._settle()

    def _keep_out_of_captures(self) -> KeptOut | None:
        available = shield()
        kept_out = KeptOut(available, self) if available is not None else None
        if kept_out is not None:
            kept_out.turn(on=self._preferences.value.keep_out_of_captures)
        return kept_out

    def _follow_settings(self) -> None:
        settings = self._preferences.value
        if self._kept_out is not None:
            self._kept_out.turn(on=settings.keep_out_of_captures)
        current().choose(Mode(settings.theme))
        language = settings.language or system_language()
        larger = settings.text_percent != text_percent()
        if language != current_language() or larger:
            set_language(language)
            current().set_text(settings.text_percent)
            self._rebuild()
        if self.shell is not None and self.lock_screen is None:
            self._locks.start()

    def _rebuild(self) -> None:
        """Show the same place in the other language or size, once its words are saved."""
        if self.shell is None:
            QTimer.singleShot(0, self._start_anew)
            return
        self.shell.drafts.save_now()
        self.worker.after_all(self._built_anew, self)

    def _start_anew(self) -> None:
        """The start screen in the other language, with what was typed for a new vault."""
        before = self.window.centralWidget()
        begun = before.begun() if isinstance(before, StartScreen) else None
        self.show_start()
        after = self.window.centralWidget()
        if begun is not None and isinstance(after, StartScreen):
            after.go_on(begun)

    def _built_anew(self) -> None:
        if self.shell is None or self.lock_screen is not None or self.shell.drafts.unsaved():
            return
        self._where = self.shell.whereabouts()
        here = called(self.shell.window().focusWidget())
        self.window.take_screen()
        self._drop_shell()
        self._enter()
        if self.shell is not None:
            focus_alike(self.shell, here)

    def _may_close(self) -> bool:
        if self.shell is None:
            return True
        from ui.shell.leaving import LeaveQuestion

        self.leaving = self.leaving or LeaveQuestion(self.window, self.worker)
        return self.leaving.may_close(self.shell.drafts)

    def stop(self) -> None:
        """End the worker, the vault closed; for when the program ends."""
        self._again.stop()
        self._locks.stop()
        self.help_key.stop()
        self.worker.stop()
        if self.resting is not None:
            self.resting.watch.stop()
