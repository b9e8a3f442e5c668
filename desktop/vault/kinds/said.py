"""What a consent says to the gate, as text: where thousands say the same, it lies once.

First a line of what holds the whole consent back, where anything does; then of each answer, in
their order, a line of purpose, recipient, answer and how the person may be identified, with face
and voice, places and family where any of these was asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop.model.consent import (
    Answer,
    Cell,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    Refusal,
    Standing,
)
from desktop.model.consent.showing import FaceAndVoice, Family, Places

_HELD_BACK: Final = "!held-back"
"""Begins with what no code of a purpose may hold."""
_NOT_ASKED: Final = (FaceAndVoice.NOT_ASKED, Places.NOT_ASKED, Family.NOT_ASKED)


def said_of(consent: Consent) -> str:
    """The text of a consent."""
    held = consent.held_back
    first = f"{_HELD_BACK} {held}\n" if held is not None else ""
    return first + "".join(map(_line, consent.answers))


def _line(answer: ConsentAnswer) -> str:
    words = [answer.purpose, answer.recipient, answer.answer, answer.identification]
    shown = (answer.face_and_voice, answer.places, answer.family)
    return " ".join([*words, *(shown if shown != _NOT_ASKED else ())]) + "\n"


def read_said(said: str, cells: Iterable[Cell]) -> Standing:
    """What a text says, of one that was not withdrawn; of its answers those to ``cells``."""
    asked = frozenset(cells)
    lines = [line.split(" ") for line in said.splitlines()]
    held = next((Refusal(words[1]) for words in lines if words[0] == _HELD_BACK), None)
    answers = (_answer(*words) for words in lines if words[0] != _HELD_BACK)
    return Standing(
        None, tuple(a for a in answers if (a.purpose, a.recipient) in asked), held_back=held
    )


def _answer(
    purpose: str, recipient: str, answer: str, identification: str, *shown: str
) -> ConsentAnswer:
    face, places, family = shown or _NOT_ASKED
    return ConsentAnswer(
        Purpose(purpose),
        RecipientKind(recipient),
        Answer(answer),
        Identification(identification),
        FaceAndVoice(face),
        Places(places),
        Family(family),
    )
