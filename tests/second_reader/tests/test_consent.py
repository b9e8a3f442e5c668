"""What a consent lets out: every row of the page's table (../consent.md; documents, Consent)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.second_reader import consent, schema
from tests.second_reader.consent import Leave, gate, lets_out

from .writer import LATER, MOMENT, Draft, consent_body, uid

PAGE = (Path(__file__).parents[3] / "docs" / "consent.md").read_text("utf-8")
TABLE = PAGE[: PAGE.index("What each refusal")]
CASES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("| ") and not line.startswith(("| case", "| ---", "| nobody was asked"))
]
WAYS = {"name": "identification", "face": "face_and_voice", "places": "places", "family": "family"}
AGREEMENTS = r"child and guardian (\S+) (\S+)"


def _answer(text: str) -> dict[str, str]:
    purpose, recipient, answer, *shown = text.split()
    ways = {
        "identification": "code",
        "face_and_voice": "as-they-are",
        "places": "as-said",
        "family": "as-said",
    }
    for each in shown:
        way, value = each.split("=")
        ways[WAYS[way]] = value
    return {"purpose": purpose, "recipient": recipient, "answer": answer, **ways}


def _body(text: str) -> dict[str, Any]:
    """A case's consent, as "absent; name Halina; right parent; analyse organisation yes"."""
    body: dict[str, Any] = {"answers": []}
    for part in text.split("; "):
        word, _blank, rest = part.partition(" ")
        if agreed := re.fullmatch(AGREEMENTS, part):
            body |= {"decided_by": "with-guardian"}
            body |= {"own_agreement": agreed[1], "guardian_agreement": agreed[2]}
        elif word in ("name", "right"):
            body[{"name": "decider", "right": "authority"}[word]] = rest
        elif word in ("restricted", "withdrawn"):
            body[f"{word}_at"] = LATER
        elif word == "absent":
            body["decided_by"] = "for-absent"
        elif part != "nothing was answered":
            body["answers"].append(_answer(part))
    return body


@pytest.mark.parametrize("case", CASES, ids=[re.sub("[^a-z]+", "-", c[0]) for c in CASES])
def test_case(case: list[str]) -> None:
    name, said, expected = case
    asked = re.search(r"asked: (\S+) × (\S+?)\)", name)
    use = (asked[1], asked[2]) if asked else ("analyse", "organisation")
    body = consent_body(**_body(said))
    schema.named("consent").check(body)
    found = gate(body, *use)
    if isinstance(found, Leave):
        files = "files" if found.files else "no files"
        in_part = ", in part" if found.in_part else ""
        assert f"{found.identification}, {files}{in_part}" == expected
    else:
        assert found == expected
    assert (lets_out(body, *use) is None) == isinstance(found, str)


def test_all_cases_were_read() -> None:
    assert len(CASES) >= 53


YES = {"purpose": "analyse", "recipient": "organisation", "answer": "yes"}
PHOTO = {"purpose": "photograph", "recipient": "organisation", "answer": "yes"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"decided_by": "by-lot"}, "not-understood"),
        ({"decided_by": "with-guardian", "restricted_at": MOMENT}, "restricted"),
        ({"answers": [{**YES, "family": "a-later-code"}]}, "shown-in-part"),
        ({"decided_by": "for-absent", "decider": "12", "authority": "heir"}, "authority-not-named"),
        ({"decided_by": "for-absent", "decider": "Я", "authority": "Heir"}, "authority-not-named"),
    ],
    ids=range(5),
)
def test_more(fields: dict[str, Any], reason: str) -> None:
    assert gate(consent_body(**{"answers": [YES], **fields}), "analyse", "organisation") == reason


def test_uses_that_are_not_known_let_nothing_out() -> None:
    answers = [{**YES, "purpose": "sell"}, {**YES, "recipient": "nobody"}]
    body = consent_body(answers=answers)
    assert lets_out(body, "sell", "organisation") is None
    assert lets_out(body, "analyse", "nobody") is None


def test_photographs_answered_twice() -> None:
    """Every row is heard; that nobody was asked how shows nobody."""
    for rows, files in (([PHOTO, {**PHOTO, "answer": "no"}], False), ([PHOTO, PHOTO], True)):
        body = consent_body(answers=[YES, *rows])
        assert lets_out(body, "analyse", "organisation") == Leave("code", files)
    unasked = {**PHOTO, "identification": "not-asked"}
    for rows, files in (
        ([unasked, {**PHOTO, "answer": "no"}], False),
        ([unasked, PHOTO], True),
        ([unasked], True),
        ([{**PHOTO, "identification": "mask"}], False),
        ([PHOTO, {**PHOTO, "identification": "mask"}], False),
    ):
        body = consent_body(answers=[YES, *rows])
        assert lets_out(body, "analyse", "organisation") == Leave("code", files)


@pytest.mark.parametrize(
    ("identification", "reason"),
    [("not-asked", "done-here"), ("code", "done-here"), ("mask", "not-understood")],
)
def test_what_is_done_on_the_spot_shows_nobody(identification: str, reason: str) -> None:
    rows = [{**YES, "purpose": "contact-again", "identification": identification}]
    assert gate(consent_body(answers=rows), "contact-again", "organisation") == reason


def test_a_no_behind_a_way_of_naming_of_a_later_release() -> None:
    rows = [{**YES, "identification": "mask"}, YES, {**YES, "answer": "no"}]
    assert gate(consent_body(answers=rows), "analyse", "organisation") == "not-understood"


@pytest.mark.parametrize("listed", ["not-asked", "mask", "full-name"])
def test_a_list_that_says_more_than_the_consent(listed: str) -> None:
    draft = Draft()
    draft.add_interview(answers=[YES, PHOTO])
    draft.document["consents"][0]["identification"] = listed
    assert draft.read().refused == "consent-lets-out-less"


@pytest.mark.parametrize("purpose", consent.PURPOSES)
def test_every_use(purpose: str) -> None:
    draft = Draft()
    draft.add_interview(answers=[{**YES, "purpose": purpose}, PHOTO])
    draft.document["consents"][0] |= {"identification": "code", "files": True}
    draft.document["purpose"] = purpose
    assert draft.read().refused == ("purpose" if purpose in consent.ON_THE_SPOT else "")


@pytest.mark.parametrize("field", ["purpose", "recipient_kind"])
def test_a_use_of_a_later_release(field: str) -> None:
    draft = Draft()
    draft.add_interview()
    draft.document[field] = "a-later-code"
    assert draft.read().answer == "newer"


def test_a_consent_about_another_interview_is_not_asked() -> None:
    draft = Draft()
    draft.add_interview()
    entry = draft.document["consents"][0]
    body = consent_body("00000000-0000-4000-8000-000000000007", answers=[])
    interview = entry["interview_id"]
    entry["consent_version"] = draft.add_record("consent", body["id"], body, [interview])
    result = draft.read()
    assert result.refused == ""
    assert "rests-on-others" in {v.reason for v in result.records}


def test_a_consent_whose_id_does_not_follow_is_asked() -> None:
    draft = Draft()
    draft.add_interview()
    entry = draft.document["consents"][0]
    interview = entry["interview_id"]
    for answers, refused in (([YES, PHOTO], ""), ([], "consent-lets-out-less")):
        there = draft.copy()
        there.document["consents"][0]["identification"] = "code"
        body = consent_body(interview, uid(8), answers=answers)
        named = there.add_record("consent", uid(8), body, [interview])
        there.document["consents"][0]["consent_version"] = named
        assert there.read().refused == refused


def test_a_consent_that_is_kept_unread_is_not_asked() -> None:
    draft = Draft()
    draft.add_interview()
    entry = draft.document["consents"][0]
    interview = entry["interview_id"]
    body = consent_body(interview, answers=[])
    more: dict[str, Any] = {"needs": ["masks"]}
    entry["consent_version"] = draft.add_record("consent", body["id"], body, [interview], **more)
    result = draft.read()
    assert result.refused == ""
    assert result.closed == {interview}


def test_a_consent_that_nobody_signed_is_asked() -> None:
    draft = Draft()
    draft.add_interview(answers=[])
    draft.document["records"][0].update(signature="")
    assert draft.read().refused == "consent-lets-out-less"


def test_the_narrowest_of_several_counts() -> None:
    wide, named = Leave("full-name", True), Leave("initials", False)
    assert consent.narrowest([wide, named]) == named
    assert consent.narrowest([Leave("nothing", True), wide]) == Leave("nothing", True)
    assert consent.narrowest([wide, "withdrawn"]) == "withdrawn"
    assert consent.narrowest([wide], may_open=False) == "only-by-others"
    assert consent.narrowest([]) == "no-consent-recorded"
