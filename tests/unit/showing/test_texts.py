"""Every text in which a name may stand is found, and another can be put in its place."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from desktop.model.consent import Answer, Purpose
from desktop.model.interview import InterviewDocument
from desktop.model.media import Media
from desktop.showing import texts_of, with_texts
from desktop.showing.texts import FieldText, typed_as
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.consent import CONSENT
from desktop.vault.kinds.interview import INTERVIEW
from desktop.vault.kinds.kind import Kind
from desktop.vault.kinds.media import MEDIA_FILE
from tests import every_field

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def paths(kind: Kind[Any], body: Any) -> set[str]:
    return {each.path for each in texts_of(kind, body)}


def parts_of(body: Any) -> set[str]:
    """The names of the dataclasses in a body."""
    found = {type(body).__name__}
    for field in fields(body):
        value = getattr(body, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if is_dataclass(each):
                found |= parts_of(each)
    return found


@each_kind
def test_every_field_that_a_kind_says_may_hold_names_is_found(kind: Kind[Any]) -> None:
    body = every_field.filled(kind.body)
    inside = parts_of(body)
    declared = {each for each in kind.free_text if each.partition(".")[0] in inside}
    said = {each.text for each in texts_of(kind, body)}
    assert {every_field.word(each) for each in declared} <= said


@each_kind
def test_a_body_with_the_texts_it_has_is_itself(kind: Kind[Any]) -> None:
    body = every_field.filled(kind.body)
    same = {each.path: each.text for each in texts_of(kind, body)}
    assert with_texts(kind, body, same) == body
    assert with_texts(kind, body, {}) == body


@each_kind
def test_each_text_is_put_where_it_was_found_and_nowhere_else(kind: Kind[Any]) -> None:
    body = every_field.filled(kind.body)
    for each in texts_of(kind, body):
        changed = with_texts(kind, body, {each.path: "N-3"})
        assert {t.path for t in texts_of(kind, changed) if t.text == "N-3"} == {each.path}
        assert len(every_field.differing(body, changed)) == 1


def test_a_path_at_which_nothing_stands_is_refused() -> None:
    document = every_field.document()
    for path in ("utterances/nobody/text", "interview/id", "interview", "interview/purpose/0"):
        with pytest.raises(KeyError):
            with_texts(INTERVIEW, document, {path: "N-3"})


def test_the_language_of_a_text_is_that_of_what_it_stands_in() -> None:
    document = every_field.document()
    found = {each.path: each for each in texts_of(INTERVIEW, document)}
    [utterance] = document.utterances
    assert found[f"utterances/{utterance.id}/text"].language == utterance.language == "uk"
    assert found["interview/purpose"].language == document.interview.language == "ru"
    consent = every_field.consent()
    assert {each.language for each in texts_of(CONSENT, consent)} == {"ru"}


def test_a_code_that_no_vocabulary_holds_is_a_text() -> None:
    document = every_field.document()
    assert "interview/place_kind" not in paths(INTERVIEW, document)
    interview = replace(document.interview, place_kind="у Ядвігі дома", language="Ядвіга")
    odd = replace(document, interview=interview)
    assert {"interview/place_kind", "interview/language"} <= paths(INTERVIEW, odd)
    hidden = with_texts(INTERVIEW, odd, {"interview/place_kind": "у N-3 дома"})
    assert hidden.interview.place_kind == "у N-3 дома"
    longer = with_texts(INTERVIEW, odd, {"interview/place_kind": "N" * 400})
    assert len(longer.interview.place_kind) == 255, "no code is longer"


def test_what_is_not_as_the_program_writes_it_is_a_text() -> None:
    document = every_field.document()
    odd = replace(document, interview=replace(document.interview, planned_for="у Ядвігі"))
    assert FieldText("interview/planned_for", "у Ядвігі", "ru") in texts_of(INTERVIEW, odd)
    media = replace(every_field.filled(Media), media_type="image/jpeg")
    assert "media_type" not in paths(MEDIA_FILE, media)
    assert "media_type" in paths(MEDIA_FILE, replace(media, media_type="Ядвіга"))


def test_a_code_of_a_later_release_is_a_text_and_never_becomes_one_that_is_known() -> None:
    consent = every_field.consent()
    [answer] = consent.answers
    odd = replace(consent, answers=(replace(answer, purpose=Purpose("for-jadviha")),))
    assert "answers/0/purpose" in paths(CONSENT, odd)
    assert "answers/0/answer" not in paths(CONSENT, odd)
    for instead, code in (
        ("[name withheld]", "name-withheld"),
        ("Publish", "withheld"),
        ("…", "withheld"),
        ("x" * 300, "x" * 64),
    ):
        hidden = with_texts(CONSENT, odd, {"answers/0/purpose": instead})
        assert hidden.answers[0].purpose == Purpose(code)
        assert not hidden.answers[0].purpose.is_known
        assert hidden.answers[0].answer is Answer.YES


def test_places_in_a_list_are_no_part_of_what_a_text_is_known_by() -> None:
    assert typed_as("interview/prior_accounts/12/note") == "interview/prior_accounts/note"
    assert typed_as("names/0/text") == "names/text"
    assert typed_as("utterances/ab-12/text") == "utterances/ab-12/text"


def test_many_texts_are_put_in_at_once() -> None:
    document: InterviewDocument = every_field.document()
    [one] = document.utterances
    many = replace(
        document, utterances=tuple(replace(one, id=f"u{n}", text=f"t{n}") for n in range(5_000))
    )
    changed = {each.path: "N-3" for each in texts_of(INTERVIEW, many)}
    assert {each.text for each in with_texts(INTERVIEW, many, changed).utterances} == {"N-3"}
