"""One place: its sentence, what is to stand there instead, and the three things to say of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit

from desktop.i18n import _, ngettext
from desktop.messages.names import not_looked_through
from desktop.showing.decided import Choice
from desktop.showing.sorts import Sort
from desktop.showing.worklist import Worklist
from ui.handoff.names.labels import choice_message, what_message, where_message
from ui.handoff.names.sentence import SentenceView
from ui.scale import TARGET
from ui.widgets.buttons import Button, primary_button, quiet_button
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row

_OF_A_SENTENCE, _OF_A_NAME = 4, 2
"""Lines in which it stands: a file has its name alone, and what is asked of it has to be in sight
with larger text, too."""


class SpotSheet(QFrame):
    """``chosen(Choice)`` when a person says something of the place that is shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._file = False
        self._what = text_label("", "lead", "strong")
        self._where = paragraph("", "small", "quiet")
        self._decided = text_label("", "quiet")
        self.unread = paragraph(not_looked_through(), "strong")
        self.sentence = SentenceView()
        self.instead = kept_to_one_line(QLineEdit())
        self.instead.textChanged.connect(lambda _text: self._check())
        self.instead.returnPressed.connect(self._by_enter)
        self.instead_field = Field(_("What stands there instead"), self.instead)
        self.alike = QCheckBox()
        self.alike.setMinimumHeight(TARGET)
        self.replace_button = primary_button(_("Replace (1)"), self._say(Choice.REPLACE))
        self.keep_button = quiet_button(_("Keep (2)"), self._say(Choice.KEEP))
        self.ask_button = quiet_button(_("Ask the person (3)"), self._say(Choice.ASK))
        above = row(self._what, None, self._decided)
        buttons = row(self.replace_button, self.keep_button, self.ask_button, None)
        self.setLayout(
            column(
                above,
                self._where,
                self.unread,
                self.sentence,
                self.instead_field,
                self.alike,
                buttons,
                None,
                gap=3,
            )
        )

    @property
    def buttons(self) -> tuple[Button, Button, Button]:
        """Where the focus is while one goes from place to place."""
        return self.replace_button, self.keep_button, self.ask_button

    def show_spot(self, worklist: Worklist) -> None:
        """The place somebody is at; nothing where they are at none."""
        listed = worklist.here
        if listed is None:
            return
        spot, others = listed.spot, len(worklist.others_alike())
        self._what.setText(what_message(spot))
        self._where.setText(where_message(listed))
        self._decided.setText(choice_message(listed.decided.choice) if listed.decided else "")
        self.sentence.show_sentence(spot.sentence, spot.at, spot.words)
        self._file = spot.sort is Sort.FILE
        self.unread.setVisible(spot.unread)
        self.sentence.set_rows(_OF_A_NAME if self._file else _OF_A_SENTENCE)
        # Nothing stands instead of a file that stays back.
        self.instead_field.setVisible(not self._file)
        self.instead.setText(listed.proposed)
        said = ngettext(
            "The same for the other {count} place with these words",
            "The same for the other {count} places with these words",
            others,
        )
        self.alike.setText(said.format(count=others))
        self.alike.setChecked(True)
        self.alike.setVisible(bool(others))
        self.replace_button.setText(_("Hold back (1)") if self._file else _("Replace (1)"))
        self.keep_button.setText(_("Send as it is (2)") if self._file else _("Keep (2)"))
        self._check()

    def say(self, choice: Choice) -> None:
        """Say this of the place, as if its button was pressed."""
        if choice is not Choice.REPLACE or self.replace_button.isEnabled():
            self.chosen.emit(choice)
        else:
            self.instead.setFocus()

    def take_focus(self) -> None:
        """Where one key decides; into the words where there are none yet."""
        (self.replace_button if self.replace_button.isEnabled() else self.instead).setFocus()

    def _say(self, choice: Choice) -> Callable[[], None]:
        return lambda: self.say(choice)

    def _by_enter(self) -> None:
        self.say(Choice.REPLACE)

    def _check(self) -> None:
        self.replace_button.setEnabled(self._file or bool(self.instead.text().strip()))
