"""What a consent lets out (documents, Consent)."""

from __future__ import annotations

from dataclasses import dataclass

from .canon import Json

ORDER = ("nothing", "code", "initials", "full-name")
"""How a person may be shown, from least to most."""
PHOTOGRAPHS = "photograph", "organisation"


@dataclass(frozen=True)
class Leave:
    """What may leave: how the person may be shown, and whether files may go."""

    identification: str
    files: bool

    def covers(self, other: Leave) -> bool:
        """Whether it lets out no less than the other."""
        enough = ORDER.index(self.identification) >= ORDER.index(other.identification)
        return enough and (self.files or not other.files)


def _agreed(body: Json, purpose: str, recipient: str) -> list[str] | None:
    """Identifications of the answers for a purpose and recipient; None unless all are yes."""
    answers = [
        a for a in body.get("answers", []) if (a["purpose"], a["recipient"]) == (purpose, recipient)
    ]
    if not answers or any(a.get("answer", "not-asked") != "yes" for a in answers):
        return None
    return [a.get("identification", "code") for a in answers]


def lets_out(body: Json, purpose: str, recipient: str) -> Leave | None:
    """What a consent (a body that follows its schema) lets out; None for nothing at all."""
    shown = _agreed(body, purpose, recipient)
    if body.get("withdrawn_at") is not None or shown is None:
        return None
    files = _agreed(body, *PHOTOGRAPHS) is not None
    return Leave(min(shown, key=ORDER.index), files)
