"""A package brings a newer version of the interview that somebody is typing into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from desktop import canonical
from desktop.model.interview import (
    INTERVIEW_KIND,
    InterviewDocument,
    PriorAccount,
    PriorAccounts,
    State,
    Utterance,
)
from desktop.model.phases import Phase
from desktop.model.version import RecordVersion
from desktop.vault import Vault
from tests.authors import arrive
from tests.support import open_interview
from tests.ui.room_bench import Bench, child, type_into
from tests.unit.vault.made import add, built_on
from ui.interviews.account.phase import WritingPage
from ui.interviews.interview_page import InterviewPage

INTERVIEW = INTERVIEW_KIND
ACCOUNT = (Utterance("a", text="адказ"), Utterance("b", text="другі"))

Change = Callable[[InterviewDocument], InterviewDocument]


def sent_interview(vault: Vault) -> str:
    """An interview that went out: its tables are equal to a version."""
    record = open_interview(vault).id
    vault.interviews.attach(record, add(vault, b"photo").id, "подпіс")
    vault.interviews.save_utterances(record, ACCOUNT)
    vault.versions.cut(INTERVIEW, record, "sent")
    return record


def receive(vault: Vault, record: str, change: Change) -> RecordVersion:
    """Take in what somebody else made of the newest version."""
    (head,) = vault.versions.heads(record)
    body = canonical.from_plain(head.document.body, InterviewDocument)
    version = built_on(head, change(body))
    arrive(vault, version.data, "pkg")
    return version


def earlier(account: PriorAccount) -> Change:
    """An interview in which this account was given before."""
    return lambda body: replace(
        body,
        interview=replace(
            body.interview,
            prior_accounts_answer=PriorAccounts.YES,
            prior_accounts=(account,),
        ),
    )


def opened(bench: Bench, phase: Phase) -> tuple[str, InterviewPage]:
    record = bench.ask(sent_interview)
    return record, bench.open(record, phase)


def editor_of(page: InterviewPage) -> WritingPage:
    found = page.page(Phase.ACCOUNT).findChild(WritingPage)
    assert isinstance(found, WritingPage)
    return found


def account_of(bench: Bench, record: str) -> dict[str, str]:
    return {u.id: u.text for u in bench.ask(lambda vault: vault.interviews.utterances(record))}


def test_words_typed_over_an_account_that_arrived_take_none_of_its_turns_away(
    bench: Bench,
) -> None:
    record, page = opened(bench, Phase.ACCOUNT)
    type_into(editor_of(page).editor, " дапісана")
    more = Utterance("c", text="прыйшло")
    bench.ask(
        lambda vault: receive(
            vault, record, lambda body: replace(body, utterances=(*body.utterances, more))
        )
    )
    page.draft.save_now()
    assert account_of(bench, record) == {"a": "адказ", "b": "другі дапісана", "c": "прыйшло"}


def test_earlier_accounts_of_both_sides_are_kept(bench: Bench) -> None:
    record, page = opened(bench, Phase.PLAN)
    typed, arrived = PriorAccount("typed"), PriorAccount("arrived")
    page.draft.set_interview(prior_accounts=(typed,))
    bench.ask(lambda vault: receive(vault, record, earlier(arrived)))
    page.draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert set(stored.prior_accounts) == {typed, arrived}


def test_a_caption_that_arrived_is_not_taken_back_by_another_that_was_typed(
    bench: Bench,
) -> None:
    record = bench.ask(sent_interview)
    bench.ask(lambda vault: vault.interviews.attach(record, add(vault, b"second").id))
    bench.ask(lambda vault: vault.versions.cut(INTERVIEW, record, "sent").id)
    page = bench.open(record, Phase.FILES)
    first, second = page.draft.opened.attachments
    page.draft.set_attachments((first, replace(second, caption="typed")))
    bench.ask(
        lambda vault: receive(
            vault,
            record,
            lambda body: replace(
                body, attachments=(replace(first, caption="arrived"), body.attachments[1])
            ),
        )
    )
    page.draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.attachments(record))
    assert [each.caption for each in stored] == ["arrived", "typed"]


def test_what_arrived_is_shown_with_the_typed_words_and_the_cursor_where_it_was(
    bench: Bench,
) -> None:
    record, page = opened(bench, Phase.ACCOUNT)
    editor = editor_of(page).editor
    type_into(editor, " дапісана")
    more = Utterance("c", text="прыйшло раней")
    bench.ask(
        lambda vault: receive(
            vault, record, lambda body: replace(body, utterances=(more, *body.utterances))
        )
    )
    editor.show_utterance("a", 2)
    bench.settle()
    shown = editor_of(page).editor
    assert (shown.left_at().utterance_id, shown.left_at().within) == ("a", 2)
    assert [u.id for u in shown.account()] == ["c", "a", "b"]
    type_into(shown, "!")
    page.draft.save_now()
    expected = {"a": "ад!каз", "b": "другі дапісана", "c": "прыйшло раней"}
    assert account_of(bench, record) == expected
    assert bench.interviews().banner.title == ""


def test_earlier_accounts_that_arrived_are_shown_at_once_where_nothing_is_typed(
    bench: Bench,
) -> None:
    record, page = opened(bench, Phase.SAFETY)
    arrived = PriorAccount("прыйшло")
    bench.ask(lambda vault: receive(vault, record, earlier(arrived)))
    bench.settle()
    assert page.draft.opened.interview.prior_accounts == (arrived,)
    boxes = page.page(Phase.SAFETY).findChildren(QLineEdit)
    assert "прыйшло" in {box.text() for box in boxes}


def test_whoever_types_a_plan_goes_on_in_the_same_field_after_an_arrival(bench: Bench) -> None:
    record, page = opened(bench, Phase.PLAN)
    type_into(child(page, QLineEdit, "Code"), "7")
    bench.ask(lambda vault: receive(vault, record, earlier(PriorAccount("прыйшло"))))
    page.draft.save_now()
    bench.settle()
    shown = child(page.page(Phase.PLAN), QLineEdit, "Code")
    assert shown.hasFocus()
    type_into(shown, "8")
    page.draft.save_now()
    stored = bench.ask(lambda vault: vault.interviews.get(record))
    assert stored.code == "W-00178"
    assert stored.prior_accounts == (PriorAccount("прыйшло"),)


def test_whoever_types_over_words_that_arrived_is_told_and_both_are_kept(bench: Bench) -> None:
    record, page = opened(bench, Phase.ACCOUNT)
    type_into(editor_of(page).editor, " дапісана")
    first, second = ACCOUNT
    arrived = bench.ask(
        lambda vault: receive(
            vault,
            record,
            lambda body: replace(body, utterances=(first, replace(second, text="прыйшло"))),
        )
    )
    page.draft.save_now()
    bench.settle()
    assert account_of(bench, record)["b"] == "другі дапісана"
    assert "Others changed the same text" in bench.interviews().banner.title
    kept = bench.ask(lambda vault: vault.versions.history(record))
    assert arrived.id in {version.id for version in kept}
    type_into(editor_of(page).editor, "!")
    page.draft.save_now()
    assert account_of(bench, record)["b"] == "другі дапісана!"


def test_words_typed_while_a_seal_arrives_are_kept_and_this_is_said(bench: Bench) -> None:
    record, page = opened(bench, Phase.ACCOUNT)
    type_into(editor_of(page).editor, " позна")
    bench.ask(
        lambda vault: receive(
            vault,
            record,
            lambda body: replace(body, interview=replace(body.interview, state=State.SEALED)),
        )
    )
    page.draft.save_now()
    bench.settle()
    assert not page.unsaved()
    assert "sealed while you were writing" in bench.interviews().banner.title
    assert editor_of(page).editor.isReadOnly()
    assert account_of(bench, record)["b"] == "другі"
    heads = bench.ask(lambda vault: vault.versions.heads(record))
    assert any("другі позна" in str(head.document.body) for head in heads)
