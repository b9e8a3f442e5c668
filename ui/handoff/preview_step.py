"""The second step: what will go, what will stay, and why; one may leave interviews out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from desktop.formats import format_size
from desktop.i18n import _, ngettext
from desktop.vocabulary import vocabulary
from ui.handoff.package_rows import files_message, interviews_message
from ui.scale import TARGET
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.sending.plan import Going, PackagePlan
    from desktop.model.handoff import Staying

_ROW = 64
_MOST_SHOWN = 5


class PreviewStep(QWidget):
    """``agreed`` when this may be written; ``selection_changed(list)`` when some are left out."""

    agreed = Signal()
    back_asked = Signal()
    selection_changed = Signal(object)
    again_changed = Signal(bool)

    def __init__(self, plan: PackagePlan, chosen: bool, again: bool) -> None:
        super().__init__()
        self._plan = plan
        self.banner = Banner()
        self.going = _checks(plan)
        self.going.itemChanged.connect(self._left_out)
        self.all_button = quiet_button(
            _("Everything with news again"), lambda: self.selection_changed.emit(None)
        )
        self.again = QCheckBox(_("Also send what the recipient has confirmed before"))
        self.again.setChecked(again)
        self.again.setMinimumHeight(TARGET)
        self.again.toggled.connect(self.again_changed)
        self.write_button = primary_button(_("Choose the stick"), self.agreed.emit)
        self.write_button.setEnabled(not plan.empty)
        back = quiet_button(_("Back"), self.back_asked.emit)
        sheet = column(
            *self._what_goes(),
            *self._what_stays(),
            row(back, None, self.write_button),
            gap=4,
            margin=6,
        )
        self.setLayout(column(self.banner, Sheet(sheet), gap=4))
        self._hide_what_says_nothing()
        self.all_button.setVisible(chosen)
        self._say_when_empty()

    def _what_goes(self) -> list[QWidget]:
        self._notices = paragraph(_notices(self._plan), "strong")
        return [
            SectionHeading(_("This goes"), _summary(self._plan)),
            self.going,
            self._notices,
            holding(row(self.again, None, self.all_button)),
        ]

    def _what_stays(self) -> list[QWidget]:
        self.staying = _staying_list(self._plan.staying)
        self._nothing = paragraph(_("Nothing is held back."), "quiet")
        heading = SectionHeading(
            _("This stays"),
            _("Risk, safe contact and vulnerabilities never go, whatever was agreed to."),
        )
        return [heading, self.staying, self._nothing]

    def _hide_what_says_nothing(self) -> None:
        """Once all have a parent: shown before, each would be a window of its own for a blink."""
        self.going.setVisible(bool(self._plan.going))
        self._notices.setVisible(bool(self._plan.notices))
        self.staying.setVisible(bool(self._plan.staying))
        self._nothing.setVisible(not self._plan.staying)

    def _left_out(self, _item: QListWidgetItem) -> None:
        items = [self.going.item(n) for n in range(self.going.count())]
        kept = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is _CHECKED]
        self.selection_changed.emit(kept)

    def _say_when_empty(self) -> None:
        if not self._plan.empty:
            return
        if self._plan.already_there:
            self.banner.say(
                Tone.SAFE,
                _("Nothing new to send."),
                _("The recipient has confirmed everything that may go."),
            )
            return
        self.banner.say(
            Tone.ATTENTION,
            _("Nothing may go."),
            _("Below stands why for each interview. Consent is changed in the interview itself."),
        )


_CHECKED = Qt.CheckState.Checked


def _checks(plan: PackagePlan) -> QListWidget:
    listed = QListWidget()
    listed.setAccessibleName(_("Interviews that go"))
    listed.setProperty("plain", "true")
    for going in plan.going:
        item = QListWidgetItem(_going_message(going))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_CHECKED)
        item.setSizeHint(QSize(0, TARGET))
        item.setData(Qt.ItemDataRole.UserRole, going.interview_id)
        listed.addItem(item)
    listed.setFixedHeight(min(len(plan.going), 2 * _MOST_SHOWN) * TARGET + 4)
    return listed


def _going_message(going: Going) -> str:
    shown = vocabulary("identification").label(going.identification.value)
    return " · ".join((going.code, shown, files_message(len(going.media))))


def _staying_list(staying: tuple[Staying, ...]) -> ListPane:
    model = RowsModel()
    refusals, kinds = vocabulary("refusal"), vocabulary("record_kind")
    model.set_rows(
        [
            Row(
                f"{n}",
                stays.label,
                refusals.label(stays.refusal.value),
                kinds.label(stays.kind.value),
            )
            for n, stays in enumerate(staying)
        ]
    )
    pane = ListPane(_("What stays, and why"), model)
    model.setParent(pane)
    pane.setProperty("plain", "true")
    pane.setFixedHeight(min(len(staying), _MOST_SHOWN) * _ROW + 2)
    return pane


def _summary(plan: PackagePlan) -> str:
    counts = plan.counts
    parts = [interviews_message(counts.interviews), files_message(counts.files)]
    if counts.already_there:
        known = ngettext(
            "{count} already confirmed", "{count} already confirmed", counts.already_there
        )
        parts.append(known.format(count=counts.already_there))
    parts.append(_("about {size}").format(size=format_size(plan.size)))
    return " · ".join(parts)


def _notices(plan: PackagePlan) -> str:
    count = len(plan.notices)
    return ngettext(
        "{count} change of consent travels, so that the recipient acts on it.",
        "{count} changes of consent travel, so that the recipient acts on them.",
        count,
    ).format(count=count)
