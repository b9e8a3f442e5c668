"""One form for one value: what is hashed and signed reads back only as it was written."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import canonical
from desktop.model.consent import Consent, ConsentAnswer, Purpose, RecipientKind
from desktop.model.interview import Interview, InterviewDocument, Utterance
from desktop.model.values.moment import Moment

NOON = Moment("2026-11-22T12:00:00.000Z", 60)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | text,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcxyz_", max_size=6), inner, max_size=4)
    ),
    max_leaves=20,
)


def document(account: str) -> InterviewDocument:
    interview = Interview("i", Moment("2026-03-01T11:00:00.000Z", 60), "B-1", "p")
    return InterviewDocument(interview, (Utterance("u", text=account),))


@given(text)
def test_a_document_comes_back_as_it_was(account: str) -> None:
    value = document(account)
    assert canonical.decode(canonical.encode(value), InterviewDocument) == value


@given(plain)
def test_the_form_is_rfc_8785_on_our_values(value: object) -> None:
    """Compared with Python's own encoder set up as RFC 8785 section 3.2 asks."""
    expected = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical.encode(value) == expected.encode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b" ",
        lambda data: b" " + data,
        lambda data: data.replace(b'{"attachments":[]', b'{"more":1,"attachments":[]'),
        lambda data: data.replace(b'"attachments":[]', b'"attachments":[],"attachments":[]'),
        lambda data: data.replace(b'"code":"B-1"', b'"code":7'),
        lambda data: data.replace(b'"mode":"first"', b'"mode":"other"'),
        lambda data: data.replace("ў".encode(), b"\\u045e"),
        lambda data: data.replace("ў".encode(), b"\xff"),
        lambda data: data[:-1],
        lambda data: b"[" * 100_000,
    ],
)
def test_any_other_spelling_is_refused(spoil: object) -> None:
    data = canonical.encode(document("ў"))
    spoiled = spoil(data)  # type: ignore[operator]
    assert spoiled != data
    with pytest.raises(canonical.NotADocument):
        canonical.decode(spoiled, InterviewDocument)


def test_unknown_fields_are_refused_at_any_depth() -> None:
    value = canonical.to_plain(document("ў"))
    value["interview"]["created_at"]["zone"] = "Europe/Minsk"
    with pytest.raises(canonical.NotADocument, match="created_at"):
        canonical.from_plain(value, InterviewDocument)


def test_a_field_that_a_later_release_added_takes_its_default() -> None:
    value = canonical.to_plain(document("ў"))
    del value["interview"]["already_known"]
    assert canonical.from_plain(value, InterviewDocument).interview.already_known == ""


def test_an_error_names_the_place_and_not_the_words() -> None:
    value = canonical.to_plain(document("secret words"))
    value["utterances"][0]["text"] = 5
    with pytest.raises(canonical.NotADocument) as caught:
        canonical.from_plain(value, InterviewDocument)
    assert "utterances" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_unknown_code_is_not_repeated_in_the_error() -> None:
    """A hostile or mistaken file may hold anything where a code should stand."""
    value = canonical.to_plain(document("ў"))
    value["interview"]["mode"] = "Alesia's 'secret' words - at home"
    with pytest.raises(canonical.NotADocument) as caught:
        canonical.from_plain(value, InterviewDocument)
    assert "mode" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_plain_values_are_those_that_reading_gives_back() -> None:
    consent = Consent("c", "i", NOON, answers=(ConsentAnswer(Purpose.KEEP, RecipientKind.PUBLIC),))
    plain = canonical.to_plain(consent)
    assert plain == msgspec.json.decode(canonical.encode(consent))
    assert canonical.from_plain(plain, Consent) == consent


def test_unknown_fields_are_refused_inside_lists_too() -> None:
    consent = Consent("c", "i", NOON, answers=(ConsentAnswer(Purpose.KEEP, RecipientKind.PUBLIC),))
    plain = canonical.to_plain(consent)
    plain["answers"][0]["added"] = 1
    with pytest.raises(canonical.NotADocument, match="unknown field"):
        canonical.decode(canonical.encode(plain), Consent)


@pytest.mark.parametrize("form", ["%d", "-%d", "[%d]", "[1,%d]", "[-%d]", '{"a":%d}', '{"a":-%d}'])
def test_a_number_that_a_double_would_round_is_refused_wherever_it_stands(form: str) -> None:
    for number in (2**53, 2**60):
        with pytest.raises(canonical.NotADocument, match="out of range"):
            canonical.decode((form % number).encode(), object)
    assert canonical.encode(canonical.decode((form % (2**53 - 1)).encode(), object))
