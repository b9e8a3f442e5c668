"""The whole journey in the real window: ``python -m tests.journey.window_journey OUT PHOTOS``.

Two vaults are made on the start screen, cards change hands, an interview is planned, consented
to, written, illustrated, read back, sealed, printed and packed; the office receives it and its
receipt comes back. The passphrase comes on standard input; every text typed is a canary, so
that whoever watches this process from outside (canary and silence tests) knows what must be
nowhere. Its vaults open in microseconds. Prints one line of JSON: what the vaults say in the end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtWidgets import QWidget

from desktop.bugreport import harden_process
from desktop.crypto import kdf
from desktop.errors import SkryniaError
from desktop.i18n import set_language
from desktop.model.consent import Answer, HowGiven, Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.model.interview import PriorAccounts, State, UtteranceKind
from desktop.model.phases import Phase
from desktop.settings import Language, Settings, save_settings
from desktop.vocabulary.consent_matrix import cells
from tests.journey import hands
from tests.journey.canary_fill import text
from tests.journey.places import Places
from tests.support import AS_TOLD, CHEAP_COST
from ui.app import application, build
from ui.controller import Controller
from ui.handoff.compare import CompareSheet
from ui.handoff.page import HandoffPage
from ui.interviews.account.closed import ClosedAccount
from ui.interviews.account.phase import AccountPhase, WritingPage
from ui.interviews.close import ClosePhase
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.files import FilesPhase
from ui.interviews.interview_page import InterviewPage
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.interviews.page import InterviewsPage
from ui.interviews.print_dialog import PrintDialog
from ui.interviews.read_back import ReadBackPhase
from ui.interviews.safety import SafetyPhase
from ui.settings.page import SettingsPage
from ui.settings.ways_in.sheet_dialog import SheetDialog
from ui.start.new_vault import NewVaultPage
from ui.start.screen import StartScreen
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.tone import Tone

P = TypeVar("P", bound=QWidget)


class Walker:
    """Somebody who works with the program, from first start to receipt."""

    def __init__(self, controller: Controller, places: Places, passphrase: str) -> None:
        self._controller = controller
        self._window = controller.window
        self._places = places
        self._passphrase = passphrase

    # -- vaults -----------------------------------------------------------------------------

    def make_vault(self, name: str, role: Role) -> None:
        """From the start screen to an open vault."""
        start = hands.shown(self._window, StartScreen)
        if start.page is not start.welcome:
            start.show_welcome()
        hands.click(start.welcome.new)
        page = hands.shown(self._window, NewVaultPage)
        hands.write(page.whose.owner.editor, text(f"Owner {name}"))
        hands.click(page.whose.role.button(role.value))
        hands.write(page.whose.name.editor, name)
        hands.click(page.whose.where.choose)
        hands.answer_file_dialog(self._window, self._places.out)
        hands.click(page.whose.next)
        hands.write(page.secret.new.first.edit, self._passphrase)
        hands.write(page.secret.new.again.edit, self._passphrase)
        hands.click(page.secret.button)
        hands.click(hands.shown(self._window, SheetDialog).back_button)

    def leave_vault(self) -> None:
        """Lock, and go to the start screen."""
        self._controller.lock()
        hands.wait_until(lambda: self._controller.shell is None, "the vault to close")
        lock = self._controller.lock_screen
        assert lock is not None
        hands.click(lock.other)

    def open_vault(self, name: str) -> None:
        """From the start screen, where the vault is known, with the passphrase typed."""
        from ui.start.unlock import UnlockPage

        start = hands.shown(self._window, StartScreen)
        start.show_unlock(self._places.out / f"{name}.skrynia")
        page = hands.shown(self._window, UnlockPage)
        hands.write(page.field.edit, self._passphrase)
        hands.click(page.button)
        hands.wait_until(lambda: self._controller.shell is not None, "the vault to open")

    # -- cards ------------------------------------------------------------------------------

    def save_card(self, name: str) -> None:
        """Settings → Save my card."""
        page = self._room("settings", SettingsPage)
        hands.click(page.identity.save_button)
        hands.answer_file_dialog(self._window, self._places.card(name))
        hands.wait_until(lambda: bool(page.identity.banner.title), "the card to be saved")

    def trust(self, name: str, kind: RecipientKind) -> None:
        """Send and receive → Contact cards: add, compare, trust."""
        self._handoff().cards()
        page = self._handoff().current
        assert page is not None
        from ui.handoff.cards_page import CardsPage

        cards = cast(CardsPage, page)
        hands.wait_until(lambda: hasattr(cards, "add_button"), "the cards")
        hands.click(cards.add_button)
        hands.answer_file_dialog(self._window, self._places.card(name))
        compare = hands.shown(self._window, CompareSheet)
        hands.choose(compare.kind, kind)
        hands.click(compare.same_button)
        hands.wait_until(lambda: any(known.usable for known in cards.known), "the trust")

    # -- the interview ----------------------------------------------------------------------

    def plan(self) -> InterviewPage:
        """A new interview with a new person, and what it is for."""
        page = self._room("interviews", InterviewsPage)
        page.new()
        dialog = hands.open_dialog(self._window, NewInterviewDialog)
        hands.wait_until(lambda: bool(dialog.code.text()), "a code")
        hands.write(dialog.name, text("NameForm.text"))
        hands.click(dialog.create_button)
        interview = hands.wait_for(lambda: page.open_page, "the interview")
        from PySide6.QtWidgets import QPlainTextEdit

        interview.show_phase(Phase.PLAN)
        for number, editor in enumerate(interview.page(Phase.PLAN).findChildren(QPlainTextEdit)):
            if editor.isEnabled():
                hands.type_text(editor, text(f"Plan {number}"))
        return interview

    def screen(self, interview: InterviewPage) -> None:
        """Safety: earlier accounts asked for, risks written down."""
        interview.show_phase(Phase.SAFETY)
        safety = cast(SafetyPhase, interview.page(Phase.SAFETY))
        hands.click(safety.prior_accounts.answer.button(PriorAccounts.NO.value))
        from PySide6.QtWidgets import QPlainTextEdit

        for number, editor in enumerate(safety.findChildren(QPlainTextEdit)):
            if editor.isEnabled() and editor.isVisible():
                hands.type_text(editor, text(f"Safety {number}"))

    def consent(self, interview: InterviewPage) -> None:
        """Yes to keeping, with the name, and to photographs."""
        interview.show_phase(Phase.CONSENT)
        phase = cast(ConsentPhase, interview.page(Phase.CONSENT))
        hands.wait_until(lambda: phase.form is not None, "the form")
        for purpose in (Purpose.KEEP, Purpose.PHOTOGRAPH):
            row = cells().index((purpose, RecipientKind.ORGANISATION))
            hands.click(phase.form.matrix.choice_of(row).button(Answer.YES.value))
        for way, code in AS_TOLD.items():
            hands.click(phase.form.for_all.choice_of(way).button(code))
        hands.click(phase.form.how.button(HowGiven.SIGNED.value))
        hands.type_text(phase.form.capacity, text("Consent"))
        hands.click(phase.save_button)
        hands.wait_until(lambda: not phase.undecided(), "the consent to be saved")

    def write_account(self, interview: InterviewPage) -> None:
        """Begin the account; two questions, two answers, each by its quick key."""
        interview.show_phase(Phase.ACCOUNT)
        phase = cast(AccountPhase, interview.page(Phase.ACCOUNT))
        hands.click(hands.shown(phase, ClosedAccount).begin_button)
        page = hands.shown(self._window, WritingPage)
        for number in range(2):
            for kind in (UtteranceKind.QUESTION, UtteranceKind.ANSWER):
                page.editor.begin_turn(kind)
                hands.type_text(page.editor, text(f"Utterance {kind} {number}"))
        interview.draft.save_now()
        hands.wait_until(lambda: not interview.unsaved(), "the words to be saved")

    def attach(self, interview: InterviewPage, photos: list[Path]) -> None:
        """Files: add photos with the dialog."""
        interview.show_phase(Phase.FILES)
        phase = cast(FilesPhase, interview.page(Phase.FILES))
        hands.click(phase.adding.add_button)
        hands.answer_files_dialog(self._window, photos)
        hands.wait_until(lambda: phase.model.count() == len(photos), "the photos")

    def read_back_and_seal(self, interview: InterviewPage) -> None:
        """Read back in Belarusian, then seal for good."""
        interview.show_phase(Phase.READ_BACK)
        phase = cast(ReadBackPhase, interview.page(Phase.READ_BACK))
        hands.choose(phase.language, "be")
        hands.write(phase.note, text("read_back_note"))
        interview.show_phase(Phase.CLOSE)
        hands.click(cast(ClosePhase, interview.page(Phase.CLOSE)).seal_button)
        hands.click(hands.open_dialog(self._window, ConfirmDialog).action_button)
        hands.wait_until(lambda: interview.draft.opened.interview.state is State.SEALED, "the seal")

    def print_summary(self, interview: InterviewPage) -> None:
        """Print the summary to a PDF."""
        interview.show_phase(Phase.CLOSE)
        hands.click(cast(ClosePhase, interview.page(Phase.CLOSE)).print_button)
        dialog = hands.open_dialog(self._window, PrintDialog)
        hands.click(dialog.naming.button("name"))
        hands.click(dialog.save_button)
        hands.answer_file_dialog(self._window, self._places.out / "asked.pdf")
        hands.wait_until(lambda: bool(dialog.banner.title), "the PDF")
        hands.click(dialog.back_button)

    def back_up(self) -> str:
        """Settings → back up to a new folder of backups; what is said of it."""
        page = self._room("settings", SettingsPage)
        hands.click(page.backups.new_button)
        dialog = hands.open_dialog(self._window, SaveDialog)
        hands.click(dialog.place.folder_button)
        hands.answer_file_dialog(self._window, self._places.out)
        hands.wait_until(dialog.save_button.isEnabled, "the folder to answer")
        hands.click(dialog.save_button)
        hands.wait_until(lambda: bool(page.backups.banner.title), "the backup")
        return page.backups.banner.title

    # -- handoff ----------------------------------------------------------------------------

    def write_package(self) -> str:
        """To whom → what → where → verified; what the last page says."""
        from ui.handoff.preview_step import PreviewStep
        from ui.handoff.recipient_step import RecipientStep
        from ui.handoff.target_step import TargetStep
        from ui.handoff.written_step import WrittenStep

        self._handoff().write()
        recipient = hands.shown(self._window, RecipientStep)
        hands.wait_until(lambda: recipient.purpose.count() > 0, "the cards")
        hands.choose(recipient.purpose, Purpose.KEEP.value)
        hands.click(recipient.next_button)
        preview = hands.shown(self._window, PreviewStep)
        assert preview.going_model.rowCount() == 1
        hands.click(preview.write_button)
        target = hands.shown(self._window, TargetStep)
        hands.click(target.place.folder_button)
        hands.answer_file_dialog(self._window, self._places.stick)
        hands.wait_until(target.write_button.isEnabled, "the folder to answer")
        hands.click(target.write_button)
        written = hands.shown(self._window, WrittenStep)
        said = written.said.text()
        hands.click(written.done_button)
        return said

    def receive(self) -> None:
        """Choose the package, look, take it in, write the receipt."""
        self._handoff().receive()
        from ui.handoff.receive_page import ReceivePage

        page = hands.shown(self._window, ReceivePage)
        hands.click(page.choose.choose_button)
        hands.answer_file_dialog(self._window, self._places.package)
        hands.click(hands.wait_for(lambda: page.take_button, "the look"))
        hands.click(hands.wait_for(lambda: page.receipt_button, "the taking in"))
        dialog = hands.open_dialog(self._window, SaveDialog)
        hands.wait_until(dialog.save_button.isEnabled, "the package's folder to answer")
        hands.click(dialog.save_button)
        hands.wait_until(lambda: bool(page.banner.title), "the receipt")

    def import_receipt(self) -> Tone | None:
        """Choose the receipt; the tone in which the result is told."""
        self._handoff().import_receipt()
        from ui.handoff.receipt_page import ReceiptPage

        page = hands.shown(self._window, ReceiptPage)
        hands.click(page.choose.choose_button)
        hands.answer_file_dialog(self._window, self._places.receipt)
        hands.click(hands.wait_for(lambda: page.done_button, "the receipt to be checked"))
        return page.banner.tone

    def sent_states(self) -> list[str]:
        """What the landing says of each package that was sent."""
        landing = self._handoff().landing
        landing.read()
        self.in_the_vault()  # answered after it, so what stands there is no earlier list
        rows = (landing.sent.model.row_at(n) for n in range(landing.sent.model.rowCount()))
        return [row.tone.value for row in rows if row is not None]

    def in_the_vault(self) -> dict[str, object]:
        """What the open vault really holds."""
        answers: list[dict[str, object]] = []
        self._controller.worker.run(_told, answers.append, _fail, self._controller)
        hands.wait_until(lambda: bool(answers), "the vault's answer")
        return answers[0]

    def _handoff(self) -> HandoffPage:
        return self._room("handoff", HandoffPage)

    def _room(self, key: str, kind: type[P]) -> P:
        shell = self._controller.shell
        assert shell is not None
        shell.navigate(key)
        page = shell.page(key)
        assert isinstance(page, kind)
        return page


def _told(vault: object) -> dict[str, object]:
    from desktop.vault import Vault

    assert isinstance(vault, Vault)
    return {
        "interviews": vault.interviews.count(),
        "media": vault.media.count(),
        "intact": vault.check().intact,
        "hashes": sorted(media.sha256 for media in vault.media.all(0, 1000)),
    }


def _fail(error: SkryniaError) -> None:
    raise AssertionError(error.reason)


def walk(controller: Controller, out: Path, photos: list[Path], passphrase: str) -> object:
    """The journey; what it found to be so."""
    places = Places(out)
    places.stick.mkdir()
    walker = Walker(controller, places, passphrase)
    walker.make_vault("organisation", Role.ORGANISATION)
    walker.save_card("organisation")
    walker.leave_vault()
    walker.make_vault("researcher", Role.RESEARCHER)
    walker.save_card("researcher")
    walker.trust("organisation", RecipientKind.ORGANISATION)
    interview = walker.plan()
    walker.screen(interview)
    walker.consent(interview)
    walker.write_account(interview)
    walker.attach(interview, photos)
    walker.read_back_and_seal(interview)
    walker.print_summary(interview)
    backed_up = walker.back_up()
    said = walker.write_package()
    sent = walker.in_the_vault()
    walker.leave_vault()
    walker.open_vault("organisation")
    walker.trust("researcher", RecipientKind.PARTNER_ORGANISATION)
    walker.receive()
    received = walker.in_the_vault()
    walker.leave_vault()
    walker.open_vault("researcher")
    tone = walker.import_receipt()
    states = walker.sent_states()
    walker.leave_vault()
    return {
        "said": said,
        "backed up": backed_up,
        "sent": sent,
        "received": received,
        "receipt": tone,
        "states": states,
    }


def main(out: Path, photos: Path, language: str, passphrase: str) -> None:
    """Start the program as it is started, walk, and say what was found."""
    harden_process()
    save_settings(Settings(language=cast(Language, language)))
    app = application(["skrynia"])
    set_language(language)
    controller = build(app)
    controller.window.resize(1366, 768)
    controller.window.show()
    found = walk(controller, out, sorted(photos.iterdir()), passphrase)
    controller.worker.stop()
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    kdf.calibrate = lambda *_: CHEAP_COST
    words = sys.stdin.readline().rstrip("\n")
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], words)
