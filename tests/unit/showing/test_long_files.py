"""Files are looked through for names: long ones in a bounded time, and no more than goes along."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest

from desktop.errors import Cancelled
from desktop.model.file_text import MOST_TEXT, PIECE, Part, TextPiece
from desktop.model.interview import Interview
from desktop.showing.looking import look
from desktop.vault import Vault
from tests.unit.showing.made import FULL
from tests.unit.vault.made import add, media_of


def long_letter(vault: Vault, interview: Interview, letters: int) -> str:
    """A file whose text has so many letters, with a protected name at its end."""
    media_id = vault.media.add(media_of(b"letter"), [b"letter"]).id
    vault.interviews.attach(interview.id, media_id)
    any_of, parts = random.Random(letters), ("ка", "ра", "ві", "ло", "дзе", "сту", "мя", "ша")
    words = ("".join(any_of.choices(parts, k=3)) for _ in range(letters // 5))
    text = " ".join(words)[:letters]
    pieces = [TextPiece(Part.TEXT, "", text[at : at + PIECE]) for at in range(0, len(text), PIECE)]
    pieces.append(TextPiece(Part.TEXT, "", "Там быў Пётр Клімовіч."))
    vault.pictures.ask(media_id, described=False)
    vault.pictures.keep(vault.media.get(media_id), (), None, pieces)
    return media_id


def test_looking_through_a_long_file_says_how_far_it_is_and_is_stopped(
    vault: Vault, told: Interview
) -> None:
    vault.protected.new(["Пётр Клімовіч"], "N-7")
    media_id = long_letter(vault, told, 90_000)
    said: list[tuple[int, int]] = []
    looked = look(vault, told.id, FULL, lambda done, total, _what: said.append((done, total)))
    [file] = [each for each in looked.files if each.record_id == media_id]
    assert file.entry_id
    steps = [done for done, total in said if total > 90_000]
    assert max(b - a for a, b in pairwise(steps)) <= 2 * PIECE
    assert steps[-1] > 80_000

    def stop(done: int, total: int, what: str) -> None:
        if done > 40_000:
            raise Cancelled

    vault.protected.new(["Тамара Рагуля"], "N-8")
    with pytest.raises(Cancelled):
        look(vault, told.id, FULL, stop)
    assert all(each.entry_id for each in look(vault, told.id, FULL).files)


@pytest.mark.rare
def test_a_million_letters_are_looked_through_in_a_bounded_time(
    vault: Vault, told: Interview
) -> None:
    """Measured: 2.1 s of the processor; the longest step, without a safe point, 0.8 s."""
    vault.protected.new(["Пётр Клімовіч"], "N-7")
    media_id = long_letter(vault, told, MOST_TEXT)
    begun = last = time.process_time()
    longest = 0.0

    def told_of(done: int, total: int, what: str) -> None:
        nonlocal last, longest
        now = time.process_time()
        longest, last = max(longest, now - last), now

    looked = look(vault, told.id, FULL, told_of)
    assert any(each.record_id == media_id and each.entry_id for each in looked.files)
    assert longest < 2
    assert time.process_time() - begun < 60


def test_a_name_under_which_the_same_bytes_came_again_asks_nothing(
    vault: Vault, told: Interview
) -> None:
    """It stays here, whoever gave it: neither a question nor an end of what was decided."""
    vault.protected.new(["Пётр Клімовіч"], "N-7")
    file = add(vault, b"letter")
    vault.interviews.attach(told.id, file.id)
    before = look(vault, told.id, FULL).files
    assert add(vault, b"letter", "Пётр Клімовіч.jpg").id == file.id
    assert "Пётр Клімовіч.jpg" in {each.value for each in vault.media.metadata(file.id)}
    assert look(vault, told.id, FULL).files == before
