"""The second step: what will go, what will stay, and why; one may leave interviews out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_size
from desktop.i18n import _, ngettext
from desktop.vocabulary import counted, vocabulary
from ui.handoff.along_list import AlongList
from ui.handoff.going_list import GoingList, GoingModel
from ui.handoff.names.names_row import NamesRow
from ui.handoff.package_rows import files_message, interviews_message
from ui.handoff.staying_list import StayingList
from ui.messages import say_error
from ui.scale import TARGET
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.handoff.sending.along import Named
    from desktop.handoff.sending.offer import Selection
    from desktop.model.handoff import Staying
    from desktop.model.version import RecordKind
    from desktop.progress import Progress
    from desktop.showing.worklist import Listed
    from desktop.vault import Vault


_MOST_CODES: Final = 20


class PreviewStep(QWidget):
    """``agreed`` when what is in ``selection`` may be written; ``chosen`` with every tick.

    A tick changes the selection at once and asks the vault nothing; only what stays, where
    that changes, is listed anew on the vault's thread. ``names_asked(spots)``: somebody wants to
    decide about the names in what goes; as long as one waits, nothing may be written.
    """

    agreed = Signal()
    chosen = Signal()
    back_asked = Signal()
    again_changed = Signal(bool)
    names_asked = Signal(object)

    def __init__(
        self,
        worker: VaultWorker,
        selection: Selection,
        staying: Sequence[Staying],
        along: Sequence[Named] = (),
    ) -> None:
        super().__init__()
        self._worker = worker
        self.selection = selection
        # Who just decided about the names goes on from here by one more key; who was stopped by
        # one that waits goes to it.
        self.from_names = self.to_names = False
        self._held: Mapping[str, str] = {}
        self.banner = Banner()
        self.going_model = GoingModel(selection)
        self.going_model.ticked.connect(self._tick)
        self.going = GoingList(self.going_model)
        self.staying = StayingList()
        self.staying.show_staying(staying)
        self.all_button = quiet_button(_("Select everything new"), self._take_all)
        self.again = QCheckBox(_("Also send what the recipient has confirmed before"))
        self.again.setChecked(selection.offer.again)
        self.again.setMinimumHeight(TARGET)
        self.again.toggled.connect(self.again_changed)
        self.along = [self._tick_of(kind, count) for kind, count in _along(selection).items()]
        self.named = [self._names_of(kind, along) for kind in _along(selection)]
        for box, names in zip(self.along, self.named, strict=True):
            box.toggled.connect(names.setVisible)
        self.names = NamesRow(lambda: self.names_asked.emit(self.names.chosen))
        self.write_button = primary_button(_("Choose where to save"), self.agreed.emit)
        back = quiet_button(_("Back"), self.back_asked.emit)
        sheet = column(
            *self._what_goes(),
            *self._what_stays(),
            row(back, None, self.write_button),
            gap=4,
            margin=6,
        )
        self.setLayout(column(self.banner, Sheet(sheet), gap=4))
        # Once all have a parent: shown before, each would be a window of its own for a blink.
        self.going.setVisible(bool(selection.offer.may_go))
        for box, names in zip(self.along, self.named, strict=True):
            names.setVisible(box.isChecked())
        self._say()
        self._look_for_names()

    def _what_goes(self) -> list[QWidget]:
        self._heading = SectionHeading(_("Will be sent"))
        self._notices = paragraph("", "strong")
        self.held = paragraph("", "quiet")
        self.held.hide()
        return [
            self._heading,
            self.going,
            *(each for pair in zip(self.along, self.named, strict=True) for each in pair),
            self._notices,
            self.names,
            self.held,
            holding(row(self.again, None, self.all_button)),
        ]

    def _what_stays(self) -> list[QWidget]:
        self._nothing = paragraph(_("Nothing is left out."), "quiet")
        heading = SectionHeading(
            _("Will not be sent"),
            _("Risk, safe contact and special care are never sent, whatever was agreed to."),
        )
        return [heading, self.staying, self._nothing]

    def _tick_of(self, kind: RecordKind, count: int) -> QCheckBox:
        """Whether records of a kind about nobody travel with the others."""
        said = _("{kind}: {count}. No consent needed; sent with the rest.")
        [(label, number)] = counted({kind: count})
        box = QCheckBox(said.format(kind=label, count=number))
        box.setChecked(kind not in self.selection.kinds_out)
        box.setMinimumHeight(TARGET)

        def choose(goes: bool) -> None:
            chosen = self.selection
            self._choose(chosen.with_kind(kind) if goes else chosen.without_kinds({kind}))

        box.toggled.connect(choose)
        return box

    def _names_of(self, kind: RecordKind, along: Sequence[Named]) -> AlongList:
        """Which these are, under their tick."""
        label = vocabulary("record_kinds").label(kind)
        return AlongList(label, [each for each in along if each.kind == kind])

    def _tick(self, interview_id: str, goes: bool) -> None:
        chosen = self.selection
        self._choose(chosen.with_(interview_id) if goes else chosen.without(interview_id))

    def _take_all(self) -> None:
        self._choose(self.selection.all_interviews())

    def _choose(self, selection: Selection) -> None:
        before, self.selection = self.selection, selection
        self.going_model.show_selection(selection)
        self._say()
        self.chosen.emit()
        if before.counts.staying != selection.counts.staying:
            self._list_what_stays(selection)

    def _list_what_stays(self, selection: Selection) -> None:
        def show(staying: Sequence[Staying]) -> None:
            if selection is self.selection:
                self.staying.show_staying(staying)

        self._worker.run(lambda _vault: selection.staying(), show, self._refuse, self)

    def _look_for_names(self) -> None:
        """Behind what is shown already: a large account takes its time."""
        selection = self.selection

        def work(vault: Vault, progress: Progress) -> tuple[Sequence[Listed], dict[str, str]]:
            from desktop.handing_out import held_as_told, names_of

            held = held_as_told(vault, selection.offer, progress)
            return names_of(vault, selection.offer, progress), held

        self._worker.run_long(
            work, self.names.report, lambda found: self._show_names(*found), self._refuse, self
        )

    def _show_names(self, spots: Sequence[Listed], held: Mapping[str, str]) -> None:
        self._held = held
        here = self.write_button.hasFocus()
        self.names.show_spots(spots)
        self._say()
        if self.names.open_count and self.to_names:
            self.names_asked.emit(self.names.chosen)
        elif self.names.open_count and here:
            self.names.button.setFocus()
        elif self.from_names and not self.names.open_count:
            self.write_button.setFocus()

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    def _say(self) -> None:
        """Renew the words around the lists."""
        selection = self.selection
        self._heading.say(_("Will be sent"), _summary(selection))
        self._notices.setText(_notices(selection.counts.notices))
        self._notices.setVisible(bool(selection.counts.notices))
        self.staying.setVisible(bool(selection.counts.staying))
        self._nothing.setVisible(not selection.counts.staying)
        self.all_button.setVisible(bool(selection.left_out))
        self.names.leave_out(selection.left_out)
        held = [code for each, code in self._held.items() if each not in selection.left_out]
        self.held.setText(_held_message(held))
        self.held.setVisible(bool(held))
        self.write_button.setEnabled(not selection.empty and not self.names.open_count)
        self._say_when_empty()

    def _say_when_empty(self) -> None:
        if not self.selection.empty:
            self.banner.clear()
        elif self.selection.counts.already_there:
            self.banner.say(
                Tone.SAFE,
                _("Nothing new to send."),
                _("The recipient has confirmed everything that can be sent."),
            )
        else:
            self.banner.say(
                Tone.ATTENTION,
                _("Nothing can be sent."),
                _(
                    "The reason for each interview is below. Consent is changed in the "
                    "interview itself."
                ),
            )


def _along(selection: Selection) -> Counter[RecordKind]:
    return Counter(item.kind for item in selection.offer.along)


def _summary(selection: Selection) -> str:
    counts = selection.counts
    parts = [
        interviews_message(counts.interviews),
        files_message(counts.files),
        *(f"{kind}: {count}" for kind, count in counted(counts.records)),
    ]
    if counts.already_there:
        known = ngettext(
            "{count} already confirmed", "{count} already confirmed", counts.already_there
        )
        parts.append(known.format(count=counts.already_there))
    parts.append(_("about {size}").format(size=format_size(selection.size)))
    return " · ".join(parts)


def _held_message(codes: Sequence[str]) -> str:
    """What the recipient was sent as it was told, though it goes otherwise now."""
    shown = ", ".join(codes[:_MOST_CODES]) + (" …" if len(codes) > _MOST_CODES else "")
    return _(
        "Sent to this recipient before, as it was told: {codes}. What is sent now takes nothing of "
        "that back."
    ).format(codes=shown)


def _notices(count: int) -> str:
    return ngettext(
        "{count} change of consent is sent, so that the recipient acts on it.",
        "{count} changes of consent are sent, so that the recipient acts on them.",
        count,
    ).format(count=count)
