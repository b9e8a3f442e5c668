"""What a newer program wrote, of records that are shown nowhere here: with what it may go on."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.handoff.format.travelling import ABOUT_NOBODY, GROUNDS, OF_UNKNOWN
from desktop.home.outlines import Unlaid
from desktop.model.consent import Decision
from desktop.model.grounds import why_it_stays


def may_go(unlaid: Unlaid, going: Mapping[str, Decision]) -> bool:
    """Whether it may leave with these interviews. What may decide itself goes to whoever is told
    of one of them."""
    rule = GROUNDS.get(unlaid.kind, OF_UNKNOWN)
    if rule.decides:
        return True
    if not going.keys() >= set(unlaid.grounds):
        return False
    answers = (going[each] for each in unlaid.grounds)
    return unlaid.kind not in ABOUT_NOBODY and why_it_stays(rule.condition, answers) is None
