"""One table says of every use what kind it is, and every right to decide stands in one list."""

from __future__ import annotations

from desktop.model.consent import Identification, RecipientKind, may_leave
from desktop.model.consent.deciding import AUTHORITIES
from desktop.model.consent.purpose import HERE_ONLY, NAMELESS, USES, Purpose
from desktop.model.consent.showing import width
from desktop.vocabulary import vocabulary
from tests.unit.model.consent_cases import decided


def test_every_use_and_every_right_is_in_its_table() -> None:
    assert set(USES) == set(Purpose), "say in USES what kind of use it is"
    assert set(vocabulary("purpose").codes) == {each.value for each in Purpose}
    assert set(vocabulary("authority_to_decide").codes) == AUTHORITIES


def test_the_gate_obeys_the_table_for_every_use() -> None:
    for purpose in Purpose:
        said = decided(f"{purpose} organisation yes name=full-name")
        answer = may_leave(said, purpose, RecipientKind.ORGANISATION)
        assert answer.allowed is (purpose not in HERE_ONLY)
        named = width(answer.identification) == width(Identification.FULL_NAME)
        assert named is (answer.allowed and purpose not in NAMELESS)
