"""In which form a recipient is shown something, and when that is as it was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.model.consent import Decision, Identification, RecipientKind
from desktop.model.consent.showing import Family, Places
from desktop.showing import Form, form_of
from tests.unit.showing.made import BY_CODE, FULL, LEAST


def test_only_what_hides_nothing_is_as_told() -> None:
    assert FULL.as_told
    assert replace(FULL, places=Places.NOT_ASKED, family=Family.NOT_ASKED).as_told
    assert not any(
        each.as_told
        for each in (
            BY_CODE,
            LEAST,
            replace(FULL, places=Places.REGION),
            replace(FULL, family=Family.RELATION),
            replace(FULL, places=Places("of-a-later-release")),
            replace(FULL, named=Identification.NOT_ASKED),
            replace(FULL, named=Identification("of-a-later-release")),
        )
    )


def test_what_was_not_asked_is_the_same_form_as_what_is_told_as_said() -> None:
    unasked = replace(BY_CODE, places=Places.NOT_ASKED, family=Family.NOT_ASKED, files=False)
    assert unasked.key == BY_CODE.key == "un-mechanism/code/as-said/as-said"
    assert LEAST.key == "public/nothing/nothing/nothing"


@pytest.mark.parametrize("named", list(Identification))
def test_the_form_is_what_the_gate_lets_out(named: Identification) -> None:
    form = form_of(Decision(None, named, files=True), RecipientKind.PUBLIC)
    assert form == Form(RecipientKind.PUBLIC, named, form.places, form.family, files=True)
