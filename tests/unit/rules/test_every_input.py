"""Whatever a person fills in is saved by itself, kept as a draft, or named here with a reason."""

from __future__ import annotations

from typing import Final

import pytest

from tests.unit.rules.imports_read import ROOT
from tests.unit.rules.inputs_read import holders

SAVED: Final = {
    "interviews/account/strip:Strip": "editor.mark(",
    "interviews/account/phase:WritingPage": "draft.attend_account",
    "interviews/files:FilesPhase": "draft.set_attachments",
    "interviews/plan:PlanPhase": "draft.set_interview",
    "interviews/prior_accounts:PriorAccountsForm": "draft.set_interview",
    "interviews/read_back:ReadBackPhase": "draft.set_interview",
    "interviews/safe_contact:SafeContact": "draft.set_safety",
    "interviews/safety:SafetyPhase": "draft.set_safety",
    "people/profile:Profile": "self.edit(",
    "places/place_form:PlaceForm": "self.edit(",
    "protected/protected_form:ProtectedForm": "self.edit(",
    "settings/program:ProgramSheet": "_settings.change(",
}
"""Saves itself while one types (``ui/record_draft.py``): by what its module hands the words on."""

KEPT: Final = {
    "handoff/change_kind:ChangeKindDialog": "handoff/change_kind: self.keep(",
    "handoff/preview_step:PreviewStep": "handoff/write_flow: self._kept",
    "handoff/recipient_step:RecipientStep": "handoff/write_flow: self._kept",
    "interviews/consent/deciders:WhoDecides": "interviews/consent/phase: Undecided(",
    "interviews/consent/form:ConsentForm": "interviews/consent/phase: Undecided(",
    "interviews/consent/lift:LiftDialog": "interviews/consent/lift: self.keep(",
    "interviews/consent/names:NamesDialog": "interviews/consent/names: self.keep(",
    "interviews/consent/question:ConsentQuestion": "interviews/consent/phase: Undecided(",
    "interviews/consent/reading:ReadingPane": "interviews/consent/phase: Undecided(",
    "interviews/consent/shown:ShownHere": "interviews/consent/phase: Undecided(",
    "interviews/consent/shown:ShownQuestion": "interviews/consent/phase: Undecided(",
    "interviews/consent/settle:SettleDialog": "interviews/consent/settle: self.keep(",
    "interviews/consent/withdraw:NarrowingDialog": "interviews/consent/withdraw: self.keep(",
    "media/acquired_fields:AcquiredFields": "media/acquired: self.fields.editors",
    "interviews/list/new_dialog:NewInterviewDialog": "interviews/list/new_dialog: self.keep(",
    "interviews/person_pages:PersonPagesDialog": "interviews/person_pages: self.keep(",
    "interviews/print_dialog:PrintDialog": "interviews/print_dialog: self.keep(",
    "interviews/print_for:PrintForDialog": "interviews/print_for: self.keep(",
    "media/sets:SetDialog": "media/sets: self.keep(",
    "media/acquired:AcquiredDialog": "media/acquired: self.keep(",
    "people/new_person:NewPersonDialog": "people/new_person: self.keep(",
    "places/new_place:NewPlaceDialog": "places/new_place: self.keep(",
    "places/place_chooser:PartOfDialog": "places/place_chooser: self.keep(",
    "protected/new_protected:NewProtectedDialog": "protected/new_protected: self.keep(",
    "settings/fill_in/bodies:BodyFields": "settings/fill_in/dialog: Sheaf(FILL_IN",
    "settings/fill_in/names:LineFields": "settings/fill_in/dialog: Sheaf(FILL_IN",
    "settings/fill_in/names:NameFields": "settings/fill_in/dialog: Sheaf(FILL_IN",
    "settings/fill_in/referrals:ReferralRows": "settings/fill_in/dialog: Sheaf(FILL_IN",
}
"""Makes or changes something only when it is sent; until then it is a draft: which module keeps
it, and by what."""

PARTS: Final = {
    "places/coordinates_field:CoordinatesField": "places/place_form:PlaceForm",
    "widgets/day_field:DayField": "interviews/plan:PlanPhase media/acquired_fields:AcquiredFields",
    "widgets/name_rows:NameRows": "places/place_form:PlaceForm people/profile:Profile",
    "widgets/years:YearsField": (
        "settings/fill_in/names:LineFields interviews/consent/names:NamesDialog"
    ),
}
"""A part of these forms."""

NOT: Final = {
    "crash_dialog:CrashDialog": "a report to be read and copied",
    "interviews/account/find:FindBar": "looks for words; nothing is made of it but by a button",
    "interviews/consent/history:ConsentHistory": "what changed, to be read",
    "handoff/names/spot_sheet:SpotSheet": "a few words instead of others, decided by Enter; what "
    "was decided before is in the vault",
    "handoff/compare:CompareSheet": "the digits are compared in one go, or anew from the start",
    "interviews/list/pane:InterviewList": "looks for records; nothing is made of it",
    "media/sets_bar:SetsBar": "which files are shown; nothing is made of it",
    "media/cover_dialog:CoverDialog": "marked and said in one go; a lock takes the picture off the "
    "screen, and what was marked on it",
    "media/facts:FactsPanel": "facts to be read and copied",
    "media/filter_dialogs:ByInterviewDialog": "one interview is marked; the words only look for it",
    "media/filtering:FilterBar": "looks for files; nothing is made of it",
    "media/goes_with:GoesWithDialog": "one file is marked, in one go; the words only look for it",
    "media/file_text:FileText": "a text to be read and copied",
    "places/places_list:PlacesList": "looks for records; nothing is made of it",
    "interviews/account/earlier_dialog:EarlierDialog": "a text to be read",
    "people/protect_switch:ProtectSwitch": "a switch that acts at once",
    "settings/backups:BackupsSheet": "a setting that counts at once",
    "settings/look:LookDialog": "settings to be read before they count, and texts to be copied",
    "help/dialog:HelpDialog": "the help of a place, to be read and copied",
    "settings/ways_in/new_passphrase:NewPassphraseDialog": "passphrases: never kept",
    "settings/ways_in/rename_dialog:RenameDialog": "two names, typed in one go; a lock of a dialog "
    "about ways to unlock keeps nothing",
    "settings/ways_in/escrow_dialog:EscrowDialog": "a passphrase beside two answers: never kept",
    "settings/ways_in/give_back_dialog:GiveBackDialog": "a passphrase beside a place: never kept",
    "settings/ways_in/key_file_dialogs:FileAloneDialog": "a passphrase beside a name: never kept",
    "settings/ways_in/only_way:OnlyWay": "leave for what is done at once",
    "settings/ways_in/paper_dialog:PaperDialog": "a recovery code: never kept",
    "settings/ways_in/person_dialog:PersonDialog": "passphrases: never kept",
    "settings/ways_in/shares_dialog:SharesDialog": "recovery shares: never kept",
    "unlocking/code_shown:AskedBack": "a part of a recovery code: never kept",
    "unlocking/secret_entry:SecretEntry": "a passphrase: never kept",
    "unlocking/shares_field:SharesField": "recovery shares: never kept",
    "unlocking/sheet_code_field:SheetCodeField": "a recovery code: never kept",
    "shell/shell:Shell": "looks for records; nothing is made of it",
    "shell/search_filters:FilterRow": "looks for records; nothing is made of it",
    "start/generation_choice:GenerationChoice": "which backup is restored, done at once",
    "start/leaving_behind:LeavePage": "who opens what is left behind, for what is done at once",
    "start/housing/named:_NameDialog": "the name of a vault, done at once",
    "start/new_vault:WhosePart": "there is no vault yet; another language takes it along",
    "start/screen:StartScreen": "the language, which is a setting and saved as one",
    "widgets/vault_place:VaultPlace": "there is no vault yet; another language takes it along",
    "widgets/lists/paged_list:PagedList": "looks for records; nothing is made of it",
    "widgets/passphrase/field:PassphraseField": "a passphrase: never kept",
    "widgets/passphrase/new:NewPassphrase": "a passphrase: never kept",
}
"""Neither: why."""


def test_every_class_with_an_input_says_what_becomes_of_what_is_typed() -> None:
    known = [*SAVED, *KEPT, *PARTS, *NOT]
    assert sorted(known) == sorted(set(known)), "named twice"
    missing = holders().keys() - set(known)
    assert not missing, f"in one of the tables of {__file__}: {sorted(missing)}"
    assert not set(known) - holders().keys(), "there is no such input any more"


@pytest.mark.parametrize("holder", SAVED, ids=lambda holder: holder.partition(":")[2])
def test_what_saves_itself_hands_its_words_on(holder: str) -> None:
    assert SAVED[holder] in source(holder.partition(":")[0])


@pytest.mark.parametrize("holder", KEPT, ids=lambda holder: holder.partition(":")[2])
def test_what_is_kept_is_kept_by_the_module_that_is_named(holder: str) -> None:
    module, _, how = KEPT[holder].partition(": ")
    assert how in source(module)


def test_what_is_a_part_is_used_by_its_form() -> None:
    for part, forms in PARTS.items():
        assert set(forms.split()) <= SAVED.keys() | KEPT.keys(), part


def test_every_dialog_that_keeps_words_is_in_the_table_of_interruptions() -> None:
    table = (ROOT / "tests/ui/drafts/forms.py").read_text("utf-8")
    dialogs = [holder.partition(":")[2] for holder, how in KEPT.items() if "self.keep(" in how]
    assert [name for name in dialogs if f" {name}," not in table] == []


def test_no_field_of_a_passphrase_has_words_to_keep() -> None:
    """``ui/kept_words.py`` reads lines that show what is typed, and no other."""
    words = source("kept_words")
    assert "EchoMode.Normal" in words
    assert "PassphraseField" not in words


def source(module: str) -> str:
    return (ROOT / "ui" / f"{module}.py").read_text("utf-8")
