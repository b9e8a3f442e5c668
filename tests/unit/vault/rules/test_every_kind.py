"""No kind of record is forgotten on its way: kept, cut, sent on, merged, found, named, erased.

What the window, the command line and paper show of a kind is asked field by field, in the
``test_every_field.py`` of each; here, that each of them has such a test for the kind, or a
reason why it shows none.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from desktop import canonical
from desktop.errors import NoSuchRecord
from desktop.handoff.receiving.receive import receive_package
from desktop.i18n import LANGUAGES, set_language
from desktop.model.consent import Identification, Purpose
from desktop.model.handoff import Outcome
from desktop.vault import Vault
from desktop.vault.kinds.all import BY_NAME, HITS, KINDS
from desktop.vault.kinds.kind import AboutNobody, Kind
from desktop.vocabulary import vocabulary
from tests import every_field
from tests.authors import arrive
from tests.every_kind import each_kind, each_kind_that_changes, filled, lay, resting_on
from tests.support import make_vault
from tests.unit.handoff.ends import (
    MADE_WITH_AN_INTERVIEW,
    USE,
    decide,
    interview,
    make_ends,
    sent,
    yes,
)
from tests.unit.vault.rules.declared import declarations
from ui.app import rooms

NAMED: Final = Identification.FULL_NAME
TESTS: Final = Path(__file__).resolve().parents[3]

SHOWN: Final[Mapping[str, Mapping[str, str]]] = {
    "window": {
        "interview": "ui/interviews/test_every_field.py",
        "consent": "ui/interviews/test_every_field.py",
        "media": "ui/media/test_every_field.py",
        "person": "ui/people/test_every_field.py",
        "place": "ui/places/test_every_field.py",
        "acquisition": "ui/media/test_every_field.py",
        "companion": "ui/media/test_every_field.py",
        "redacted": "ui/media/test_every_field.py",
        "set": "ui/media/test_sets.py",
        "passage": "not yet: commands list, add, show and confirm them (decision 0075)",
        "sameness": "in the profile of either person, with what was decided (ui/people/one.py)",
    },
    "command line": {
        "interview": "unit/cli/test_every_field.py",
        "consent": "says the answers (desktop/cli/consent.py); --json gives every field",
        "media": "a line a file (desktop/cli/files/photos.py); --json gives every field",
        "person": "by code, with their interviews; --json gives every field",
        "place": "unit/cli/test_every_field.py",
        "acquisition": "unit/cli/files/test_acquired.py",
        "companion": "unit/cli/files/test_beside.py",
        "redacted": "unit/cli/files/test_redact.py",
        "set": "unit/cli/files/test_sets.py",
        "passage": "what it says and where (desktop/cli/passage.py); --json gives every field",
        "sameness": "a line a pair (desktop/cli/person.py); --json gives every field",
    },
    "PDF": {
        "interview": "unit/reports/test_every_field.py",
        "consent": "unit/reports/test_every_field.py",
        "media": "unit/reports/test_every_field.py",
        "person": "by code, or by the first name in the person's own copy (summary_front.py)",
        "place": "nothing that is printed names a place yet",
        "acquisition": "unit/reports/test_every_field.py",
        "companion": "a summary lists each file of its interview by its own name",
        "passage": "a summary prints the account whose words they are, and numbers its turns",
        "redacted": "a summary lists the new file like every file of its interview",
        "set": "a summary prints the files of its interview, in the interview's order",
        "sameness": "the organisation's own working: it is not printed",
    },
}
"""Where each kind is shown: the test that asks for every field, or why there is none."""

ABOUT_SOMEBODY: Final = {"interview_id", "person_id", "media_id"}
"""Fields of a body by which a record says something about somebody."""

NOT_FOUND: Final[Mapping[str, str]] = {
    "Consent.interpreter": "people look for what was told, not for how consent was asked",
    "Consent.text_read": "the same; nearly the same words stand in all of them",
    "Consent.decider": "the same",
    "Consent.restricted_reason": "the same",
    "Consent.capacity_note": "the same",
    "Consent.withdrawn_reason": "the same",
    "Passage.quote": "words of an account are found in it, and open it at the same place",
    "Passage.before": "the same",
    "Passage.after": "the same",
    "Person.born": "a date as far as it is known",
    "Sameness.reason": "the same: how it is known that two records are of one person",
    "Utterance.basis_source": "of a turn only what was said is in the index",
    "Place.coordinates": "numbers, nearly always",
}
"""What people write and the search does not find, and why."""


def test_every_kind_that_is_declared_is_in_the_list() -> None:
    declared = {value.name for value in declarations() if isinstance(value, Kind)}
    assert declared == {kind.name for kind in KINDS}, "KINDS in desktop/vault/kinds/all.py"


def test_every_kind_of_record_has_a_name_and_a_body_type_of_its_own() -> None:
    assert len(BY_NAME) == len(KINDS) == len({kind.body for kind in KINDS})


@each_kind
def test_every_kind_of_record_is_looked_for_by_its_own_name(vault: Vault, kind: Kind[Any]) -> None:
    assert vault.called(kind.name, "no such record") == ""
    with pytest.raises(NoSuchRecord, match=kind.name):
        vault.versions.cut(kind.name, "no such record", "")


@each_kind
def test_every_kind_has_a_noun_in_the_vault(vault: Vault, kind: Kind[Any]) -> None:
    nouns = [noun for noun in vars(vault).values() if getattr(noun, "kind", None) is kind]
    assert len(nouns) == 1, f"desktop/vault/vault.py: a noun whose kind is {kind.name}"


@each_kind_that_changes
def test_every_kind_is_found_by_what_people_wrote_in_it(vault: Vault, kind: Kind[Any]) -> None:
    body = filled(kind)
    lay(vault, kind, body)
    indexed = {hit for (hit,) in vault._db.all("SELECT DISTINCT kind FROM search_entry")}
    assert indexed <= kind.hits.keys(), f"hits of desktop/vault/kinds/{kind.name}.py"
    words = {text: every_field.word(text) for text in kind.free_text if _of_body(text, body)}
    found = {
        text
        for text, word in words.items()
        for hit in vault.search.find(word)
        if hit.record_id == kind.record_id(body) and hit.kind in kind.hits
    }
    assert words.keys() - found == {text for text in NOT_FOUND if text in words}, (
        f"what is indexed in desktop/vault/kinds/{kind.name}.py, or NOT_FOUND here"
    )


def _of_body(text: str, body: Any) -> bool:
    """Whether a field stands in a body, whose parts have words of their own."""
    return every_field.word(text) in canonical.encode(body).decode()


def test_every_kind_of_hit_can_be_loaded() -> None:
    assert len(HITS) == sum(len(kind.hits) for kind in KINDS)


@pytest.mark.parametrize("where", SHOWN)
@each_kind
def test_every_kind_is_shown(where: str, kind: Kind[Any]) -> None:
    assert kind.name in SHOWN[where], f"{where}: a test of every field of a {kind.name}, or why not"
    said = SHOWN[where][kind.name]
    if said.endswith(".py"):
        names = {
            node.id
            for node in ast.walk(ast.parse((TESTS / said).read_text("utf-8")))
            if isinstance(node, ast.Name)
        } | {
            node.attr
            for node in ast.walk(ast.parse((TESTS / said).read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert kind.body.__name__ in names or kind.name in names, f"{said} asks for no {kind.name}"


@each_kind
def test_every_kind_is_found_in_a_room(kind: Kind[Any]) -> None:
    shown = {hit for room in rooms() for hit in room.finds}
    assert set(kind.hits) <= shown, f"finds=… of the room of a {kind.name} (ui/…/__init__.py)"


@each_kind
def test_every_kind_has_a_label_in_each_language(kind: Kind[Any]) -> None:
    for name in ("record_kind", "record_kinds"):
        assert kind.name in vocabulary(name).codes, f"resources/vocabularies/{name}.json"
        for language in LANGUAGES:
            set_language(language)
            assert vocabulary(name).label(kind.name) != kind.name


@each_kind_that_changes
def test_every_kind_is_kept_as_it_was_laid(vault: Vault, kind: Kind[Any]) -> None:
    body = filled(kind)
    lay(vault, kind, body)
    assert kind.load(vault._db, kind.record_id(body)) == body


@each_kind_that_changes
def test_every_kind_travels_and_merges(tmp_path: Path, vault: Vault, kind: Kind[Any]) -> None:
    body = filled(kind)
    record_id = kind.record_id(body)
    lay(vault, kind, body)
    sent = vault.versions.cut(kind.name, record_id, "sent")
    with make_vault(tmp_path, "office") as office:
        assert arrive(office, sent.data, "package") is Outcome.ACCEPTED
        assert arrive(office, sent.data, "package") is Outcome.ALREADY_THERE
        assert kind.load(office._db, record_id) == body
        assert office.called(kind.name, record_id) == vault.called(kind.name, record_id)
        assert office.check().found == (), (
            f"texts of desktop/vault/kinds/{kind.name}.py: what lay indexes"
        )
        assert office.check().older == ()


@each_kind
def test_every_kind_travels_where_all_it_rests_on_lets_it_out(
    tmp_path: Path, kind: Kind[Any]
) -> None:
    ends = make_ends(tmp_path)
    try:
        made = interview(ends.researcher, files=[b"photo"])
        if kind.name not in MADE_WITH_AN_INTERVIEW:
            lay(ends.researcher, kind, resting_on(kind, made.id, ends.researcher))
        told = frozenset(ends.researcher.outlines.interview_ids())
        for id_ in told:
            those = ends.researcher.interviews.get(id_)
            decide(ends.researcher, those, yes(USE, NAMED), yes(Purpose.PHOTOGRAPH))
        grounds = frozenset() if isinstance(kind.grounds, AboutNobody) else told
        written = ends.write()
        entries = [each for each in sent(ends, written).records if each.kind == kind.name]
        assert entries, (
            f"no {kind.name} travels with an interview: grounds in "
            f"desktop/vault/kinds/{kind.name}.py, or how one rests on it: tests/every_kind.py"
        )
        assert {frozenset(each.grounds) for each in entries} == {grounds}
        receive_package(ends.office, written.path)
        for each in entries:
            assert ends.office.versions.head_ids(each.record_id) == {each.version_id}
            called = ends.researcher.called(kind.name, each.record_id)
            assert ends.office.called(kind.name, each.record_id) == called
        decide(ends.researcher, made)
        goes = {item.id for item in ends.plan(again=True).items(kind.name)}
        assert goes == (set() if grounds else {each.record_id for each in entries})
    finally:
        ends.close()


@each_kind
def test_every_kind_stands_in_the_format_of_packages(kind: Kind[Any]) -> None:
    said = (TESTS.parent / "docs" / "format" / "documents.md").read_text("utf-8")
    assert f"\n| `{kind.name}`" in said, "the table of grounds in docs/format/documents.md"


@each_kind_that_changes
def test_every_kind_keeps_both_of_two_branches(
    tmp_path: Path, vault: Vault, kind: Kind[Any]
) -> None:
    body = filled(kind)
    record_id = kind.record_id(body)
    with make_vault(tmp_path, "office") as office:
        for home in (vault, office):
            lay(home, kind, body)
        theirs = office.versions.cut(kind.name, record_id, "sent")
        ours = vault.versions.cut(kind.name, record_id, "sent")
        arrive(vault, theirs.data, "package")
        assert {head.id for head in vault.versions.heads(record_id)} == {theirs.id, ours.id}
        arrive(office, ours.data, "package")
        assert vault.versions.head_ids(record_id) == office.versions.head_ids(record_id)


@each_kind
def test_only_a_kind_with_a_reason_rests_on_nobody(kind: Kind[Any]) -> None:
    if isinstance(kind.grounds, AboutNobody):
        assert kind.grounds.why
        named = {field.name for field in dataclasses.fields(kind.body)} & ABOUT_SOMEBODY
        assert not named, f"a {kind.name} names {named}: so it has grounds"
