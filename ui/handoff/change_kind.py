"""Saying that a party whose card is trusted is another type of recipient than was thought."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.identity import CardKind, KnownCard
from desktop.model.typed_words import words_form
from desktop.model.version import RecordKind
from desktop.vocabulary import vocabulary
from ui.kept_form import sheaf_of
from ui.shell.room import RECORD, RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import CalmChoice
from ui.widgets.field import Field
from ui.widgets.label import paragraph

CHANGE_KIND: Final = words_form(RecordKind("card"), "kind")


def kind_choice() -> CalmChoice:
    """The types of recipients a card may be of; none is chosen beforehand.

    Consent follows it: a stranger taken for one's own organisation would be given what people
    agreed to for that alone.
    """
    choice = CalmChoice()
    choice.setPlaceholderText(_("Choose…"))
    kinds = vocabulary("card_kind")
    for kind in CardKind:
        choice.addItem(kinds.label(kind.value), kind.value)
    choice.setCurrentIndex(-1)
    return choice


class ChangeKindDialog(FormDialog):
    """``changed`` once it is written down."""

    changed = Signal()

    def __init__(self, parent: QWidget, context: RoomContext, known: KnownCard) -> None:
        super().__init__(parent, context.worker, _("Change type of recipient"))
        self._known = known
        self.kind = kind_choice()
        self.kind.currentIndexChanged.connect(lambda _at: self.check())
        self.change_button = primary_button(_("Change type"), self._change)
        label = vocabulary("card_kind").label(known.kind.value)
        now = _("{name} is now: {kind}.").format(name=known.card.name, kind=label)
        said = _(
            "Consent is asked for each type of recipient. From now on only what people agreed to "
            "for the new type will be sent to this card. What was sent before stays there. The "
            "change is noted in the log."
        )
        self.lay_out(
            paragraph(now, "strong"),
            paragraph(said),
            Field(_("Type of recipient"), self.kind),
            action=self.change_button,
        )
        editors = {"kind": self.kind}
        self.keep(
            context, sheaf_of(CHANGE_KIND, editors, known.fingerprint), {RECORD: known.fingerprint}
        )

    def ready(self) -> bool:
        """Another type than now is chosen."""
        return self.kind.currentData() not in (None, self._known.kind.value)

    def _change(self) -> None:
        fingerprint, kind = self._known.fingerprint, CardKind(self.kind.currentData())
        self.ask_vault(
            lambda vault: vault.cards.change_kind(fingerprint, kind), lambda _known: self._done()
        )

    def _done(self) -> None:
        self.changed.emit()
        self.accept()
