"""Who stands behind each type of recipient, by name, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import LANGUAGES, _, current_language
from desktop.model.consent import RecipientKind
from desktop.model.organisation import Body, Organisation
from desktop.vocabulary import vocabulary
from ui.kept_words import Words, words_of
from ui.settings.fill_in.part import nothing, said_in
from ui.widgets.editors import line
from ui.widgets.field import Field
from ui.widgets.layouts import column

_KINDS: Final[tuple[RecipientKind, ...]] = tuple(
    kind for kind in RecipientKind if kind is not RecipientKind.PUBLIC
)
_BETWEEN: Final = ";"
"""Between the names of several bodies of one type."""

Place = tuple[str, RecipientKind]
"""In which language, behind which type."""


class BodyFields(QWidget):
    """A line a type. What was typed in another language of the screen is held and kept too."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__()
        self._held = {each: _named(each, organisation) for each in product(LANGUAGES, _KINDS)}
        language = current_language()
        self.lines = {kind: line(self._held.pop((language, kind)), nothing) for kind in _KINDS}
        self._language = language
        labels = vocabulary("recipient_kind")
        fields = [Field(labels.label(kind.value), self.lines[kind]) for kind in _KINDS]
        fields[0].set_hint(_("Several names: a semicolon between them."))
        self.setLayout(column(*fields, gap=3))

    @property
    def words(self) -> Mapping[str, Words]:
        """By language and type."""
        held = {_called(each): self._words_held(each) for each in self._held}
        shown = {
            _called((self._language, kind)): words_of(field) for kind, field in self.lines.items()
        }
        return {**held, **shown}

    def put(self, organisation: Organisation) -> Organisation:
        """With the bodies as the lines name them."""
        shown = {(self._language, kind): field.text() for kind, field in self.lines.items()}
        typed = {**self._held, **shown}
        others = (each for each in organisation.bodies if (each.language, each.kind) not in typed)
        named = (
            Body(kind, language, name.strip())
            for (language, kind), text in typed.items()
            for name in said_in(text).split(_BETWEEN)
            if name.strip()
        )
        return replace(organisation, bodies=(*others, *named))

    def _words_held(self, place: Place) -> Words:
        hold: Callable[[str], None] = partial(self._held.__setitem__, place)
        return Words(partial(self._held.__getitem__, place), hold, _never)


def _named(place: Place, organisation: Organisation) -> str:
    named = (each.name for each in organisation.bodies if (each.language, each.kind) == place)
    return f"{_BETWEEN} ".join(named)


def _called(place: Place) -> str:
    language, kind = place
    return f"body-{language}-{kind.value}"


def _never(_typed: Callable[[], None]) -> None:
    """Nobody types into what is not shown."""
