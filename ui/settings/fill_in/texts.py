"""The organisation's own consent texts: one file a language, judged when it is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.organisation import Organisation, OwnText
from desktop.vocabulary.consent_text import TEXT_LANGUAGES, text_to_read
from ui.kept_words import Words
from ui.settings.fill_in.looking import Failed, LooksAtFiles
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.dialogs.file_picker import pick_file, save_as
from ui.widgets.flow import flowing
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding

if TYPE_CHECKING:
    from ui.tasks import VaultWorker


class TextFields(LooksAtFiles):
    """``changed``: another text in a language, or ours again. One that does not fit changes
    nothing; ``failed`` says the line. ``saved(name)``: a copy was written.

    ``signed``: the texts in the settings that were signed last. Those that ``organisation`` has no
    more do not fit the form of now (:attr:`falls_away`): what is signed next is without them, so a
    copy of them is what is saved.
    """

    changed = Signal()
    saved = Signal(str)

    def __init__(
        self,
        worker: VaultWorker,
        failed: Failed,
        organisation: Organisation,
        signed: Sequence[OwnText] = (),
    ) -> None:
        super().__init__(worker, failed)
        gone = [each for each in signed if not organisation.text_in(each.language)]
        self.falls_away = {each.language: each.text for each in gone}
        self.texts = {each: organisation.text_in(each) for each in TEXT_LANGUAGES}
        self.states = {each: text_label("", "quiet") for each in TEXT_LANGUAGES}
        self.remove_buttons = {each: self._remove_button(each) for each in TEXT_LANGUAGES}
        self.setLayout(column(*map(self._line, TEXT_LANGUAGES), gap=3))
        self._follow()

    @property
    def words(self) -> Mapping[str, Words]:
        """Each text whole."""
        return {
            f"text-{each}": Words(
                partial(self.texts.__getitem__, each),
                partial(self._show, each),
                self.changed.connect,
                typed=True,
            )
            for each in TEXT_LANGUAGES
        }

    def put(self, organisation: Organisation) -> Organisation:
        """With these texts, and those in languages that are not asked for here."""
        others = (each for each in organisation.texts if each.language not in TEXT_LANGUAGES)
        ours = (OwnText(each, text) for each, text in self.texts.items() if text)
        return replace(organisation, texts=(*ours, *others))

    def choose(self, language: str, path: Path) -> None:
        """Take the text of this file, where it says what the form asks."""
        others = tuple(OwnText(*each) for each in self.texts.items() if each[1])
        beside = tuple(each for each in others if each.language != language)

        def work() -> str:
            from desktop.handoff.identity.own_text_file import load_own_text
            from desktop.home.organisation import refuse_unfit

            own = load_own_text(path, language)
            refuse_unfit(Organisation(texts=(*beside, own)))
            return own.text

        self.look(work, partial(self._chosen, language))

    def save(self, language: str, path: Path) -> None:
        """Write what is read out in a language, to be changed and chosen again."""
        text = text_to_read(self.put(Organisation()), language).text
        if not self.texts[language]:
            text = self.falls_away.get(language, text)

        def work() -> None:
            from desktop.handoff.identity.own_text_file import save_text

            save_text(text, path)

        self.look(work, lambda _none: self.saved.emit(path.name))

    def _line(self, language: str) -> QWidget:
        spoken = LANGUAGE_NAMES[language]
        choose = quiet_button(_("Choose a text…"), partial(self._pick, language), "file")
        copy = quiet_button(_("Save a copy…"), partial(self._pick_target, language), "download")
        for button in (choose, copy, self.remove_buttons[language]):
            button.setAccessibleName(f"{spoken}: {button.text()}")
        buttons = flowing(choose, copy, self.remove_buttons[language])
        return holding(
            column(flowing(text_label(spoken, "strong"), self.states[language]), buttons, gap=1)
        )

    def _remove_button(self, language: str) -> Button:
        return quiet_button(_("Back to Skrynia’s text"), partial(self._remove, language), "undo")

    def _pick(self, language: str) -> None:
        title = _("Own text: {language}").format(language=LANGUAGE_NAMES[language])
        pick_file(self, title, [_kinds()], partial(self.choose, language))

    def _pick_target(self, language: str) -> None:
        name = f"consent-{language}.txt"
        save_as(self, _("Save a copy"), name, [_kinds()], partial(self.save, language))

    def _chosen(self, language: str, text: str) -> None:
        self._show(language, text)
        self.changed.emit()

    def _remove(self, language: str) -> None:
        self._show(language, "")
        self.changed.emit()

    def _show(self, language: str, text: str) -> None:
        self.texts[language] = text
        self._follow()

    def _follow(self) -> None:
        for language, text in self.texts.items():
            own = _("Own text, lines: {count}").format(count=len(text.splitlines()))
            gone = _("Skrynia’s text. Your own no longer matches the form.")
            ours = gone if language in self.falls_away else _("Skrynia’s text")
            self.states[language].setText(own if text else ours)
            self.remove_buttons[language].setVisible(bool(text))


def falls_away_told(languages: Iterable[str]) -> str:
    """That own texts in these languages are not signed any more, and what to do before."""
    named = ", ".join(LANGUAGE_NAMES.get(each, each) for each in languages)
    said = _(
        "Your own texts no longer match the form and are not signed again: {languages}. Save "
        "copies first, correct them, and choose them here."
    )
    return said.format(languages=named)


def _kinds() -> str:
    return _("Texts (*.txt)")
