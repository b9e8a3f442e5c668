"""The account: questions small, answers in the serif, each with its number and its basis.

Turns are numbered in order, so that a passage can be cited. The person's words are set as
they were typed; only the Unicode form is composed (NFC).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import Translator
from desktop.model.interview import (
    Basis,
    InterviewDocument,
    Speaker,
    Utterance,
    UtteranceKind,
)
from desktop.reports.document import section
from desktop.reports.fonts import SANS
from desktop.reports.setting import lines, marked_paragraphs, markup, paragraph
from desktop.reports.styles import QUIET
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

_STYLES = {
    UtteranceKind.QUESTION: "question",
    UtteranceKind.ANSWER: "answer",
    UtteranceKind.OBSERVATION: "observation",
    UtteranceKind.QUOTE: "quote",
}
_EXPECTED = {
    UtteranceKind.QUESTION: Speaker.INTERVIEWER,
    UtteranceKind.ANSWER: Speaker.PERSON,
    UtteranceKind.OBSERVATION: Speaker.INTERVIEWER,
    UtteranceKind.QUOTE: Speaker.PERSON,
}


def account(document: InterviewDocument, translator: Translator) -> list[Flowable]:
    """Every turn in its order; breaks are shown and not numbered."""
    _ = translator.gettext
    story = [section(_("Account"))]
    if not any(utterance.text.strip() for utterance in document.utterances):
        story.append(paragraph(_("Nothing was written down yet."), "plain"))
    number = 0
    for utterance in document.utterances:
        if utterance.kind is UtteranceKind.BREAK:
            story += _break(utterance, translator)
        elif lines(utterance.text):
            number += 1
            story += _turn(utterance, number, document.interview.language, translator)
    return story


def _turn(utterance: Utterance, number: int, spoken: str, translator: Translator) -> list[Flowable]:
    """The basis closes the last line, so that no page break parts it from what it is about."""
    name, basis = _STYLES[utterance.kind], _basis(utterance, translator)
    said = marked_paragraphs(lines(utterance.text), name, str(number), basis)
    return [*_heading(utterance, spoken, translator), *said]


def _heading(utterance: Utterance, spoken: str, translator: Translator) -> list[Flowable]:
    """Who speaks, what kind of turn and in what language, where it is not the usual."""
    parts = []
    if utterance.kind in (UtteranceKind.OBSERVATION, UtteranceKind.QUOTE):
        parts.append(vocabulary("utterance_kind").label(utterance.kind, translator.language))
    if utterance.speaker is not _EXPECTED[utterance.kind]:
        parts.append(vocabulary("speaker").label(utterance.speaker, translator.language))
    if utterance.language != spoken:
        parts.append(vocabulary("language").label(utterance.language, translator.language))
    return [paragraph(" · ".join(parts), "speaker")] if parts else []


def _basis(utterance: Utterance, translator: Translator) -> str:
    """R8: how the speaker knows, as markup in small type."""
    if utterance.basis is Basis.NOT_STATED:
        return ""
    label = vocabulary("basis").label(utterance.basis, translator.language)
    source = " ".join(utterance.basis_source.split())
    # The dash and a bare label stay on one line; a source may be long and may break.
    label = f"— {label}".replace(" ", "\u00a0")
    text = markup(f"{label}: {source}" if source else label)
    return f' <font name="{SANS}" size="8" color="{QUIET}">{text}</font>'


def _break(utterance: Utterance, translator: Translator) -> list[Flowable]:
    label = vocabulary("utterance_kind").label(utterance.kind, translator.language)
    text = " ".join(utterance.text.split())
    return [paragraph(f"{label} · {text}" if text else label, "break")]
