"""What a package document says its records rest on, held against the consents that it names.

A kind declares its condition on the gate's answer (``desktop/model/grounds.py``). The sender's
gate asked it of everything a record rests on in its vault; the document names those of these
interviews that travel, and what was answered for each, so that a reader can ask again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop.errors import PackageRefused
from desktop.handoff.format.grounded import GroundsTable
from desktop.handoff.format.kind_numbers import NUMBERS
from desktop.handoff.format.lists import DECISIONS, Lists
from desktop.handoff.format.travelling import OF_UNKNOWN
from desktop.model.consent import Decision, RecipientKind
from desktop.model.grounds import why_it_stays
from desktop.progress import Pause, paced
from desktop.vault.kinds.all import BY_NAME, ORIGINAL
from desktop.vault.kinds.kind import AboutNobody, Grounds

_MANY: Final = 20_000


def check_grounds(lists: Lists, recipient: RecipientKind, pause: Pause) -> None:
    """Refuse a document with a record that has no right to travel."""
    _check_named_once(lists.table)
    answers = {interview: DECISIONS[how] for interview, _, how in lists.consents.columns()}
    named = {version: interview for interview, version, _ in lists.consents.columns()}
    rules = _Rules(lists.table, answers, recipient)
    rows = zip(lists.records.columns(), lists.records.numbers, strict=True)
    for (kind, record_id, version), number in paced(rows, pause, _MANY):
        rules[kind].check(number, record_id)
        if version in named:
            rules[kind].check_named(number, named[version])
    originals = rules[NUMBERS.of(ORIGINAL)]
    for number in paced(lists.media.numbers, pause, _MANY):
        originals.check(number)


def _check_named_once(table: GroundsTable) -> None:
    for number in range(len(table)):
        grounds = table.packed(number)
        if len(set(grounds)) < len(grounds):
            raise PackageRefused("a record names twice what it rests on")


class _Rules(dict[int, "_Rule"]):
    """The rules by the numbers of their kinds, made as they are met."""

    def __init__(
        self, table: GroundsTable, answers: Mapping[bytes, Decision], recipient: RecipientKind
    ) -> None:
        super().__init__()
        self._table, self._answers, self._recipient = table, answers, recipient

    def __missing__(self, number: int) -> _Rule:
        known = BY_NAME.get(NUMBERS.name(number))
        grounds = known.grounds if known else OF_UNKNOWN
        if not isinstance(grounds, AboutNobody) and not grounds.go_to(self._recipient):
            raise PackageRefused("a record stays with the organisation, and goes to another")
        self[number] = _Rule(grounds, self._table, self._answers)
        return self[number]


class _Rule:
    """What the grounds of the records of one kind must be; each set of them is looked at once."""

    def __init__(
        self,
        grounds: Grounds[Any] | AboutNobody,
        table: GroundsTable,
        answers: Mapping[bytes, Decision],
    ) -> None:
        self._grounds, self._table, self._answers = grounds, table, answers
        self._held = bytearray(len(table))
        self._itself = not isinstance(grounds, AboutNobody) and grounds.chosen

    def check(self, number: int, record_id: bytes = b"") -> None:
        """``PackageRefused`` where grounds of this number do not let a record out."""
        if self._itself and self._table.packed(number) != [record_id]:
            raise PackageRefused("an interview rests on another than itself")
        if not self._held[number]:
            self._refuse(self._table.packed(number))
            self._held[number] = True

    def check_named(self, number: int, interview: bytes) -> None:
        """``PackageRefused`` where a record that is named as the consent on which an interview
        leaves is none, or that of another interview."""
        decides = not isinstance(self._grounds, AboutNobody) and self._grounds.decides
        if not decides or self._table.packed(number) != [interview]:
            raise PackageRefused("an interview leaves on a consent that is not its own")

    def _refuse(self, grounds: list[bytes]) -> None:
        if isinstance(self._grounds, AboutNobody):
            if grounds:
                raise PackageRefused("a record of a kind about nobody rests on somebody's consent")
            return
        if not grounds:
            raise PackageRefused("a record rests on no interview")
        if self._grounds.decides:
            return
        if not self._answers.keys() >= set(grounds):
            raise PackageRefused("a record rests on an interview without a consent")
        if why_it_stays(self._grounds.condition, (self._answers[each] for each in grounds)):
            raise PackageRefused("a record rests on a consent that does not let it out")
