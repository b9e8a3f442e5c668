"""*What we hold about you*: all that is linked, where the names stand, for a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import NoSuchRecord
from desktop.home.custody import hash_of
from desktop.i18n import translator_for
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.drawings import draw
from desktop.media.exporting.export import export_original
from desktop.model.consent import Purpose
from desktop.model.consent.beyond import Reason
from desktop.model.custody import CustodyKind
from desktop.model.interview import Utterance
from desktop.model.organisation import Organisation
from desktop.model.passage import Passage
from desktop.model.person import NameForm
from desktop.model.sameness import SameAs
from desktop.model.values.moment import Moment
from desktop.reports.given_out import given_out
from desktop.reports.printing import JSON, write_agreed, write_held, write_summary
from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Grounds
from tests.support import consent_to, make_vault, open_interview
from tests.ui.each_language import EACH_LANGUAGE
from tests.unit.reports.test_interview_summary import all_text, pages, squeezed
from tests.unit.vault.made import add, cover

NAME = "Ядвіга Ручаінская"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as made:
        record = open_interview(made, "W-1")
        person = made.people.get(record.person_id)
        made.people.save(replace(person, names=(NameForm(NAME), NameForm("Jadvi\u0301ha", "Latn"))))
        made.interviews.save_utterances(record.id, [Utterance("u1", text="Мяне завуць інакш.")])
        safety = made.interviews.safety(record.id)
        made.interviews.save_safety(replace(safety, safe_contact="толькі ў сераду"))
        made.organisation.save(Organisation(footer="Lampa, Vilnius"))
        yield made


def add_photo(vault: Vault) -> None:
    """A photo of the interview."""
    drawing = draw("street", 1, "street.jpg")
    record = vault.interviews.summaries()[0].id
    add_files(vault, [MemoryFile(drawing.name, drawing.data)], record)


def mine(vault: Vault) -> str:
    return next(each.id for each in vault.people.all() if each.display_name == NAME)


def others(vault: Vault, code: str, *said: str) -> str:
    """The code of another's interview in which this was said."""
    person = vault.people.new("P-77", [NameForm("Іншая Асоба")])
    interview = vault.interviews.new(code, person.id, "be")
    vault.consents.save(consent_to(interview.id, Purpose.KEEP), "asked")
    vault.interviews.save(replace(interview, already_known="\n".join(said)))
    return interview.code


def compared(vault: Vault) -> None:
    """Somebody said whether the two are one person."""
    one, other = (each.id for each in vault.people.all())
    vault.sameness.decide(one, other, SameAs.NOT_SAME, "Іншая Асоба is her sister")


def as_json(vault: Vault, folder: Path) -> Any:
    write_held(vault, mine(vault), folder / "a.json", JSON, Reason.FOR_THE_PERSON)
    return json.loads((folder / "a.json").read_bytes())


def test_every_kind_that_rests_on_an_interview_is_in_the_copy(vault: Vault, tmp_path: Path) -> None:
    add_photo(vault)
    others(vault, "W-77", "нічога")
    compared(vault)
    vault.acquisitions.say([vault.media.all()[0].id], {"device": "Nokia"})
    vault.sets.new("A phone", [vault.media.all()[0].id])
    side = add(vault, b"side-car")
    [hers] = [each for each in vault.interviews.summaries() if each.code != "W-77"]
    vault.interviews.attach(hers.id, side.id)
    vault.companions.say(side.id, next(e.id for e in vault.media.all() if e.id != side.id))
    vault.passages.new_of_file(Passage("", Moment.now(), media_id=side.id, page=1))
    cover(vault, vault.media.all()[0], side)
    copy = as_json(vault, tmp_path)
    grounds = {str(k.name): k.grounds for k in KINDS if isinstance(k.grounds, Grounds)}
    expected = {name for name, each in grounds.items() if not each.in_house}
    assert {each["kind"] for each in copy["records"]} == expected
    assert "Іншая" not in json.dumps(copy, ensure_ascii=False)
    beside = {name: each["kind"] for each in copy["records"] for name in each["beside"]}
    assert beside == {"safety": "interview", "metadata": "media"}
    consent = next(each for each in copy["records"] if each["kind"] == "consent")
    assert [each["record_id"] for each in consent["versions"]] == [consent["id"]]


WRITTEN = {
    f"Бачыла, што {NAME} там была. {NAME}!": 2,
    "Jadv\u00edha": 1,
    "Ядвіга   Ручаінская": 1,
    "Ядвігу Ручаінскую забралі": 0,
    "ядвіга ручаінская": 0,
    "Ядвіга Ручаінскаяў": 0,
    "Ядвіга і Ручаінская": 0,
}
"""What somebody else said → how often a recorded name stands in it."""


def test_only_exact_names_are_found_and_nobody_elses_words_are_copied(
    vault: Vault, tmp_path: Path
) -> None:
    codes = {others(vault, f"W-{n}", said, "сакрэт"): n for n, said in enumerate(WRITTEN)}
    copy = as_json(vault, tmp_path)
    found = {each["called"]: each["times"] for each in copy["named"]}
    expected = dict(zip(codes, WRITTEN.values(), strict=True))
    assert found == {code: times for code, times in expected.items() if times}
    assert {each["kind"] for each in copy["named"]} == {"interview"}
    assert "сакрэт" not in json.dumps(copy, ensure_ascii=False)


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_the_pages_say_what_they_are_in_each_language(
    vault: Vault, tmp_path: Path, language: str
) -> None:
    code, target = others(vault, "W-77", NAME), tmp_path / "a.pdf"
    write_held(vault, mine(vault), target, language, Reason.FOR_THE_PERSON)
    text = all_text(target.read_bytes())
    for said in ("What we hold about you", "What was noted for your safety", "Your rights"):
        assert squeezed(translator_for(language).gettext(said)) in text
    for said in (NAME, code, "толькі ў сераду", "Мяне завуць інакш."):
        assert squeezed(said) in text
    kept = translator_for(language).gettext("versions kept: {count}")
    assert squeezed(kept.format(count=1)) in text
    assert squeezed(kept.format(count=0)) not in text, "it is kept without a version, too"


@pytest.mark.parametrize("reason", [Reason.FOR_THE_PERSON, Reason.ORDER])
def test_the_protected_name_is_told_to_the_person_alone(
    vault: Vault, tmp_path: Path, reason: Reason
) -> None:
    vault.protected.new(["Ядзя-ручайка"], "NNN-3", person_id=mine(vault), note="сястра просіць")
    for form, name in (("en", "a.pdf"), (JSON, "a.json")):
        write_held(vault, mine(vault), tmp_path / name, form, reason)
    text = all_text((tmp_path / "a.pdf").read_bytes())
    data = (tmp_path / "a.json").read_text("utf-8")
    for said in ("Ядзя-ручайка", "NNN-3", "сястра просіць"):
        told = [squeezed(said) in text, said in data]
        assert told == [reason is Reason.FOR_THE_PERSON] * 2


def test_it_says_for_what_it_was_made_and_is_logged_for_each_record(
    vault: Vault, tmp_path: Path
) -> None:
    add_photo(vault)
    target = tmp_path / "a.pdf"
    before = len(vault.custody.events())
    write_held(vault, mine(vault), target, "en", Reason.DANGER)
    printed = all_text(target.read_bytes())
    assert squeezed("Reason: A child or a life is in danger") in printed
    assert squeezed("Lampa, Vilnius") in printed, "the organisation's line at the foot"
    told = [event for event in vault.custody.events()[before:] if event.detail]
    kinds = {e.object_kind for e in told if e.detail.get("what") == "all about a person"}
    assert kinds == {"person", "interview", "consent", "media"}
    assert {e.detail["reason"] for e in told if "reason" in e.detail} == {"danger"}


def test_after_a_withdrawal_the_copy_is_still_theirs(vault: Vault, tmp_path: Path) -> None:
    record = vault.interviews.summaries()[0].id
    vault.consents.withdraw(record, "no longer")
    copy = as_json(vault, tmp_path)
    consent = next(each for each in copy["records"] if each["kind"] == "consent")
    assert consent["body"]["withdrawn_reason"] == "no longer"


def test_a_copy_for_a_court_speaks_of_the_person_and_tells_what_was_closed_before(
    vault: Vault, tmp_path: Path
) -> None:
    record = vault.interviews.summaries()[0].id
    vault.consents.restrict(record, "a dispute")
    vault.consents.lift_restriction(record, "settled")
    target = tmp_path / "a.pdf"
    write_held(vault, mine(vault), target, "en", Reason.ORDER)
    text = "".join(pages(target.read_bytes()))
    front = text[: text.index("Interview summary")]
    assert not re.search(r"\b(you|your)\b", front, re.IGNORECASE)
    assert squeezed("Withdrawals and restrictions") in squeezed(front)
    assert squeezed("a dispute") in squeezed(front)


@pytest.mark.rare
def test_what_was_written_out_is_in_every_later_copy(vault: Vault, tmp_path: Path) -> None:
    add_photo(vault)
    assert as_json(vault, tmp_path)["written_out"] == []
    record = vault.interviews.summaries()[0].id
    vault.consents.withdraw(record, "no longer")
    write_agreed(vault, record, tmp_path / "p.pdf", "be")
    write_summary(vault, record, tmp_path / "s.pdf", "en", reason=Reason.ORDER)
    [photo] = vault.interviews.attachments(record)
    export_original(vault, photo.media_id, tmp_path, reason=Reason.DANGER)
    told = [(each["what"], each["reason"]) for each in as_json(vault, tmp_path)["written_out"]]
    assert told == [
        ("original", "danger"),
        ("summary-by-code", "order"),
        ("agreed", ""),
        ("all-held", "for-the-person"),
    ], "a copy once, whatever number of records is in it"
    target = tmp_path / "a.pdf"
    write_held(vault, mine(vault), target, "be", Reason.FOR_THE_PERSON)
    printed = all_text(target.read_bytes())
    assert squeezed("Зводка на паперы, пад кодам · Патрабаванне органа ўлады або суда") in printed
    nobody = "From this vault to nobody: neither in a package nor as a file."
    assert squeezed(translator_for("be").gettext(nobody)) not in printed


def test_what_another_vault_reports_is_in_the_copy_and_what_it_did_not_is_said(
    vault: Vault, tmp_path: Path
) -> None:
    target = tmp_path / "a.pdf"
    write_held(vault, mine(vault), target, "en", Reason.FOR_THE_PERSON)
    only = squeezed("is listed here only as far as they have reported it")
    assert only in all_text(target.read_bytes())
    record = vault.interviews.summaries()[0].id
    detail = {"what": "summary printed", "identification": "full-name", "reason": "order"}
    own = vault.custody.events(record)[0]
    event = replace(own, agent="SHA256:another", kind=CustodyKind.DISCLOSURE, detail=detail)
    assert vault.custody.keep_received(replace(event, hash=hash_of(event)), "p" * 32)
    [told] = as_json(vault, tmp_path)["elsewhere"]
    assert (told["who"], told["what"], told["reason"]) == (
        "SHA256:another",
        "summary-by-name",
        "order",
    )
    later = tmp_path / "b.pdf"
    write_held(vault, mine(vault), later, "en", Reason.FOR_THE_PERSON)
    printed = all_text(later.read_bytes())
    assert only in printed
    assert squeezed("SHA256:another · Summary on paper, under the full name") in printed
    assert given_out(vault, record).elsewhere[0].told.by == "SHA256:another"


def test_nobody_of_this_id_is_no_file(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord):
        write_held(vault, "nobody", tmp_path / "a.pdf", "en", Reason.ORDER)
    assert list(tmp_path.glob("a.*")) == []
