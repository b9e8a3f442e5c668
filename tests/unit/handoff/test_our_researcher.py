"""A researcher of ours is given what may go to our organisation, and speaks for nobody."""

from __future__ import annotations

import pytest

from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import CardKind
from tests.unit.handoff.ends import USE, Ends, decide, interview, sent, yes


def test_every_kind_of_recipient_but_the_public_is_a_kind_of_card() -> None:
    same = {kind.value for kind in RecipientKind} - {RecipientKind.PUBLIC.value}
    assert {kind.value for kind in CardKind} == same | {"researcher"}
    for kind in CardKind:
        ours = kind is CardKind.RESEARCHER
        assert kind.recipient == (RecipientKind.ORGANISATION if ours else kind.value)
    with pytest.raises(ValueError, match="public"):
        CardKind(RecipientKind.PUBLIC)


def test_the_gate_answers_for_a_researcher_as_for_our_organisation(ends: Ends) -> None:
    agreed, refused = interview(ends.researcher, "W-001"), interview(ends.researcher, "W-002")
    partner = yes(Purpose.ANALYSE, recipient=RecipientKind.PARTNER_ORGANISATION)
    decide(ends.researcher, refused, partner)
    them = ends.office.identity.fingerprint

    def planned(kind: CardKind) -> list[PackagePlan]:
        ends.researcher.cards.trust(them, kind)
        return [plan_package(ends.researcher, them, purpose) for purpose in Purpose]

    def going(plans: list[PackagePlan]) -> list[list[tuple[str, object]]]:
        return [[(each.interview_id, each.decision) for each in plan.going] for plan in plans]

    as_ours = going(planned(CardKind.ORGANISATION))
    assert going(planned(CardKind.RESEARCHER)) == as_ours
    assert going(planned(CardKind.PARTNER_ORGANISATION)) != as_ours
    ends.researcher.cards.trust(them, CardKind.RESEARCHER)
    written = write_package(ends.researcher, plan_package(ends.researcher, them, USE), ends.stick)
    document = sent(ends, written)
    assert [each.interview_id for each in document.consents] == [agreed.id]
    assert document.recipient_kind is RecipientKind.ORGANISATION, "what consent was asked for"
