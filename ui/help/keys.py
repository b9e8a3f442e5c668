"""The keys of each place, as they stand in its help; those of the account from its own table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtGui import QKeySequence

from desktop.i18n import N_, _, gettext
from desktop.model.phases import Phase
from desktop.vocabulary import vocabulary
from ui.interviews.account.keys import (
    BASIS_KEYS,
    JOIN_KEY,
    SPEAKER_KEYS,
    TURN_KEYS,
    WHOLE_WINDOW_KEY,
)
from ui.interviews.consent.question import ANSWER_KEYS
from ui.shell.room import HANDOFF, HOME, INTERVIEWS, MEDIA, PEOPLE, PLACES, PROTECTED

Line = tuple[str, str]
"""A key as it stands on the keyboard, and what it does."""

EVERYWHERE: Final = (
    ("F1", N_("This help")),
    ("Ctrl+K", N_("Search everything")),
    ("Ctrl+L", N_("Lock the vault")),
    ("Ctrl+1", N_("The first section; Ctrl+2 the second, and so on")),
    ("Tab", N_("To the next field; with Shift to the one before")),
    ("Shift+F10", N_("Menu of the row or of the text")),
    ("Esc", N_("Close the dialog, or go back")),
)
_BEFORE_UNLOCKING: Final = ("F1", "Tab", "Esc")
"""Those of the keys above that there are while no vault is open."""

_A_LIST: Final = (
    ("Return", N_("Open")),
    ("Delete", N_("Remove what was made by mistake; asks first")),
)
_NEW_AND_LIST: Final = (("Ctrl+N", N_("New record")), *_A_LIST)
_PHASES: Final = (
    ("Ctrl+PgDown", N_("Next phase")),
    ("Ctrl+PgUp", N_("Phase before")),
    ("Ctrl+B", N_("The list beside the interview, or away")),
    ("Ctrl+Shift+P", N_("Protect this name; again: write its code instead")),
)
_HERE: Mapping[str, Sequence[Line]] = {
    HOME: (("Ctrl+N", N_("New interview")), ("Return", N_("Open"))),
    INTERVIEWS: (
        ("Ctrl+N", N_("New interview")),
        *_A_LIST,
        ("Ctrl+B", N_("The list beside the interview, or away")),
    ),
    PEOPLE: _NEW_AND_LIST,
    PLACES: _NEW_AND_LIST,
    PROTECTED: (
        ("Ctrl+N", N_("New record")),
        ("Return", N_("Open")),
        ("Delete", N_("End the protection; asks first")),
    ),
    HANDOFF: (
        ("1", N_("Names: replace, as Enter does")),
        ("2", N_("Names: keep")),
        ("3", N_("Names: ask the person")),
        ("Ctrl+Z", N_("Names: undo")),
    ),
    MEDIA: (
        ("Return", N_("Open")),
        ("Right", N_("Next file")),
        ("Left", N_("File before")),
        ("+", N_("Larger; - smaller, 0 the whole picture")),
    ),
}


def keys_here(topic: str) -> list[Line]:
    """What keys do in this place alone; none for one without keys of its own."""
    if topic not in {*Phase}:
        return _told(_HERE.get(topic, ()))
    own = {Phase.ACCOUNT: _account, Phase.CONSENT: _consent}.get(Phase(topic))
    return [*(own() if own is not None else ()), *_told(_PHASES)]


def keys_everywhere(*, unlocked: bool) -> list[Line]:
    """What keys do wherever one is."""
    return _told(each for each in EVERYWHERE if unlocked or each[0] in _BEFORE_UNLOCKING)


def _consent() -> list[Line]:
    answers = vocabulary("answer")
    given = [(key, answers.label(answer.value)) for key, answer in ANSWER_KEYS.items()]
    return [*given, *_told([("Return", N_("Next row"))])]


def _account() -> list[Line]:
    kinds, speakers = vocabulary("utterance_kind"), vocabulary("speaker")
    turns = [(key, kinds.label(kind.value)) for kind, key in TURN_KEYS.items()]
    said = [(key, speakers.label(speaker.value)) for speaker, key in SPEAKER_KEYS.items()]
    known = [(key, vocabulary("basis").label(each.value)) for each, key in BASIS_KEYS.items()]
    rest = [
        (JOIN_KEY, _("Join to the turn above")),
        (_native("Ctrl+F"), _("Find in this account")),
        (_native("Ctrl+H"), _("Find and replace")),
        (_native("Ctrl+Z"), _("Undo")),
        (WHOLE_WINDOW_KEY, _("Writing mode")),
    ]
    return [*turns, *said, *known, *rest]


def _told(lines: Iterable[Line]) -> list[Line]:
    return [(_native(key), gettext(said)) for key, said in lines]


def _native(key: str) -> str:
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("Return", "Enter")  # as it stands on the key, and in the sentences
