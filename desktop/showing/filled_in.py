"""Decisions that somebody filled in elsewhere, as the command line lists and reads them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

import msgspec

from desktop.errors import DecisionsRefused
from desktop.model.values.bounds import Line
from desktop.showing.decided import Choice, Decided
from desktop.showing.deciding import said_of
from desktop.showing.looking import Looked


@dataclass(frozen=True, slots=True)
class FilledSpot:
    """``choice``: "" where nobody said anything. ``instead``: None for what is proposed."""

    key: Line
    choice: Line = ""
    instead: Line | None = None


@dataclass(frozen=True, slots=True)
class FilledInterview:
    """The places of one interview in one form (``Form.key``)."""

    id: Line
    form: Line
    spots: tuple[FilledSpot, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """The file: what the command line listed, with more beside it that is passed over."""

    interviews: tuple[FilledInterview, ...] = field(default_factory=tuple)

    def of(self, looked: Looked) -> tuple[list[Decided], int]:
        """What it says of an interview in this form that is not recorded yet, and how many of its
        decisions are about nothing that is there. What it says for another form is none."""
        there = {each.key: each for each in looked.spots}
        said = [
            each
            for interview in self.interviews
            if (interview.id, interview.form) == (looked.interview_id, looked.form.key)
            for each in interview.spots
            if each.choice
        ]
        decided = [
            said_of(there[each.key], Choice(each.choice), each.instead)
            for each in said
            if each.key in there
        ]
        new = [each for each in decided if looked.decided.get(each.key) != each]
        return new, len(said) - len(decided)


def read_filled(data: bytes) -> Filled:
    """The decisions of a file; ``DecisionsRefused`` where it is none. With the mark in front that
    editors and shells of Windows write, and in UTF-16 behind one."""
    try:
        filled = msgspec.json.decode(_text(data), type=Filled)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise DecisionsRefused("not what the command line listed") from None
    choices = {"", *Choice}
    if any(spot.choice not in choices for each in filled.interviews for spot in each.spots):
        raise DecisionsRefused("a choice is none of replace, keep and ask")
    return filled


def _text(data: bytes) -> str:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if marked else "utf-8-sig")
