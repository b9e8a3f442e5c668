"""Random histories of honest and hostile authors, by the rule alone; a million in ``make soak``."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final

import pytest

from desktop.handoff.sending import gate
from desktop.model import authority
from desktop.model.authority import Rule, Signed
from desktop.model.consent import Identification
from desktop.model.consent import versions as consent_versions
from tests.examples import examples, is_soak
from tests.histories.held import live, live_again
from tests.histories.pure import first_wrong, first_wrong_of_many, said_of
from tests.histories.story import tell

USUAL, MANY = 1_600, 1_000_000


@pytest.mark.hypothesis
def test_no_history_bends_what_is_shown_or_what_the_gate_says() -> None:
    if not is_soak():
        assert not said_of(first_wrong(range(examples(USUAL))))
        return
    first = random.SystemRandom().getrandbits(48)
    assert not said_of(first_wrong_of_many(range(first, first + MANY)))


def test_most_histories_can_be_lived_in_another_order() -> None:
    """So that the comparison is one; the others wrote here on what came in another order."""
    chance, again = random.Random(1), 0
    for seed in range(200):
        story = tell(seed)
        again += live_again(story, live(story, chance)[1], chance) is not None
    assert again > 120


def _newest_of_all(rule: Rule, shown: str | None = None) -> Signed | None:
    layable = [each for each in rule._versions if each.layable]
    return max(layable, key=lambda each: (each.at, each.id), default=None)


def _first_come(rule: Rule, shown: str | None = None) -> Signed | None:
    kept = [each for each in rule._versions if each.id == shown]
    return kept[0] if kept else _RIGHT(rule, shown)


def _of_the_known(rule: Rule) -> list[Signed]:
    return [each for each in _HEARD(rule) if each.author != "stranger"]


_RIGHT, _HEARD = Rule.laid, Rule.heard
WRONG: Final[dict[str, tuple[object, str, Any]]] = {
    "any child hides": (authority, "_supersedes", lambda *_: True),
    "who is known hides": (
        authority, "_supersedes", lambda c, p, o: c.ours or c.author in (p.author, o, "turned"),
    ),
    "a stolen key settles": (
        authority, "_supersedes", lambda c, p, o: c.ours or c.author in (p.author, o),
    ),
    "says sealed is sealed": (Signed, "layable", property(lambda version: version.known)),
    "a stranger is shown": (
        Signed, "layable", property(lambda v: v.sealed or v.finality.value != "closed"),
    ),
    "the newest is shown": (Rule, "laid", _newest_of_all),
    "who comes first is shown": (Rule, "laid", _first_come),
    "anybody's seal counts": (Rule, "_stands_for_record", lambda *_: True),
    "only the known are heard": (Rule, "heard", _of_the_known),
    "anybody opens": (consent_versions, "opens", lambda *_: True),
    "the widest counts": (
        gate, "narrowest_decision",
        lambda all_: max(
            all_, key=lambda d: (d.allowed, list(Identification).index(d.identification))
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_rule_that_is_wrong_is_found(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The histories find each of these within what every run looks at."""
    where, name, broken = WRONG[wrong]
    replaced: Callable[..., Any] = broken
    monkeypatch.setattr(where, name, replaced)
    assert first_wrong(range(examples(USUAL))) is not None
