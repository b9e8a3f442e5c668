"""Every package that lies there for other readers gets the answer that its page says."""

from __future__ import annotations

import json

import pytest

from desktop.crypto.sshkey import parse_public_key
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving.read import verify_package
from desktop.model.identity import Party
from tests.unit.handoff.vectors import ANSWERS, FOLDER, PAGE, VECTORS, WHO, Vector, kept_forge, page

RENEW = "python -m tests.unit.handoff.vectors"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_a_package_gets_the_answer_of_its_page(vector: Vector) -> None:
    who = json.loads((FOLDER / WHO).read_text("ascii"))
    trust = trust_party(Party(parse_public_key(who["trusted"]).fingerprint, "sender"))
    path, keys = FOLDER / f"{vector.name}.age", [kept_forge().identity]
    if vector.answer == "read":
        assert verify_package(path, keys, trust, who["reader"]).document.records, RENEW
        return
    with pytest.raises(ANSWERS[vector.answer]) as raised:
        verify_package(path, keys, trust, who["reader"])
    others = {kind for answer in ANSWERS.keys() - {vector.answer} for kind in ANSWERS[answer]}
    assert type(raised.value) not in others


def test_the_page_lists_what_lies_there() -> None:
    assert PAGE.read_text("utf-8") == page(), RENEW
    assert {each.stem for each in FOLDER.glob("*.age")} == {each.name for each in VECTORS}
