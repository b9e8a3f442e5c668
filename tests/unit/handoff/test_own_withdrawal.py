"""A withdrawal recorded here is one's own word, whoever withdrew before; and what is kept unread
breaks nothing that a person looks at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop import canonical
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import CONSENT_KIND, Refusal
from desktop.model.media import MEDIA_KIND
from desktop.model.owned_id import consent_id_of
from tests.authors import invented
from tests.unit.handoff.ends import USE, Ends, Vaults, interview, receipted
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.sender import SENDER
from tests.unit.handoff.test_newer import consent_of, future, take
from tests.unit.handoff.test_whose_word_counts import all_yes, decision, said, send

STRANGER = invented("stranger")
EITHER = pytest.mark.parametrize("author", [SENDER, STRANGER], ids=["known", "stranger"])


@EITHER
def test_who_withdrew_first_takes_back_nobody_elses_withdrawal(ends: Ends, author: str) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    own = consent_id_of(made.id)
    gone = said(CONSENT_KIND, own, replace(all_yes(made), withdrawn_at=NOON), author=author)
    send(ends, CONSENT_KIND, own, gone)
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
    ends.office.consents.withdraw(made.id, "by telephone")
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), [sha256(gone)], author))
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN


@EITHER
def test_nor_does_who_withdrew_it_unread(ends: Vaults, author: str) -> None:
    made = interview(ends.office)
    own = consent_id_of(made.id)
    closes = {"interviews": [made.id], "withdrawn_at": canonical.to_plain(NOON), "erased_at": None}
    body = replace(all_yes(made), withdrawn_at=NOON)
    gone = future(CONSENT_KIND, own, body, needs=["masks"], closes=closes, author=author)
    take(ends, (CONSENT_KIND, own, gone))
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
    ends.office.consents.withdraw(made.id, "said so")
    send(ends, CONSENT_KIND, own, said(CONSENT_KIND, own, all_yes(made), [sha256(gone)], author))
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN


def test_a_second_withdrawal_of_ones_own_changes_nothing(ends: Vaults) -> None:
    made = interview(ends.office)
    ends.office.consents.withdraw(made.id, "said so")
    once = ends.office.consents.history(made.id)
    ends.office.consents.withdraw(made.id, "said so again")
    assert ends.office.consents.history(made.id) == once


@pytest.mark.parametrize("body", [{"all": "new"}, {"withdrawn_at": 5}, {"id": [], "answers": 7}])
def test_the_history_of_consent_goes_by_what_is_kept_unread(
    ends: Vaults, body: dict[str, Any]
) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    own, _, parents = consent_of(ends.office, made)
    before = ends.office.consents.history(made.id)
    newer = future(CONSENT_KIND, own, body, parents=parents, needs=["masks"])
    take(ends, (CONSENT_KIND, own, newer), grounds=(made.id,))
    assert ends.office.consents.history(made.id) == before


@pytest.mark.parametrize("word", ["held-back", "keep", "withdrawn"])
def test_no_code_of_an_answer_is_read_as_another_word(ends: Vaults, word: str) -> None:
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    own = consent_id_of(made.id)
    body = canonical.to_plain(all_yes(made))
    body["answers"].append({**body["answers"][0], "purpose": word, "recipient": word})
    send(ends, CONSENT_KIND, own, future(CONSENT_KIND, own, body))
    assert decision(ends.office, made).allowed
    assert ends.office.consents.beside(made.id).versions


@EITHER
def test_anothers_tombstone_holds_no_photo_back_unseen(ends: Vaults, author: str) -> None:
    """The plan counted it, and it stayed without a word."""
    made = interview(ends.office, "W-1", files=[b"photo bytes"])
    (photo,) = ends.office.interviews.attachments(made.id)
    closes = {"interviews": [], "withdrawn_at": None, "erased_at": canonical.to_plain(NOON)}
    gone = future(MEDIA_KIND, photo.media_id, {"x": 1}, closes=closes, author=author)
    take(ends, (MEDIA_KIND, photo.media_id, gone), grounds=(made.id,))
    assert ends.office.versions.erased([photo.media_id]) == {}
    plan = plan_package(ends.office, ends.researcher.identity.fingerprint, USE)
    written = write_package(ends.office, plan, ends.stick)
    sent = ends.office.packages.get_sent(written.package_id).document
    assert plan.counts.files == len(list(sent.media)) == 1
