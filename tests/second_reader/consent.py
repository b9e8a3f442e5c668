"""What a consent lets out (documents, Consent)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .canon import Json

ORDER = ("nothing", "code", "initials", "full-name")
"""How a person may be named, from least to most."""
NOT_ASKED = "not-asked"
DECIDERS = ("self", "with-guardian", "for-absent")
AS_SAID = ("as-said", NOT_ASKED)
AS_THEY_ARE = ("as-they-are", NOT_ASKED)
PHOTOGRAPHS = "photograph", "organisation"
ON_THE_SPOT = ("contact-again", "photograph", "record-sound")
WITHOUT_NAME = "advocate-without-name"
RIGHTS = ("parent", "court-guardian", "spouse", "close-relative", "lawyer", "heir")


@dataclass(frozen=True)
class Leave:
    """What may leave: how the person may be shown, and whether files may go."""

    identification: str
    files: bool

    def covers(self, other: Leave) -> bool:
        """Whether it lets out no less than the other."""
        enough = ORDER.index(self.identification) >= ORDER.index(other.identification)
        return enough and (self.files or not other.files)


def _agreed(body: Json, purpose: str, recipient: str) -> list[Json] | None:
    """The answers for a purpose and recipient; None unless there are some and all are yes."""
    answers = [
        a for a in body.get("answers", []) if (a["purpose"], a["recipient"]) == (purpose, recipient)
    ]
    all_yes = all(a.get("answer", NOT_ASKED) == "yes" for a in answers)
    return answers if answers and all_yes else None


def _held_back(body: Json) -> bool:
    by = body.get("decided_by", "self")
    if by not in DECIDERS:
        return True
    agreed = (body.get("own_agreement"), body.get("guardian_agreement"))
    if by == "with-guardian" and agreed != ("yes", "yes"):
        return True
    if by != "self":
        letters = [c for c in body.get("decider", "") if unicodedata.category(c).startswith("L")]
        if not letters or body.get("authority") not in RIGHTS:
            return True
    return body.get("restricted_at") is not None


def lets_out(body: Json, purpose: str, recipient: str) -> Leave | None:
    """What a consent (a body that follows its schema) lets out; None for nothing at all."""
    answers = _agreed(body, purpose, recipient)
    if body.get("withdrawn_at") is not None or _held_back(body) or answers is None:
        return None
    if purpose in ON_THE_SPOT:
        return None
    if not all(a.get(way, NOT_ASKED) in AS_SAID for a in answers for way in ("places", "family")):
        return None
    if not all(a.get("identification", "code") in ORDER for a in answers):
        return None
    seen = all(a.get("face_and_voice", NOT_ASKED) in AS_THEY_ARE for a in answers)
    named = min((a.get("identification", "code") for a in answers), key=ORDER.index)
    if purpose == WITHOUT_NAME:
        named = min(named, "code", key=ORDER.index)
    return Leave(named, seen and _agreed(body, *PHOTOGRAPHS) is not None)
