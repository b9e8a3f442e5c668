"""How the account is set: answers in the serif, questions in small sans, the gutter quiet."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QTextCharFormat

from desktop.model.interview import Utterance
from desktop.model.values.moment import Moment
from ui.interviews.account.blocks import Look
from ui.interviews.account.gutter import Beside, Gutter
from ui.interviews.labels import clock, turn_detail, turn_label
from ui.scale import Type, space, with_text
from ui.theme import Theme

COLUMN = 880
"""Pixels: gutter and about seventy letters of the serif, a line the eye finds back from."""
_GUTTER = space(46)
_DESCRIBED: Final = 256
"""Utterances on some pages, whose lines in the gutter are not put together at every key."""


def account_look(theme: Theme, larger: bool = False) -> Look:
    """Formats of every kind of utterance; ``larger`` for reading back."""
    answers = theme.account_font(Type.TITLE if larger else Type.LEAD)
    questions = theme.font(Type.LEAD if larger else Type.BODY, strong=True)
    observations = theme.font(Type.LEAD if larger else Type.BODY)
    return Look(
        answer=_format(answers),
        question=_format(questions),
        observation=_format(observations),
        gutter=with_text(_GUTTER),
        between_turns=space(6),
        between_paragraphs=space(1),
    )


def gutter(theme: Theme, language: str) -> Gutter:
    """The gutter of an interview held in ``language``."""

    @lru_cache(_DESCRIBED)
    def describe(head: Utterance, moment: Moment | None) -> Beside:
        return Beside(turn_label(head), clock(moment), turn_detail(head, language))

    return Gutter(
        width=with_text(_GUTTER),
        describe=describe,
        font=theme.font(Type.SMALL, strong=True),
        small_font=theme.font(Type.SMALL),
        ink=theme.colour("quiet"),
        current=theme.colour("cornflower"),
    )


def _format(font: QFont) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(font)
    return form
