"""The consent of a derived interview holds no word that anybody wrote."""

from __future__ import annotations

from desktop.model.consent import Consent
from desktop.model.consent.derived import derived_consent
from desktop.model.ids import new_id
from desktop.showing.texts import texts_of
from desktop.vault.kinds.consent import CONSENT
from tests import every_field

WHO = "somebody who may"


def test_of_a_consent_with_every_field_filled_only_who_decides_is_left() -> None:
    whole = every_field.filled(Consent)
    assert len(list(texts_of(CONSENT, whole))) > 3
    derived = derived_consent([whole], new_id(), new_id(), WHO)
    assert {each.text for each in texts_of(CONSENT, derived)} <= {WHO}
