"""What somebody sends very much of keeps nobody from deciding, nor from sending."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.handoff.receiving.receive import receive_package
from desktop.model import bounds
from desktop.model.consent import CONSENT_KIND, Refusal
from desktop.model.owned_id import consent_id_of
from tests.authors import arrive
from tests.unit.handoff.ends import Ends, Vaults, interview
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.test_whose_word_counts import all_yes, decision, said

MORE_THAN_PARENTS = bounds.PARENTS + 40


def test_who_decides_over_more_versions_than_one_has_room_for_settles_all(ends: Vaults) -> None:
    """The versions that it settles need not be here to be named."""
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    others = [f"{number:064x}" for number in range(2 * MORE_THAN_PARENTS)]
    before = ends.researcher.versions.head_ids(own)
    shown = ends.researcher.consents.for_interview(made.id)
    ends.researcher.consents.decide(all_yes(made), shown, others)
    (last,) = ends.researcher.versions.heads(own)
    assert ends.researcher.versions.head_ids(own) == {last.id}
    cut = [each.document for each in ends.researcher.versions.history(own)]
    assert {parent for each in cut for parent in each.parents} >= {*others, *before}
    assert all(len(each.parents) <= bounds.PARENTS for each in cut)


@pytest.mark.rare
def test_a_person_decides_whoever_withdrew_however_often(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    own = consent_id_of(made.id)
    for number in range(MORE_THAN_PARENTS):
        gone = replace(all_yes(made), withdrawn_at=NOON, withdrawn_reason=f"{number}")
        arrive(ends.office, said(CONSENT_KIND, own, gone))
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
    shown = ends.office.consents.for_interview(made.id)
    assert shown is not None
    ends.office.consents.decide(replace(shown, withdrawn_at=None, withdrawn_reason=""), shown)
    assert decision(ends.office, made).allowed
    ends.office.consents.withdraw(made.id, "she called")
    assert ends.office.versions.heads(own)[-1].document.body["withdrawn_reason"] == "she called"
