"""What a passage may say of itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.model.passage import Passage, refuse_unfounded
from desktop.model.values.area import Area
from desktop.model.values.moment import Moment

NOW = Moment("2026-03-01T11:00:00.000Z", 60)
SAID = Passage(
    "p", NOW, interview_id="i", utterance_id="u", start=3, end=7, quote="came", before="He "
)
SEEN = Passage("p", NOW, media_id="m", page=2, area=Area(0, 0, 5000, 10_000))


@pytest.mark.parametrize("body", [SAID, SEEN, replace(SEEN, began_ms=0, ended_ms=1)])
def test_words_and_parts_of_files_are_passages(body: Passage) -> None:
    refuse_unfounded(body)


@pytest.mark.parametrize(
    ("body", "other"),
    [
        (SAID, {"interview_id": ""}),
        (SAID, {"media_id": "m"}),
        (SAID, {"page": 1}),
        (SAID, {"ended_ms": 1}),
        (SAID, {"quote": ""}),
        (SAID, {"quote": "    "}),
        (SAID, {"end": 8}),
        (SAID, {"before": ""}),
        (SAID, {"quote": "\u0438\u0306me", "end": 7}),
        (SAID, {"after": "\u0301"}),
        (SEEN, {"media_id": ""}),
        (SEEN, {"interview_id": "i"}),
        (SEEN, {"version_id": "a" * 64}),
        (SEEN, {"after": "x"}),
        (SEEN, {"area": Area(5000, 0, 5001, 10)}),
        (SEEN, {"area": Area(5000, 0, 0, 10)}),
        (SEEN, {"began_ms": 5, "ended_ms": 5}),
        (SEEN, {"began_ms": 6, "ended_ms": 5}),
    ],
)
def test_what_does_not_fit_is_refused(body: Passage, other: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        refuse_unfounded(replace(body, **other))
