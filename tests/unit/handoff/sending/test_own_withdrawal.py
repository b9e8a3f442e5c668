"""A withdrawal recorded here is one's own word, whoever withdrew before; and what is kept unread
breaks nothing that a person looks at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop import canonical
from desktop.errors import RecordClosed
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import CONSENT_KIND, Consent, Refusal
from desktop.model.ids import new_id
from desktop.model.media import MEDIA_KIND
from desktop.model.owned_id import consent_id_of
from desktop.model.version import VersionDocument
from tests.authors import invented
from tests.unit.handoff.ends import USE, Ends, Vaults, interview, receipted
from tests.unit.handoff.forge import NOON, sha256
from tests.unit.handoff.receiving.test_newer import consent_of, future, take
from tests.unit.handoff.receiving.test_whose_word_counts import all_yes, decision, said, send
from tests.unit.handoff.sender import SENDER, Sender, entry_of

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


def test_what_another_restricted_is_restricted_here_as_well(ends: Vaults) -> None:
    """Else whoever restricted it could lift that alone, though the person asked here, too."""
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    ends.researcher.consents.restrict(made.id, "asked")
    receive_package(ends.office, ends.write().path)
    ends.office.consents.restrict(made.id, "asked the office as well")
    ends.researcher.consents.lift_restriction(made.id, "asked for")
    receive_package(ends.office, ends.write().path)
    assert decision(ends.office, made).refusal is Refusal.RESTRICTED


def test_deciding_settles_nothing_that_nobody_here_read(ends: Vaults) -> None:
    made = interview(ends.office)
    own = consent_id_of(made.id)
    take(ends, (CONSENT_KIND, own, future(CONSENT_KIND, own, all_yes(made), needs=["masks"])))
    shown = ends.office.consents.for_interview(made.id)
    assert shown is not None
    unread = [version.id for version, _says in ends.office.consents.beside(made.id).versions]
    with pytest.raises(RecordClosed):
        ends.office.consents.decide(shown, shown, unread)
    assert decision(ends.office, made).refusal is Refusal.KEPT_UNREAD


def test_what_closes_all_interviews_of_a_consent_tells_each_once(ends: Vaults) -> None:
    """Of n interviews under one consent's id and n withdrawals that name none, n rows."""
    other, count = new_id(), 12
    gone = [
        (CONSENT_KIND, other, said(CONSENT_KIND, other, withdrawn(other, new_id())))
        for _ in range(count)
    ]
    closes = {"interviews": [], "withdrawn_at": canonical.to_plain(NOON), "erased_at": None}
    later = [
        (CONSENT_KIND, other, future(CONSENT_KIND, other, {"x": number}, closes=closes))
        for number in range(count)
    ]
    sender = Sender(ends)
    grounds = [sender.interview_id]
    entries = [entry_of(*each, *_about(each[2], grounds)) for each in (*gone, *later)]
    receive_package(ends.office, sender.package(ends.stick / "x.age", entries))
    rows = ends.office.custody.events()
    told = [each for each in rows if each.detail.get("state") == "withdrawn"]
    assert len(told) == count


def withdrawn(consent_id: str, interview_id: str) -> Consent:
    return Consent(consent_id, interview_id, NOON, withdrawn_at=NOON)


def _about(data: bytes, grounds: list[str]) -> list[str]:
    """What a version is listed as resting on: what its body names, else the sender's own."""
    body = canonical.decode(data, VersionDocument, newer=True).body
    return [body["interview_id"]] if "interview_id" in body else grounds
