"""What an organisation's settings say, whole: its logo and each own text, which somebody will read
out. What differs from what counts now stands first, or is marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.handoff.identity.settings_told import Told, texts_told, told_beside
from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.organisation import Organisation
from ui.settings.look_pages import settings_page, text_page
from ui.settings.picture import LogoPicture
from ui.theme import Theme
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.screen_fit import USUAL_FRAME

_WIDTH: Final = 720
_HEIGHT: Final = 640
_LEAST: Final = 220
_SETTINGS: Final = "settings"
"""The part that is no text; no language has this code."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at. ``now``: what counts meanwhile; None where that is what is shown.
    ``logo``: a JPEG of our own decoder, b"" of none. ``logo_differs``: from what counts now, where
    ``logo_now`` says whether there is one."""

    title: str
    about: str
    organisation: Organisation
    logo: bytes = b""
    now: Organisation | None = None
    logo_differs: bool = False
    logo_now: bool = False


class LookDialog(GrowingDialog):
    """Read-only. With ``agreed`` it asks whether they are to count; the way back has the focus."""

    def __init__(
        self, parent: QWidget, theme: Theme, look: Look, agreed: Callable[[], None] | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(look.title)
        self.set_width(_WIDTH)
        self._look, self._theme = look, theme
        self._texts = {each.language: each for each in texts_told(look.organisation, look.now)}
        self.part = SegmentedChoice(_("What to show"), self._parts(), wraps=True)
        self.part.changed.connect(self._show)
        self.logo = LogoPicture()
        self.page = QTextEdit()
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self.page.setMinimumHeight(_LEAST)
        self.back_button = quiet_button(_("Go back") if agreed else _("Close"), self.reject)
        self.action_button = primary_button(_("Add settings"), self.accept)
        self.action_button.setDefault(False)
        self.action_button.setVisible(agreed is not None)
        if agreed is not None:
            self.accepted.connect(agreed)
        whole = column(
            paragraph(look.title, "lead", "strong"),
            paragraph(look.about),
            self.part,
            self.logo,
            self.page,
            row(None, self.back_button, self.action_button),
            gap=4,
            margin=6,
        )
        whole.setStretch(whole.indexOf(self.page), 1)
        self.setLayout(whole)
        around = USUAL_FRAME.top() + USUAL_FRAME.bottom()
        room = self.screen().availableGeometry().height() - around
        self.resize(self.width(), min(_HEIGHT, room))
        self._show(self.part.value)
        self.back_button.setFocus()

    def _parts(self) -> list[tuple[str, str]]:
        told = [(_SETTINGS, _("Settings"))]
        for code, text in self._texts.items():
            called = LANGUAGE_NAMES.get(code, code)
            label = _("Text: {language} (differs)") if text.differs else _("Text: {language}")
            told.append((code, label.format(language=called)))
        return told

    def _show(self, part: str) -> None:
        self.page.clear()
        self.logo.show_logo(self._look.logo if part == _SETTINGS else b"")
        if part == _SETTINGS:
            self.page.setFont(self._theme.font())
            self.page.setAccessibleName(_("What is in the settings"))
            settings_page(self.page.textCursor(), self._told(), compared=self._compared)
        else:
            self.page.setFont(self._theme.account_font())
            self.page.setAccessibleName(_("Text to read out"))
            text_page(self.page.textCursor(), self._texts[part])
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    @property
    def _compared(self) -> bool:
        return self._look.now is not None

    def _told(self) -> list[Told]:
        look = self._look
        logo = (_("The picture above"),) if look.logo else ()
        other = (_("Another picture"),) if look.logo_now else ()
        told = Told(_("Logo"), logo, other if look.logo_differs else logo)
        return [*told_beside(look.organisation, look.now), told]
