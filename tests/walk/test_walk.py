"""The journey by mouse and keys, in the real window on a real screen, at three looks.

Pictures are kept in ``build/walk``; a walk that fails leaves ``failed.png`` and the tree of what
was on the screen in ``failed.txt`` there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.i18n import LANGUAGES, set_language
from tests.journey.canary_photos import write_photos
from tests.walk import consent, journey, looking_around
from tests.walk.screen import Look
from tests.walk.work import at_work

LAPTOP = Look(1366, 768)
SMALLEST = Look(1024, 680)
LOOKS = (LAPTOP, SMALLEST, Look(1920, 1080, 1.5))


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_the_journey_in_the_real_window(look: Look, tmp_path: Path) -> None:
    photos = write_photos(tmp_path / "photos")[0].parent
    with at_work(look, "en", tmp_path, look.name) as person:
        journey.walk(person, tmp_path / "out", photos)
    assert not person.complaints, "\n".join(person.complaints)


@pytest.mark.parametrize("language", ["be", "ru"])
def test_an_interview_opens_in_the_other_languages(language: str, tmp_path: Path) -> None:
    set_language(language)
    with at_work(LAPTOP, language, tmp_path, language) as person:
        looking_around.walk(person)
    assert not person.complaints, "\n".join(person.complaints)


@pytest.mark.parametrize(
    ("language", "dark"),
    [
        pytest.param(each, dark, marks=[pytest.mark.slow] * ((each, dark) != ("ru", False)))
        for each in LANGUAGES
        for dark in (False, True)
    ],
)
def test_a_whole_consent_by_keys_alone(language: str, dark: bool, tmp_path: Path) -> None:
    """Read out, asked and shown in one language, in the light and in the dark."""
    set_language(language)
    album = f"consent-{language}{'-dark' * dark}"
    with at_work(LAPTOP, language, tmp_path, album) as person:
        consent.walk(person, language, dark=dark)
    assert not person.complaints, "\n".join(person.complaints)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["be", "ru"])
def test_the_journey_in_the_longer_languages_on_the_smallest_screen(
    language: str, tmp_path: Path
) -> None:
    set_language(language)
    photos = write_photos(tmp_path / "photos")[0].parent
    with at_work(SMALLEST, language, tmp_path, f"{SMALLEST.name}-{language}") as person:
        journey.walk(person, tmp_path / "out", photos)
    assert not person.complaints, "\n".join(person.complaints)


@pytest.mark.slow
def test_every_room_in_the_dark(tmp_path: Path) -> None:
    with at_work(LAPTOP, "en", tmp_path, "dark") as person:
        looking_around.walk(person, dark=True)
    assert not person.complaints, "\n".join(person.complaints)
