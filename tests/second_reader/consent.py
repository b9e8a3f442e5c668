"""What a consent lets out (documents, Consent; ../consent.md)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .canon import Json

PURPOSES = (
    "keep", "analyse", "advocate-without-name", "publish", "un-letter", "name-in-un-report",
    "un-mechanism", "national-war-crimes-unit", "icc-prosecutor", "contact-again", "photograph",
    "record-sound",
)  # fmt: skip
"""The uses of this release (documents, The document)."""
RECIPIENT_KINDS = (
    "organisation", "partner-organisation", "un-special-procedures", "un-mechanism",
    "national-authority", "icc-prosecutor", "public",
)  # fmt: skip
ON_THE_SPOT = ("contact-again", "photograph", "record-sound")
"""Uses that are done where they are agreed to; they send nothing."""
ORDER = ("nothing", "code", "initials", "full-name")
"""How a person may be named, from least to most."""
NOT_ASKED = "not-asked"
NOT_UNDERSTOOD = "not-understood"
YES = "yes"
DECIDERS = ("self", "with-guardian", "for-absent")
AUTHORITIES = ("parent", "court-guardian", "spouse", "close-relative", "lawyer", "heir")
AS_SAID = ("as-said", NOT_ASKED)
IN_PART = ("nothing", "country", "region")
IN_PART_FAMILY = ("nothing", "relation")
"""The known steps by which places or family are shown in part."""
AS_THEY_ARE = ("as-they-are", NOT_ASKED)
WIDE = {"face_and_voice": AS_THEY_ARE, "places": AS_SAID, "family": AS_SAID}
"""The steps of the other three ways by which nothing is hidden."""
WITHOUT_NAME = "advocate-without-name"
PHOTOGRAPHS = "photograph", "organisation"
_STAYS = {"no": "refused", "ask-again": "ask-again", NOT_ASKED: NOT_ASKED}


@dataclass(frozen=True)
class Leave:
    """What may leave: how the person may be shown, and whether files may go. in_part: places or
    family are shown in part, so that it leaves in other words than it was told."""

    identification: str
    files: bool
    in_part: bool = False

    def covers(self, other: Leave) -> bool:
        """Whether it lets out no less than the other (documents, Consent, `within`)."""
        if other.identification not in ORDER:
            return False
        enough = ORDER.index(self.identification) >= ORDER.index(other.identification)
        return enough and (self.files or not other.files)


@dataclass(frozen=True)
class Row:
    """What was answered to one use and recipient, the person shown so."""

    answer: str
    identification: str = "code"
    face_and_voice: str = NOT_ASKED
    places: str = NOT_ASKED
    family: str = NOT_ASKED


def _row(answer: Json) -> Row:
    ways = ("face_and_voice", "places", "family")
    said = {way: answer.get(way, NOT_ASKED) for way in ways}
    return Row(answer.get("answer", NOT_ASKED), answer.get("identification", "code"), **said)


def answer_to(body: Json, purpose: str, recipient: str) -> Row:
    """The answer of a consent to a use, out of all rows about it."""
    rows = [
        _row(a)
        for a in body.get("answers", [])
        if (a["purpose"], a["recipient"]) == (purpose, recipient)
    ]
    if not rows:
        return Row(NOT_ASKED)
    for row in rows:
        if _stays(row, purpose):
            return row
    named = [row.identification for row in rows if row.identification in ORDER]
    least = min(named, key=ORDER.index, default=NOT_ASKED)
    shown = {way: _least([getattr(row, way) for row in rows], way) for way in WIDE}
    return Row(YES, least, **shown)


def _stays(row: Row, purpose: str) -> str:
    """Why a row lets nothing out, or ""."""
    if row.answer != YES:
        return _STAYS.get(row.answer, NOT_UNDERSTOOD)
    if row.identification == NOT_ASKED:
        return "" if purpose in ON_THE_SPOT else NOT_ASKED
    return "" if row.identification in ORDER else NOT_UNDERSTOOD


def _least(said: list[str], way: str) -> str:
    """The first step that hides anything, or a code that is not known; else the first."""
    return next((step for step in said if step not in WIDE[way]), said[0])


def _held_back(body: Json) -> str:
    """Why nothing may leave whatever was answered, or ""."""
    if body.get("restricted_at") is not None:
        return "restricted"
    by = body.get("decided_by", "self")
    if by == "self":
        return ""
    if by not in DECIDERS:
        return NOT_UNDERSTOOD
    agreed = body.get("own_agreement"), body.get("guardian_agreement")
    if by == "with-guardian" and agreed != (YES, YES):
        return "agreement-missing"
    named = any(unicodedata.category(c).startswith("L") for c in body.get("decider", ""))
    right = named and body.get("authority", "") in AUTHORITIES
    return "" if right else "authority-not-named"


def gate(body: Json, purpose: str, recipient: str) -> Leave | str:
    """What a consent (a body that follows its schema) lets out, or why nothing."""
    if body.get("withdrawn_at") is not None:
        return "withdrawn"
    if held := _held_back(body):
        return held
    row = answer_to(body, purpose, recipient)
    if stays := _stays(row, purpose):
        return stays
    if purpose not in PURPOSES or recipient not in RECIPIENT_KINDS:
        return NOT_UNDERSTOOD
    if purpose in ON_THE_SPOT:
        return "done-here"
    if row.places not in (*AS_SAID, *IN_PART) or row.family not in (*AS_SAID, *IN_PART_FAMILY):
        return "shown-in-part"
    in_part = row.places not in AS_SAID or row.family not in AS_SAID
    photographs = answer_to(body, *PHOTOGRAPHS)
    files = not _stays(photographs, PHOTOGRAPHS[0]) and row.face_and_voice in AS_THEY_ARE
    named = row.identification
    if purpose == WITHOUT_NAME:
        named = min(named, "code", key=ORDER.index)
    return Leave(named, files and not in_part, in_part)


def lets_out(body: Json, purpose: str, recipient: str) -> Leave | None:
    """What a consent lets out; None for nothing at all."""
    answer = gate(body, purpose, recipient)
    return answer if isinstance(answer, Leave) else None


def narrowest(answers: Sequence[Leave | str], may_open: bool = True) -> Leave | str:
    """The answer where several consents of one interview are heard (../consent.md).

    may_open: whether its owner, or a person at this desk, is among those who decided.
    """
    leaves = [answer for answer in answers if isinstance(answer, Leave)]
    if not answers:
        return "no-consent-recorded"
    if len(leaves) < len(answers):
        return next(answer for answer in answers if isinstance(answer, str))
    if not may_open:
        return "only-by-others"
    named = min((leave.identification for leave in leaves), key=ORDER.index)
    in_part = any(leave.in_part for leave in leaves)
    return Leave(named, all(leave.files for leave in leaves), in_part)
