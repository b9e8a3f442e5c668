"""No page has a state that its records do not have: lists, badge, steps, *Still open*, *Closing*,
footer, Home, *Send and receive* and the rail, held against what the vault holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from desktop.handoff.receipt import write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import RecipientKind
from desktop.model.identity import Role
from desktop.model.phases import Phase
from desktop.vault import SentSummary, Vault
from tests.support import make_vault, open_interview
from tests.ui.home.test_home_room import home
from tests.ui.room_bench import Bench, words_seen
from tests.ui.signs.cases import CASES, Case, fill, make
from tests.ui.signs.records import STATES, Records, read
from tests.unit.handoff.ends import USE, add_file, interview
from ui.handoff.page import HandoffPage
from ui.home.page import HomePage
from ui.interviews.close import ClosePhase
from ui.interviews.interview_page import InterviewPage
from ui.interviews.still_open import OpenList
from ui.widgets.buttons import Button
from ui.widgets.choices.chips import Tag
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.picture import Picture

PARTS: Final = 17
"""Windows among which all cases are dealt out; the first is looked at in every run."""


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(each, marks=pytest.mark.rare) for each in range(1, PARTS))]
)
def test_every_sign_says_what_the_records_say(bench: Bench, part: int) -> None:
    cases = CASES[part::PARTS]

    def prepare(vault: Vault) -> dict[str, Records]:
        with vault.transaction():
            made = [make(vault, *each) for each in enumerate(cases)]
        return {id_: read(vault, id_) for id_ in made}

    records = bench.ask(prepare)
    rail_counts(bench, len(records))
    home_says(bench, records)
    list_says(bench, records)
    packages_say(bench, records)
    for (id_, each), case in zip(records.items(), cases, strict=True):
        interview_says(bench, id_, each, case)


@pytest.mark.rare
def test_what_was_received_is_signed_by_what_came_along(tmp_path: Path, qtbot: QtBot) -> None:
    """Safety, which travels in no package, was ticked, as were files that had not come."""
    office = Bench(tmp_path, qtbot, Role.ORGANISATION)
    with make_vault(tmp_path, "field") as field:
        us = know_each_other(office, field)
        for happens in (of_all_kinds, withdrawn_since):
            happens(field)
            path = write_package(field, plan_package(field, us, USE), tmp_path).path
            office.ask(partial(receive_package, path=path))
    first, _last = office.ask(lambda vault: [p.package_id for p in vault.packages.received()])
    office.ask(lambda vault: write_receipt(vault, first, tmp_path))
    records = office.ask(
        lambda vault: {each.id: read(vault, each.id) for each in vault.interviews.summaries()}
    )
    assert {(each.interview.code, each.tag, each.absent) for each in records.values()} == {
        ("W-1", "Consent", 0), ("W-2", "Consent", 0), ("W-3", "Consent", 1), ("W-4", "Withdrawn", 0)
    }  # fmt: skip
    rail_counts(office, len(records))
    home_says(office, records, received=2, owed=1)
    list_says(office, records)
    for id_, each in records.items():
        interview_says(office, id_, each)
    office.close()


def know_each_other(office: Bench, field: Vault) -> str:
    """The fingerprint of the office, after both trust each other."""
    theirs = field.identity.card()

    def trusted(vault: Vault) -> tuple[bytes, bytes]:
        trust(vault, theirs.document, theirs.signature)
        card = vault.identity.card()
        return card.document, card.signature

    return trust(field, *office.ask(trusted))


def trust(vault: Vault, document: bytes, signature: bytes) -> str:
    known = vault.cards.add(document, signature)
    vault.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
    return known.fingerprint


def of_all_kinds(field: Vault) -> None:
    whole, gaps, fourth = (interview(field, f"W-{n}", [b"%d" % n]) for n in (1, 2, 4))
    bare = open_interview(field, "W-3", USE)
    field.interviews.attach(bare.id, add_file(field, b"3").id, "does not come along")
    fill(field, whole.id)
    for made in (whole, gaps, fourth):
        # Without a name that they share: nobody is to be asked whether they are one.
        field.people.save(replace(field.people.get(made.person_id), names=()))
        field.interviews.seal(made.id)


def withdrawn_since(field: Vault) -> None:
    [fourth] = field.interviews.with_code("W-4")
    field.consents.withdraw(fourth, "asked to")


def test_the_footer_names_answers_of_which_the_page_was_not_looked_at(bench: Bench) -> None:
    """The step said "not recorded" above a footer that said that all was saved."""
    typed = Case("under-way", "filled", "kept", "typed", "nothing")
    made = bench.ask(lambda vault: make(vault, 1, typed))
    page = bench.open(made)
    assert page.phase is Phase.ACCOUNT
    assert bench.shell.bar.state == "Not recorded yet"
    put_away(bench)
    assert bench.shell.bar.state == "Everything is saved"


def rail_counts(bench: Bench, interviews: int) -> None:
    people = bench.ask(lambda vault: len(vault.people.all()))
    bench.settle()
    assert bench.shell.rail.line("interviews").accessibleName() == f"Interviews, {interviews}"
    assert bench.shell.rail.line("people").accessibleName() == f"People, {people}"


def home_says(
    bench: Bench, records: Mapping[str, Records], received: int = 0, owed: int = 0
) -> None:
    page = home(bench)
    for section in page.sections.values():
        if not section.more_button.isHidden():
            section.more_button.click()
            bench.settle()
            break
    shown = codes_at_home(page)
    no_receipt = shown.pop("no_receipt", [])
    arrived = {field: len(shown.pop(field, ())) for field in ("arrived", "receipts_owed")}
    assert arrived == {"arrived": received, "receipts_owed": owed}
    wanted: dict[str, list[str]] = {}
    for each in records.values():
        for field in each.waits:
            wanted.setdefault(field, []).append(each.interview.code)
    assert {field: Counter(codes) for field, codes in shown.items()} == {
        field: Counter(codes) for field, codes in wanted.items()
    }
    assert len(no_receipt) == sum(not package.receipted_at for package in packages_of(records))
    for row in rows_of_section(page, "ask_again"):
        assert row.detail == "Analyse it: Our organisation"
    for row in rows_of_section(page, "planned"):
        [of] = [each for each in records.values() if each.interview.code == code_of(row)]
        stops = {"Restricted", "Others decided", "Withdrawn"}
        assert row.tag == (of.tag if of.tag in stops else "")


def codes_at_home(page: HomePage) -> dict[str, list[str]]:
    shown = {
        field: [code_of(row) for row in rows_of_section(page, field)]
        for field, section in page.sections.items()
        if section.isVisibleTo(page)
    }
    del shown["backup"]
    return shown


def rows_of_section(page: HomePage, field: str) -> list[Row]:
    section = page.sections[field]
    return list(rows_in(section.list.model())) if section.isVisibleTo(page) else []


def code_of(row: Row) -> str:
    """Of an interview, also where a form of it is named before."""
    return next((part for part in row.title.split(" · ") if part.startswith("W-")), row.title)


def list_says(bench: Bench, records: Mapping[str, Records]) -> None:
    page = bench.interviews()
    bench.settle()
    list(rows_in(page.list.model))  # asks for the pages
    bench.settle()
    shown = {row.key: row for row in rows_in(page.list.model)}
    assert shown.keys() == records.keys()
    for id_, each in records.items():
        row, said = shown[id_], shown[id_].detail.split(" · ")
        assert (row.tag, row.unfinished) == (each.tag, each.typed), row
        assert said[: 1 + bool(each.stage)] == [
            *filter(None, (STATES[each.interview.state], each.stage))
        ]
        stages = {"Saved for handover", "Receipt received", "Changed since sent", "Received"}
        assert stages & set(said) == {each.stage} - {""}


def packages_say(bench: Bench, records: Mapping[str, Records]) -> None:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    bench.settle()
    list(rows_in(page.landing.sent.model))
    bench.settle()
    assert {row.key: row.tag for row in rows_in(page.landing.sent.model)} == {
        package.package_id: "Receipt received" if package.receipted_at else "No receipt yet"
        for package in packages_of(records)
    }


def packages_of(records: Mapping[str, Records]) -> list[SentSummary]:
    return [package for each in records.values() for package in (*each.sent, *each.told)]


def interview_says(
    bench: Bench, interview_id: str, each: Records, case: Case | None = None
) -> None:
    page = bench.open(interview_id)
    assert page.findChildren(Tag)[0].text == each.badge, case
    for button, phase in zip(steps_of(page), each.gaps, strict=True):
        said, ticked = each.step(phase)
        assert (button.accessibleName(), button.accessibleDescription()) == (phase, said), case
        [picture] = button.findChildren(Picture)
        assert (picture._icon == "step-done") is ticked, (phase, case)
    assert lines_of(page.still_open.list) == each.open, case
    assert bench.shell.bar.state.startswith(each.footer), (bench.shell.bar.state, case)
    page.show_phase(Phase.CLOSE)
    close = page.page(Phase.CLOSE)
    assert isinstance(close, ClosePhase)
    assert lines_of(close.open_list) == each.open, case
    assert close.seal_button.isHidden() is each.sealed
    closing_says(words_seen(close), each)
    assert bench.shell.bar.state.startswith(each.footer), (bench.shell.bar.state, case)
    if each.typed:
        page.show_phase(Phase.CONSENT)
        bench.settle()
        assert bench.shell.bar.state.startswith(each.footer), (bench.shell.bar.state, case)
    put_away(bench)


def put_away(bench: Bench) -> None:
    """Leave the open interview without deciding what is typed there: its page goes."""
    rooms = bench.interviews()
    assert rooms.open_page is not None
    rooms._leave(rooms.open_page.draft.interview_id)
    bench.settle()


def closing_says(words: set[str], each: Records) -> None:
    assert ("What is locked" in words) is each.sealed
    locks = "Captions, plan and account cannot be completed once the interview is sealed."
    assert (locks in words) is (not each.sealed and bool(each.open))
    [left] = [text for text in words if "Consent is not locked" in text]
    assert ("Left open when it was sealed" in left) is bool(each.lost)
    for phase, gaps in each.lost.items():
        assert f"{phase}: {gaps[0].lower()}" in left


def steps_of(page: InterviewPage) -> list[Button]:
    return page.stepper.findChildren(Button)


def lines_of(listed: OpenList) -> list[str]:
    return [each.accessibleName() for each in listed.findChildren(Button)]


def rows_in(model: object) -> Iterator[Row]:
    assert isinstance(model, RowsModel)
    for number in range(model.rowCount()):
        row = model.row_at(number)
        if row is not None:
            yield row
