"""The first screen: one page at a time on linen, with the language at the top right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _, current_language
from ui.preferences import Preferences
from ui.scale import WIDEST_SHEET, space, with_text
from ui.shell.afterwards import Afterwards
from ui.shell.errand import Errand
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, holding, row
from ui.widgets.picture import Picture
from ui.widgets.sheet import Scrolled, Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault.travel import Left
    from ui.given import Given
    from ui.start.new_vault import Begun, NewVaultPage
    from ui.start.opening import OpeningPage
    from ui.start.restoring import RestorePage
    from ui.start.welcome import WelcomePage

    Page = WelcomePage | OpeningPage

_WIDTH = 520
_MARGIN = 8


class StartScreen(QWidget):
    """``opened(folder)`` once the worker holds an open vault.

    Each page is imported when it is first shown: the first window does not wait for them.
    """

    opened = Signal(Path)

    def __init__(self, worker: VaultWorker, preferences: Preferences) -> None:
        super().__init__()
        self.setProperty("ground", "linen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._worker, self._preferences = worker, preferences
        self.languages = SegmentedChoice(
            _("Language"), [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES], current_language()
        )
        self.languages.changed.connect(self._speak)
        # Another language builds this screen anew, and what runs on it would end with it.
        self.languages.setDisabled(worker.is_busy)
        worker.busy.connect(self.languages.setDisabled)
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._welcome: WelcomePage | None = None
        self._page: Page
        self._lay_out()
        self.show_first()

    @property
    def welcome(self) -> WelcomePage:
        """The ways in, made once they are asked for."""
        if self._welcome is None:
            from ui.start.welcome import WelcomePage

            self._welcome = WelcomePage(
                self._begin_new, self._choose_other, self._restore, self._sample, self._back
            )
        return self._welcome

    def show_first(self) -> None:
        """The known vaults, or the welcome where there is none."""
        if self._preferences.value.known_vaults:
            self.show_unlock(Path(self._preferences.value.known_vaults[0]))
        else:
            self.show_welcome()

    def offer_another(self, left: Path) -> None:
        """Where somebody leaves one vault for another: that which was used before it."""
        known = map(Path, self._preferences.value.known_vaults)
        other = next((folder for folder in known if folder != left), None)
        if other is not None:
            self.show_unlock(other)

    def show_welcome(self) -> None:
        """The ways in."""
        self.welcome.offer_back(bool(self._preferences.value.known_vaults))
        self._show(self.welcome)

    def show_unlock(self, folder: Path) -> None:
        """Ask for the passphrase of this vault."""
        from ui.start.unlock import UnlockPage

        page = UnlockPage(self._worker, self._preferences, self.show_welcome)
        page.opened.connect(self.opened)
        page.damaged.connect(self.show_rescue)
        page.offer(folder)
        self._show(page)

    def show_rescue(self, folder: Path) -> None:
        """What can be done about this damaged vault."""
        from ui.start.rescuing import RescuePage

        page = RescuePage(
            self._worker,
            self._preferences,
            folder,
            partial(self.show_unlock, folder),
            self._restore_from,
        )
        page.opened.connect(self.opened)
        self._show(page)

    def begin(self, errand: Errand, folder: Path) -> None:
        """What was asked for in the rooms of a vault that had to be closed for it."""
        if errand is Errand.RESCUE:
            self.show_rescue(folder)
        else:
            self.show_leave(folder)

    def show_leave(self, folder: Path) -> None:
        """Leave this vault behind for a journey."""
        from ui.start.leaving_behind import LeavePage

        back = partial(self.show_unlock, folder)
        self._show(LeavePage(self._worker, self._preferences, folder, back, self._left))

    def _left(self, folder: Path, left: Left) -> None:
        from desktop.messages.leaving import left_told

        self._preferences.change(lambda settings: settings.without_vault(folder))
        self.show_welcome()
        text = "\n".join(left_told(folder, left))
        self.banner.say(Tone.SAFE, _("The vault is no longer on this computer."), text)

    def begun(self) -> Begun | None:
        """What is typed for a new vault, to be shown in another language."""
        return self._page.begun()

    def go_on(self, begun: Begun) -> None:
        """The page of a new vault, as it was left."""
        self._new().whose.show_begun(begun)

    def offer(self, given: Given) -> None:
        """Say what the program was started with; a vault is chosen for unlocking."""
        from ui.given import sentences

        title, text = sentences(given)
        if title:
            self.banner.say(Tone.INFO if given.waits_for_a_vault else Tone.ATTENTION, title, text)
        if given.is_vault:
            self.show_unlock(given.path)

    def showEvent(self, event: QShowEvent) -> None:
        """The page, not the choice of languages, has the focus at first."""
        super().showEvent(event)
        self._page.take_focus()

    def forget(self) -> None:
        """The session is locked, or the computer sleeps: let go what was typed of a secret."""
        self._page.forget()

    @property
    def afterwards(self) -> Afterwards:
        """What the page in front wants asked for once the vault is open."""
        return self._page.afterwards

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._page

    def _begin_new(self) -> None:
        self._new()

    def _new(self) -> NewVaultPage:
        from ui.start.new_vault import NewVaultPage

        page = NewVaultPage(self._worker, self.show_welcome)
        known = self._preferences.value.known_vaults
        if known and Path(known[0]).parent.is_dir():
            page.whose.set_place(Path(known[0]).parent)
        page.opened.connect(self.opened)
        self._show(page)
        return page

    def _restore(self) -> None:
        self._restoring()

    def _restore_from(self, backups: Path) -> None:
        self._restoring().source.take(backups)

    def _restoring(self) -> RestorePage:
        from ui.start.restoring import RestorePage

        page = RestorePage(self._worker, self._preferences, self.show_welcome)
        page.opened.connect(self.opened)
        self._show(page)
        return page

    def _sample(self) -> None:
        from ui.start.sample import SamplePage

        page = SamplePage(self._worker, self.show_welcome)
        page.opened.connect(self.opened)
        self._show(page)

    def _back(self) -> None:
        self.show_first()

    def _choose_other(self) -> None:
        from ui.widgets.dialogs.file_picker import pick_folder

        pick_folder(self, _("Open a vault"), self.show_unlock, _("Open this vault"))

    def _show(self, page: Page) -> None:
        """Only the page in front is in the stack: a taller one would leave an empty strip."""
        before, self._page = self._stack.currentWidget(), page
        if before is page:
            page.take_focus()
            return
        if before is not None:
            self._stack.removeWidget(before)
        self._stack.addWidget(page)
        page.take_focus()
        if before not in (None, self._welcome):
            before.deleteLater()

    def _speak(self, code: str) -> None:
        # The caller builds this screen anew in the other language.
        known = cast('Literal["en", "be", "ru"]', code)
        self._preferences.change(lambda settings: replace(settings, language=known))

    def _lay_out(self) -> None:
        top = row(None, self.languages)
        top.setContentsMargins(space(6), space(4), space(6), 0)
        inner = column(self.banner, self._stack, gap=4)
        inner.setContentsMargins(*([space(_MARGIN)] * 4))
        sheet = Sheet(inner)
        sheet.setFixedWidth(min(with_text(_WIDTH), WIDEST_SHEET))
        heading = row(
            None, Picture("chest", 32, "cornflower"), text_label("Skrynia", "display"), None
        )
        note = paragraph(
            _("Everything stays on this computer. Skrynia never uses a network."), "small", "quiet"
        )
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = column(None, heading, row(None, sheet, None), note, None, gap=5)
        self.setLayout(column(top, Scrolled(holding(middle, "linen")), gap=0))
