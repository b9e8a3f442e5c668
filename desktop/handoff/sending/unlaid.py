"""What a newer program wrote and is kept unread here: with what each version may go on.

Of a record that is shown as well, what is shown says nothing of these: nobody here read them. Each
leaves by what it came as resting on itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.handoff.format.travelling import ABOUT_NOBODY, GROUNDS, OF_UNKNOWN
from desktop.home.outlines import Unlaid
from desktop.model.consent import Decision, RecipientKind
from desktop.model.grounds import why_it_stays


def may_go(unlaid: Unlaid, going: Mapping[str, Decision], recipient: RecipientKind) -> bool:
    """Whether it may leave with these interviews. What may decide itself goes to whoever is told
    of one of them."""
    rule = GROUNDS.get(unlaid.kind, OF_UNKNOWN)
    if rule.decides:
        return True
    if not rule.go_to(recipient):
        return False
    grounds = unlaid.grounds or ((unlaid.record_id,) if rule.chosen else ())
    if not going.keys() >= set(grounds):
        return False
    answers = [going[each] for each in grounds]
    if not all(each.as_told for each in answers):
        return False  # nobody here can replace a name in it
    return unlaid.kind not in ABOUT_NOBODY and why_it_stays(rule.condition, answers) is None
