"""How a person may be shown beside the name, each way from least to most (R28).

What a form did not ask stands as *not asked*, and lets out what was let out when nobody asked it:
the answers of a consent to version 1 of the text. It is as wide as the widest, so that beside
another answer the other one counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from desktop.model.values.open_enum import OpenEnum

S = TypeVar("S", bound=OpenEnum)


class FaceAndVoice(OpenEnum):
    """Whether face and voice may be recognised."""

    NOT_ASKED = "not-asked"
    NOT_AT_ALL = "not-at-all"
    ALTERED = "altered"
    AS_THEY_ARE = "as-they-are"


class Places(OpenEnum):
    """How closely places are told."""

    NOT_ASKED = "not-asked"
    NOTHING = "nothing"
    COUNTRY = "country"
    REGION = "region"
    AS_SAID = "as-said"


class Family(OpenEnum):
    """What is told of the family."""

    NOT_ASKED = "not-asked"
    NOTHING = "nothing"
    RELATION = "relation"
    AS_SAID = "as-said"


WHOLE: Final = frozenset(
    {
        FaceAndVoice.NOT_ASKED,
        FaceAndVoice.AS_THEY_ARE,
        Places.NOT_ASKED,
        Places.AS_SAID,
        Family.NOT_ASKED,
        Family.AS_SAID,
    }
)
"""What hides nothing."""


def width(shown: OpenEnum) -> int:
    """How much is shown: a number that is larger for more of the same way, and least of all for
    a code that is not known here. What was not asked is widest where it hides nothing, and a name
    that was not asked about is as little as none."""
    if not shown.is_known:
        return -1
    order = list(type(shown))
    if shown.value == "not-asked":
        return len(order) if isinstance(shown, FaceAndVoice | Places | Family) else -1
    return order.index(shown)


def narrowest(several: Iterable[S]) -> S:
    """The least of some answers to one way; ``ValueError`` for none."""
    return min(several, key=width)
