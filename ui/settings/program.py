"""How the program speaks, looks and locks; each change holds at once and is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QCheckBox

from desktop.errors import StorageError
from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _, current_language
from desktop.settings import LONGEST_IDLE, Language, Settings, Theme
from ui.messages import say_error
from ui.scale import TARGET, TEXT_PERCENT, with_text
from ui.session.capture import CAN_KEEP_OUT
from ui.shell.room import RoomContext
from ui.theme import Mode
from ui.widgets.banner import Banner
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.number_field import NumberField
from ui.widgets.sheet import Sheet


class ProgramSheet(Sheet):
    """Language, look, size of text, minutes to either lock, and whether vaults are listed."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._settings = context.settings
        now = self._settings.value
        self.banner = Banner()
        self.language = _language()
        self.look = _look(now)
        self.text = _text(now)
        self.idle = _minutes(now.idle_minutes)
        self.talking = _minutes(now.talking_minutes)
        self.unheard = paragraph(
            _(
                "Skrynia cannot hear on this computer that it goes to sleep: the vault locks only "
                "after it wakes up. Press Ctrl+L before you close the lid."
            ),
            "small",
            "quiet",
        )
        self.kept_out = QCheckBox(_("Keep the window out of screenshots and shared screens"))
        self.kept_out.setChecked(now.keep_out_of_captures and CAN_KEEP_OUT)
        self.kept_out.setEnabled(CAN_KEEP_OUT)
        self.kept_out.setMinimumHeight(TARGET)
        self.listed = QCheckBox(_("List the vaults of this machine on the start screen"))
        self.listed.setChecked(now.remember_vaults)
        self.listed.setMinimumHeight(TARGET)
        super().__init__(
            column(
                SectionHeading(_("The program")),
                self.banner,
                Field(_("Language"), self.language),
                Field(_("Appearance"), self.look),
                Field(_("Text size"), self.text),
                Field(
                    _("Lock after minutes without a key or click"),
                    self.idle,
                    _("Typed text is saved first. Ctrl+L locks at once."),
                ),
                Field(
                    _("The same while a consent or an account is open"),
                    self.talking,
                    _("Reading a text out and listening take longer than the time above."),
                ),
                self.unheard,
                Field(_("Pictures of the screen"), self.kept_out, _captured()),
                Field(
                    _("Start screen"),
                    self.listed,
                    _(
                        "When off, Skrynia does not record where they are. A search of the "
                        "disk still finds them."
                    ),
                ),
                gap=5,
                margin=6,
            )
        )
        self._connect()
        self._say_what_is_heard()

    def _connect(self) -> None:
        self.language.changed.connect(self._speak)
        self.look.changed.connect(self._wear)
        self.text.changed.connect(
            lambda percent: self._settings.change(lambda s: replace(s, text_percent=int(percent)))
        )
        self.idle.valueChanged.connect(
            lambda minutes: self._settings.change(lambda s: replace(s, idle_minutes=minutes))
        )
        self.talking.valueChanged.connect(
            lambda minutes: self._settings.change(lambda s: replace(s, talking_minutes=minutes))
        )
        self.kept_out.toggled.connect(
            lambda wanted: self._settings.change(lambda s: replace(s, keep_out_of_captures=wanted))
        )
        self.listed.toggled.connect(
            lambda wanted: self._settings.change(lambda s: s.remembering(wanted))
        )
        self._settings.save_failed.connect(self._not_remembered)
        if self._context.session is not None:
            self._context.session.heard.connect(self._say_what_is_heard)

    def _say_what_is_heard(self) -> None:
        """Whether the system tells before it sleeps; where it does, nothing need be said."""
        session = self._context.session
        self.unheard.setVisible(session is not None and session.hears_sleep is False)

    def _speak(self, code: str) -> None:
        self._settings.change(lambda s: replace(s, language=cast("Language", code)))

    def _wear(self, mode: str) -> None:
        self._context.theme.choose(Mode(mode))
        self._settings.change(lambda s: replace(s, theme=cast("Theme", mode)))

    def _not_remembered(self, error: StorageError) -> None:
        say_error(self.banner, error)


def _captured() -> str:
    if CAN_KEEP_OUT:
        return _("Turn it off only while you show Skrynia to others.")
    return _("This system offers no way to do that: whoever records the screen sees the window.")


def _language() -> SegmentedChoice:
    options = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    return SegmentedChoice(_("Language"), options, current_language())


def _look(now: Settings) -> SegmentedChoice:
    options = [
        (Mode.SYSTEM.value, _("Same as system")),
        (Mode.LIGHT.value, _("Light")),
        (Mode.DARK.value, _("Dark")),
    ]
    return SegmentedChoice(_("Appearance"), options, now.theme)


def _text(now: Settings) -> SegmentedChoice:
    options = [(str(percent), _("{percent}%").format(percent=percent)) for percent in TEXT_PERCENT]
    return SegmentedChoice(_("Text size"), options, str(now.text_percent), wraps=True)


def _minutes(now: int) -> NumberField:
    box = NumberField(1, LONGEST_IDLE, now)
    box.setFixedWidth(with_text(96))
    return box
