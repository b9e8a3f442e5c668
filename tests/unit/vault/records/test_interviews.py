"""An interview from plan to seal: what is open when, and that no word is ever dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.crypto import sshsig
from desktop.errors import NoSuchRecord, RecordClosed, RecordSealed
from desktop.model.consent import Purpose
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.interview import (
    Basis,
    Closed,
    Interview,
    Mode,
    PriorAccount,
    PriorAccounts,
    Safety,
    Speaker,
    State,
    Utterance,
    UtteranceKind,
)
from desktop.model.media import Attachment
from desktop.model.person import NameForm, NameKind, Person
from desktop.model.values.moment import Moment
from desktop.vault import SEAL_NAMESPACE, InterviewFilter, Vault
from desktop.vault.store.connection import Database
from tests.examples import examples
from tests.support import consent_to, open_interview


def said(text: str) -> Utterance:
    return Utterance(new_id(), text=text)


def planned(vault: Vault) -> Interview:
    return vault.interviews.new("W-001", vault.people.new("P-1", ()).id, "be")


def test_a_person_comes_back_with_every_form_of_the_name(vault: Vault) -> None:
    names = (
        NameForm("Янка Прыдуманы"),
        NameForm("Janka Prydumany", "Latn", "be", NameKind.PASSPORT),
    )
    person = vault.people.new("P-1", names)
    assert vault.people.get(person.id) == person
    changed = replace(person, names=names[::-1], born="1980-05", note="выдуманы")
    vault.people.save(changed)
    assert vault.people.all() == [changed]
    with pytest.raises(NoSuchRecord):
        vault.people.save(Person("nobody", Moment.now(), "P-9"))


def test_the_plan_comes_back_as_it_was_saved(vault: Vault) -> None:
    interview = replace(
        planned(vault),
        mode=Mode.FULL,
        full_reason="прычына",
        planned_for="2026-12-01",
        prior_accounts_answer=PriorAccounts.YES,
        prior_accounts=(PriorAccount("a partner", "spring 2021", True, False, "na papery"),),
    )
    vault.interviews.save(interview)
    assert vault.interviews.get(interview.id) == interview


def test_a_form_frozen_before_the_account_was_opened_does_not_close_it(vault: Vault) -> None:
    opened = open_interview(vault)
    stale = replace(opened, state=State.PLANNED, opened_at=None, purpose="written meanwhile")
    vault.interviews.save(stale)
    stored = vault.interviews.get(opened.id)
    assert (stored.state, stored.opened_at) == (State.UNDER_WAY, opened.opened_at)
    assert stored.purpose == "written meanwhile"


def test_the_account_opens_only_when_every_rule_is_kept(vault: Vault) -> None:
    interview = planned(vault)
    vault.interviews.save(replace(interview, mode=Mode.FULL))
    vault.interviews.save_safety(Safety(interview.id, ("child",)))
    assert vault.interviews.reasons_closed(interview.id) == (
        Closed.FULL_NEEDS_REASON,
        Closed.PRIOR_ACCOUNTS_NOT_ASKED,
        Closed.TRAINING_NOT_STATED,
        Closed.NO_CONSENT_TO_KEEP,
    )
    with pytest.raises(RecordClosed, match="prior-accounts-not-asked"):
        vault.interviews.open_account(interview.id)
    with pytest.raises(RecordClosed):
        vault.interviews.save_utterances(interview.id, [said("too early")])
    vault.interviews.save(replace(interview, prior_accounts_answer=PriorAccounts.NO))
    vault.interviews.save_safety(Safety(interview.id, ("child",), training_stated=True))
    vault.consents.save(consent_to(interview.id, Purpose.KEEP))
    opened = vault.interviews.open_account(interview.id)
    assert opened.state is State.UNDER_WAY
    assert opened.opened_at is not None
    assert vault.interviews.open_account(interview.id) == opened


def test_words_are_kept_even_when_a_rule_closes_later(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.interviews.save_safety(Safety(interview.id, ("trauma",)))
    vault.consents.withdraw(interview.id, "changed their mind")
    assert vault.interviews.reasons_closed(interview.id)
    words = (said("still spoken"),)
    vault.interviews.save_utterances(interview.id, words)
    assert vault.interviews.utterances(interview.id) == words


def test_every_field_of_an_utterance_comes_back(vault: Vault) -> None:
    interview = open_interview(vault)
    utterance = Utterance(
        new_id(),
        Speaker.INTERPRETER,
        UtteranceKind.QUOTE,
        "ru",
        Basis.TOLD_BY,
        "суседка",
        "радок\n\nдругі \u0000 радок «ў»",
        Moment.now(),
    )
    vault.interviews.save_utterances(interview.id, [utterance])
    assert vault.interviews.utterances(interview.id) == (utterance,)


def changes(db: Database) -> int:
    """Rows written over this connection so far."""
    [(count,)] = db.all("SELECT total_changes()")
    return int(count)


def test_saving_the_same_words_again_writes_nothing(vault: Vault, db: Database) -> None:
    interview = open_interview(vault)
    words = [said(f"sentence {n}") for n in range(20)]
    vault.interviews.save_utterances(interview.id, words)
    before = changes(db)
    vault.interviews.save_utterances(interview.id, words)
    assert changes(db) == before
    words[7] = replace(words[7], text="another")
    vault.interviews.save_utterances(interview.id, words)
    assert changes(db) - before < 30


WORDS = st.sampled_from(["адзін", "два", "тры", "чатыры", "пяць"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(15))
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 7), WORDS), unique_by=lambda pair: pair[0]), max_size=6
    )
)
def test_any_sequence_of_edits_ends_as_the_last_one_says(
    vault: Vault, edits: list[list[tuple[int, str]]]
) -> None:
    interview = open_interview(vault)
    for edit in edits:
        words = tuple(Utterance(f"{interview.id}-{n}", text=text) for n, text in edit)
        vault.interviews.save_utterances(interview.id, words)
        assert vault.interviews.utterances(interview.id) == words
        for _, text in edit:
            hits = [h for h in vault.search.find(text, 1000) if h.record_id == interview.id]
            assert {h.place_id for h in hits} == {u.id for u in words if u.text == text}


def test_an_utterance_belongs_to_one_interview(vault: Vault) -> None:
    first, second = open_interview(vault, "W-1"), open_interview(vault, "W-2")
    words = [said("mine")]
    vault.interviews.save_utterances(first.id, words)
    vault.interviews.save_utterances(second.id, words)
    with pytest.raises(ValueError):
        vault.interviews.save_utterances(first.id, [*words, *words])
    vault.interviews.save_utterances(second.id, ())
    assert vault.interviews.utterances(first.id) == tuple(words)
    assert [hit.record_id for hit in vault.search.find("mine")] == [first.id]


def test_a_sealed_interview_takes_no_change(vault: Vault) -> None:
    interview = open_interview(vault)
    words = (said("read back and right"),)
    vault.interviews.save_utterances(interview.id, words)
    vault.interviews.seal(interview.id)
    sealed = vault.interviews.get(interview.id)
    assert sealed.state is State.SEALED
    assert sealed.closed_at is not None
    for change in (
        lambda: vault.interviews.save(replace(sealed, purpose="x")),
        lambda: vault.interviews.save_utterances(interview.id, ()),
        lambda: vault.interviews.save_attachments(interview.id, ()),
        lambda: vault.interviews.open_account(interview.id),
        lambda: vault.interviews.seal(interview.id),
    ):
        with pytest.raises(RecordSealed):
            change()
    assert vault.interviews.utterances(interview.id) == words
    vault.interviews.save_safety(Safety(interview.id, risk_person="changes after the seal too"))


def test_only_an_opened_account_is_sealed(vault: Vault) -> None:
    with pytest.raises(RecordClosed):
        vault.interviews.seal(planned(vault).id)


def test_the_seal_is_a_signature_that_stock_tools_check(vault: Vault) -> None:
    interview = open_interview(vault)
    version = vault.interviews.seal(interview.id)
    seal = vault.versions.seal_of(version.id)
    assert seal is not None
    key = sshsig.verify(seal.signature, version.data, SEAL_NAMESPACE)
    assert key.fingerprint == vault.identity.fingerprint == seal.signer
    kinds = [event.kind for event in vault.custody.events(interview.id)]
    assert kinds[-1] is CustodyKind.DIGITAL_SIGNATURE_GENERATION


def test_safety_is_in_no_version(vault: Vault) -> None:
    interview = open_interview(vault)
    vault.interviews.save_safety(
        Safety(interview.id, ("child",), True, risk_relatives="сваякі-знак")
    )
    assert "сваякі-знак".encode() not in vault.interviews.seal(interview.id).data


def test_attachments_keep_their_order_and_captions(vault: Vault, db: Database) -> None:
    interview = open_interview(vault)
    with pytest.raises(NoSuchRecord):
        vault.interviews.attach(interview.id, "no such file")
    files = tuple(Attachment(new_id(), f"m{n}", f"подпіс {n}") for n in range(3))
    vault.interviews.save_attachments(interview.id, files[::-1])
    assert vault.interviews.attachments(interview.id) == files[::-1]
    assert vault.interviews.document(interview.id).attachments == files[::-1]


def test_summaries_come_in_pages_newest_first(vault: Vault) -> None:
    person = vault.people.new("P-1", (NameForm("Янка Прыдуманы"),))
    made = [vault.interviews.new(f"W-{n:03}", person.id, "be") for n in range(7)]
    made.sort(key=lambda i: (i.created_at.utc, [-ord(c) for c in i.id]), reverse=True)
    pages = [
        s.code for offset in (0, 3, 6) for s in vault.interviews.summaries(offset=offset, limit=3)
    ]
    assert pages == [interview.code for interview in made]
    assert vault.interviews.count() == 7
    first = vault.interviews.summaries(limit=1)[0]
    assert (first.person_label, first.consent, first.files) == ("Янка Прыдуманы", "none", 0)
    assert (first.handoff, first.has_branches) == ("not-sent", False)


def test_summaries_are_filtered(vault: Vault) -> None:
    opened = open_interview(vault, "Горад-7")
    other = vault.interviews.new("W-2", vault.people.new("P-2", (NameForm("Ўладзя"),)).id, "ru")

    def codes(chosen: InterviewFilter) -> list[str]:
        found = [s.code for s in vault.interviews.summaries(chosen)]
        assert len(found) == vault.interviews.count(chosen)
        return found

    assert codes(InterviewFilter(state=State.UNDER_WAY)) == [opened.code]
    assert codes(InterviewFilter(person_id=other.person_id)) == ["W-2"]
    assert codes(InterviewFilter(language="ru")) == ["W-2"]
    assert codes(InterviewFilter(text="горад")) == [opened.code]
    assert codes(InterviewFilter(text="уладз")) == ["W-2"]
    assert codes(InterviewFilter(text="няма")) == []
    vault.people.new("P-\x1e-3", (NameForm("a\x1eb"),))
    vault.interviews.save(replace(other, code="W\x1e2"))
    assert codes(InterviewFilter(text="уладз")) == ["W\x1e2"]
    assert codes(InterviewFilter(state=State.SEALED, text="w")) == []


def test_no_interview_no_answer(vault: Vault) -> None:
    for ask in (
        vault.interviews.get,
        vault.interviews.document,
        vault.interviews.seal,
        vault.interviews.reasons_closed,
    ):
        with pytest.raises(NoSuchRecord):
            ask("nothing")


@pytest.mark.parametrize("text", ["W", "ў", "\x1e", "", "W\x1e2", "'"])
def test_one_letter_in_the_search_of_an_empty_list_finds_nothing(vault: Vault, text: str) -> None:
    assert vault.interviews.summaries(InterviewFilter(text=text), 0, 10) == []
    assert vault.interviews.count(InterviewFilter(text=text)) == 0


def test_an_interview_without_code_or_names_breaks_no_search(vault: Vault) -> None:
    made = vault.interviews.new("W-1", vault.people.new("", ()).id, "be")
    vault.interviews.save(replace(made, code=""))
    assert vault.interviews.summaries(InterviewFilter(text="W"), 0, 10) == []
    assert vault.interviews.count(InterviewFilter()) == 1
