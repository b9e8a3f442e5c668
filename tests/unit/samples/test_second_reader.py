"""The reader that was written from the pages alone comes to the same over samples and vectors."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.samples import cast, reading
from tests.samples.reading import FOLDER
from tests.second_reader import Here, Result, Verdict, card, read
from tests.second_reader.errors import Refused
from tests.unit.handoff import vectors

SAID = reading.manifest()
ANSWERS = {
    "newer-program": "newer",
    "signer-unknown": "signer unknown",
    "not-for-this-reader": "not for us",
}
"""Rules of the second reader that are answers of their own; any other is a refusal."""
CLOSED = ("withdrawn", "kept-unread")


def answer(result: Result) -> str:
    return ANSWERS.get(result.refused, "refused") if result.refused else "read"


def lines(verdicts: tuple[Verdict, ...]) -> dict[str, str]:
    return {each.item: each.reason or each.outcome for each in verdicts}


@pytest.mark.parametrize("said", SAID["scenes"], ids=[each["name"] for each in SAID["scenes"]])
def test_packages(said: dict[str, Any]) -> None:
    here, closed = Here(), frozenset[str]()
    for expected in said["packages"]:
        path, key = FOLDER / "packages" / expected["file"], cast.OFFICE_AGE.secret_text()
        found = read(path, key, SAID["trusted"].values(), SAID["office"], here)
        assert answer(found) == expected["answer"], found.refused
        if found.refused:
            continue
        assert lines(found.records) == expected["records"]
        assert lines(found.media) == expected["media"]
        aside = sum(row.reason != "" for row in found.custody) + found.custody_further
        assert aside == expected["custody_aside"]
        here, closed = found.here, found.closed
    if "work" in said:
        assert (SAID["interview"] in closed) == (said["work"] in CLOSED)


@pytest.mark.parametrize("vector", vectors.VECTORS, ids=lambda vector: vector.name)
def test_vectors(vector: vectors.Vector) -> None:
    who = json.loads((vectors.FOLDER / vectors.WHO).read_text("ascii"))
    key = (vectors.FOLDER / vectors.KEY).read_text("ascii")
    path = vectors.FOLDER / f"{vector.name}.age"
    assert answer(read(path, key, [who["trusted"]], who["reader"])) == vector.answer


@pytest.mark.parametrize("said", SAID["cards"], ids=[each["file"] for each in SAID["cards"]])
def test_cards(said: dict[str, Any]) -> None:
    data = (FOLDER / "cards" / said["file"]).read_bytes()
    if said["answer"] == "read":
        assert card.read(data).fingerprint
        return
    with pytest.raises(Refused):
        card.read(data)
