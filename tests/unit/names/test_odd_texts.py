"""What no person wrote (a picture as letters, a name of one word ten times) takes no minute."""

from __future__ import annotations

import time

import pytest

from desktop.names import Protected, compare, guesses

MOST_SECONDS = 2.0
"""Of processor time, for what took 4 to 80 seconds while it grew by the square."""
LETTERS = 20_000


@pytest.fixture(autouse=True, scope="module")
def _read() -> None:
    guesses("Ядвіга")  # which reads the data


@pytest.mark.parametrize("part", ["A", "a", "h", "1", "1-", "A-", "aB1", "а", "1 ", "А "])
def test_a_long_run_in_a_text_is_passed_by(part: str) -> None:
    text = part * (LETTERS // len(part))
    started = time.process_time()
    guesses(text)
    Protected([(1, "Ядвіга Ручаінская")]).spans(text)
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize("shorter", [0, 1])
def test_a_word_said_ten_times_is_compared_at_once(shorter: int) -> None:
    one, other = ["Ганна"] * 10, ["Анна"] * (10 - shorter) + ["Пётр"] * shorter
    started = time.process_time()
    compare(" ".join(one), " ".join(other))
    assert time.process_time() - started < MOST_SECONDS


def test_what_stands_beside_a_long_run_is_found() -> None:
    run = "A" * LETTERS
    text = f"{run} nobody@example.org {run} Ядвіга жыла на вуліцы Садовай, 12, {run}"
    found = {text[each.start : each.end] for each in guesses(text) if each.kind != "person"}
    assert {"nobody@example.org", "вуліцы Садовай, 12"} <= found
    names = Protected([(1, "Ядвіга Ручаінская")])
    assert [text[each.start : each.end] for each in names.spans(text)] == ["Ядвіга"]
