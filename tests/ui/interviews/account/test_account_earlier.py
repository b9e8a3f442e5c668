"""Any earlier draft of an account can be read and used again, and nothing is lost by it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMenu

from desktop.model.interview import INTERVIEW_KIND, Utterance
from desktop.model.phases import Phase
from desktop.reading.earlier import EARLIER_ACCOUNT, earlier
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.interviews.account.earlier_dialog import EarlierDialog
from ui.interviews.account.menu import add_turns
from ui.interviews.account.phase import WritingPage

LONG = "Яны прыйшлі а пятай раніцы. " * 20


def texts(bench: Bench, record: str) -> list[list[str]]:
    return [[u.text for u in each.utterances] for each in bench.ask(lambda v: earlier(v, record))]


def dialog_of(bench: Bench, writing: WritingPage) -> EarlierDialog:
    menu = QMenu()
    add_turns(menu, writing.editor)
    [action] = [each for each in menu.actions() if each.objectName() == "earlier-drafts"]
    action.trigger()
    bench.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EarlierDialog)
    return dialog


def test_an_earlier_draft_is_read_and_used_again(bench: Bench) -> None:
    account = (Utterance("a", text=LONG), Utterance("b", text="Двое."))
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.ask(lambda vault: vault.interviews.save_utterances(record, account))
    page = bench.open(record, Phase.ACCOUNT)
    [writing] = page.findChildren(WritingPage)
    editor = writing.editor
    dialog = dialog_of(bench, writing)
    assert not dialog.use.isEnabled()
    dialog.reject()
    editor.insertPlainText(" Трое.")
    page.draft.save_now()
    editor.insertPlainText(" Чацвёра.")
    page.draft.save_now()
    assert texts(bench, record) == [[LONG, "Двое."]], "once an hour"
    editor.selectAll()
    editor.delete_text()
    editor.insertPlainText("Іншае.")
    page.draft.save_now()
    assert texts(bench, record)[0] == [LONG, "Двое. Трое. Чацвёра."], "before much is lost"
    bench.ask(lambda vault: vault.versions.cut(INTERVIEW_KIND, record, "sent"))
    dialog = dialog_of(bench, writing)
    assert dialog.model.rowCount() == 2
    assert "Чацвёра." in dialog.page.toPlainText()
    assert dialog.model.index(0).data().startswith(dialog_day(bench, record))
    dialog.use.click()
    bench.settle()
    assert [u.text for u in editor.account()] == [LONG, "Двое. Трое. Чацвёра."]
    assert [u.id for u in editor.account()] == ["a", "b"]
    assert ["Іншае."] in texts(bench, record), "what stood there is kept"
    editor.undo()
    assert [u.text for u in editor.account()] == ["Іншае."]
    assert bench.ask(lambda vault: vault.drafts.unfinished()) == []
    page.draft.save_now()


def dialog_day(bench: Bench, record: str) -> str:
    from ui.interviews.labels import day

    return day(bench.ask(lambda vault: earlier(vault, record))[0].at)


def test_the_oldest_goes_beyond_so_many(bench: Bench) -> None:
    def keep(vault: Vault) -> list[str]:
        from desktop.model.earlier_account import EarlierAccount
        from desktop.model.kept_draft import KeptDraft
        from desktop.model.values.moment import Moment

        for hour in range(5):
            at = Moment(f"2026-05-01T0{hour}:00:00.000Z", 0)
            text = (Utterance("a", text=str(hour)),)
            draft = KeptDraft(EarlierAccount(at, "Ян", text))
            vault.drafts.keep_earlier(EARLIER_ACCOUNT, "i", draft, at, most=3)
        vault.drafts.keep_earlier(EARLIER_ACCOUNT, "other", draft, at, most=3)
        kept = vault.drafts.earlier(EARLIER_ACCOUNT, "i")
        return [each.utterances[0].text for each in kept]

    assert bench.ask(keep) == ["4", "3", "2"]
    last = bench.ask(lambda vault: vault.drafts.last_earlier(EARLIER_ACCOUNT, "i"))
    assert last == "2026-05-01T04:00:00.000Z"
    assert bench.ask(lambda vault: vault.drafts.last_earlier(EARLIER_ACCOUNT, "none")) == ""
