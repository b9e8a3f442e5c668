"""The words in the fields of an open form, kept as a draft until it is sent (``ui/kept.py``), and
shown in them when the form is opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.model.kept_draft import NOBODY, DraftForm
from desktop.model.typed_words import TypedWords
from ui.kept import Kept
from ui.kept_words import Words, words_of
from ui.shell.room import RoomContext


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What is kept of a form. ``record_id``: whose it is; ``fields``: by the name it is kept by."""

    form: DraftForm[TypedWords]
    fields: Mapping[str, Words]
    record_id: str = NOBODY

    def read(self) -> TypedWords:
        """What stands in the fields."""
        return TypedWords({name: each.read() for name, each in self.fields.items()})


def sheaf_of(
    form: DraftForm[TypedWords], editors: Mapping[str, QWidget], record_id: str = NOBODY
) -> Sheaf:
    """What is kept of a form whose fields are these editors; ``TypeError`` for a secret."""
    return Sheaf(form, {name: words_of(each) for name, each in editors.items()}, record_id)


class KeptForm(Kept[TypedWords]):
    """The words of a form's fields. ``offered``: what was typed before stands there again."""

    offered = Signal()
    is_form = True

    def __init__(self, context: RoomContext, sheaf: Sheaf, parent: QObject) -> None:
        super().__init__(context, sheaf.form, sheaf.record_id, sheaf.read, parent)
        self._sheaf = sheaf
        self._showing = False
        self._touched: set[str] = set()
        for name, words in sheaf.fields.items():
            words.listen(partial(self._hear, name))
        self.found.connect(self._show)
        self.look()

    def leave(self) -> None:
        """The form is closed unasked: keep what was typed; a click or two is soon done again."""
        fields = self._sheaf.fields
        if self.typed and not any(fields[name].typed for name in self._touched):
            self.forget()
        self.save_now()

    def _hear(self, name: str) -> None:
        if not self._showing:
            self._touched.add(name)
            self.touch()

    def _show(self, kept: TypedWords) -> None:
        """Fill in what was typed before; a field that is typed into already is let alone."""
        self._showing = True
        for name, words in self._sheaf.fields.items():
            if name in kept.words and name not in self._touched:
                words.show(kept.words[name])
                self._touched.add(name)
        self._showing = False
        self.offered.emit()
