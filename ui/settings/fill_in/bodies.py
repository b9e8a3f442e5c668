"""Who stands behind each type of recipient, by name, in the language of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language
from desktop.model.consent import RecipientKind
from desktop.model.organisation import Body, Organisation
from desktop.vocabulary import vocabulary
from ui.kept_words import Words, words_of
from ui.settings.fill_in.part import nothing, said
from ui.widgets.editors import line
from ui.widgets.field import Field
from ui.widgets.layouts import column

_KINDS: Final = tuple(kind for kind in RecipientKind if kind is not RecipientKind.PUBLIC)
_BETWEEN: Final = ";"
"""Between the names of several bodies of one type."""


class BodyFields(QWidget):
    """A line a type; names in other languages stay as they are."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__()
        self._language = current_language()
        self.lines = {kind: line(self._named(kind, organisation), nothing) for kind in _KINDS}
        labels = vocabulary("recipient_kind")
        fields = [Field(labels.label(kind.value), self.lines[kind]) for kind in _KINDS]
        fields[0].set_hint(_("Several names: a semicolon between them."))
        self.setLayout(column(*fields, gap=3))

    def _named(self, kind: RecipientKind, organisation: Organisation) -> str:
        named = (each.name for each in organisation.bodies if self._is_of(each, kind))
        return f"{_BETWEEN} ".join(named)

    def _is_of(self, body: Body, kind: RecipientKind) -> bool:
        return (body.kind, body.language) == (kind, self._language)

    @property
    def words(self) -> Mapping[str, Words]:
        """By language and type: after the screen speaks another, other lines are shown."""
        return {
            f"body-{self._language}-{kind.value}": words_of(field)
            for kind, field in self.lines.items()
        }

    def put(self, organisation: Organisation) -> Organisation:
        """With the bodies as the lines name them."""
        others = tuple(
            each
            for each in organisation.bodies
            if not any(self._is_of(each, kind) for kind in _KINDS)
        )
        named = (
            Body(kind, self._language, name.strip())
            for kind, field in self.lines.items()
            for name in said(field).split(_BETWEEN)
            if name.strip()
        )
        return replace(organisation, bodies=(*others, *named))
