"""A package brings a newer version of the interview that somebody is typing into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop import canonical
from desktop.model.interview import InterviewDocument, PriorAccount, Utterance
from desktop.model.phases import Phase
from desktop.model.version import RecordKind, RecordVersion
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, type_into
from tests.unit.vault.made import add, built_on
from ui.interviews.account.phase import WritingPage
from ui.interviews.interview_page import InterviewPage

INTERVIEW = RecordKind.INTERVIEW
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
    vault.versions.receive(version.data, "pkg")
    return version


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
    bench.ask(
        lambda vault: receive(
            vault,
            record,
            lambda body: replace(
                body, interview=replace(body.interview, prior_accounts=(arrived,))
            ),
        )
    )
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
