"""A package that was received before, answered anew: more of it may be understood, or trusted, now.

What the first answer left open (an item that was set aside, kept unread, or waits for a card) may
become something else; what it said for good stays said. Where anything differs, the new receipt
bears the next number, and its sender takes that of the highest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from desktop.model.handoff import LineReason, Outcome, ReceiptDocument, ReceiptLine

_OPEN: Final = (LineReason.KEPT_UNREAD.value, LineReason.WAITS_FOR_CARD.value)


def left_open(receipt: ReceiptDocument) -> bool:
    """Whether anything of a package may be answered otherwise by now."""
    return any(map(_is_open, chain(receipt.records, receipt.media)))


def _is_open(line: ReceiptLine) -> bool:
    return line.outcome is Outcome.SET_ASIDE or line.reason in _OPEN


def answered_anew(
    before: Iterable[ReceiptLine], now: Iterable[ReceiptLine], waiting: Collection[str]
) -> tuple[ReceiptLine, ...]:
    """The lines of a second answer, in the order of ``now``, which names the same items.

    ``waiting``: those whose author's card is still not trusted.
    """
    said = {line.item: line for line in before}
    return tuple(
        _anew(said[line.item], line, line.item in waiting) if line.item in said else line
        for line in now
    )


def _anew(before: ReceiptLine, now: ReceiptLine, waits: bool) -> ReceiptLine:
    if not _is_open(before):
        return before
    if before.outcome is Outcome.SET_ASIDE:
        return now
    if now.outcome is Outcome.SET_ASIDE:
        return before
    waiting = LineReason.WAITS_FOR_CARD.value if waits else ""
    return replace(before, reason=now.reason or waiting)
