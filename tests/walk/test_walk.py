"""The journey by mouse, and by keys alone, in the real window, at three sizes in three languages.

Pictures are kept in ``build/walk``; a walk that fails leaves ``failed.png`` and the tree of what
was on the screen in ``failed.txt`` there.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.i18n import LANGUAGES, set_language
from tests.journey.canary_photos import write_photos
from tests.logind import is_there, logind
from tests.walk import asleep, consent, journey, looking_around, names, told
from tests.walk.by_keys import ByKeys
from tests.walk.patience import LONGEST
from tests.walk.person import Person
from tests.walk.screen import Desktop, Look
from tests.walk.work import PROGRAM, at_work

LAPTOP = Look(1366, 768)
SMALLEST = Look(1024, 680)
LOOKS = (LAPTOP, SMALLEST, Look(1920, 1080, 1.5))
DAYS = [
    (look, language, ByKeys if (row + column) % 2 else Person)
    for row, look in enumerate(LOOKS)
    for column, language in enumerate(LANGUAGES)
]
"""Every pair of size and language once; each size and each language by mouse and by keys."""
ALWAYS = [(LAPTOP, "en"), (SMALLEST, "en")]
"""Walked also where there is little time: a day by mouse and one by keys."""


def _named(look: Look, language: str, who: type[Person]) -> str:
    return f"{look.name}-{language}-{'keys' if who is ByKeys else 'mouse'}"


@pytest.mark.parametrize(
    ("look", "language", "who"),
    [
        pytest.param(*day, id=_named(*day), marks=[pytest.mark.slow] * (day[:2] not in ALWAYS))
        for day in DAYS
    ],
)
def test_a_day_in_the_real_window(
    look: Look, language: str, who: type[Person], tmp_path: Path
) -> None:
    set_language(language)
    photos = write_photos(tmp_path / "photos")[0].parent
    with at_work(look, language, tmp_path, _named(look, language, who), who) as person:
        journey.walk(person, tmp_path / "out", photos)
    assert who is Person or not person.hands.done.clicks
    assert not person.complaints, "\n".join(person.complaints)


def test_each_size_and_each_language_is_walked_both_ways() -> None:
    assert all(
        set(whos) == {Person, ByKeys}
        for whos in (
            *([who for look, _language, who in DAYS if look == size] for size in LOOKS),
            *([who for _look, spoken, who in DAYS if spoken == code] for code in LANGUAGES),
        )
    )


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
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_decided_by_a_key_each_before_it_leaves(language: str, tmp_path: Path) -> None:
    """An account of 1,500 words with ten names: at most one key a place, and two to finish."""
    set_language(language)
    vault = told.vault_with_account(tmp_path, language)
    with at_work(LAPTOP, language, tmp_path, f"names-{language}", ByKeys, given=vault) as person:
        names.walk(person, told.places(vault), tmp_path / "copy.pdf")
    assert not person.hands.done.clicks
    assert not person.complaints, "\n".join(person.complaints)
    assert not told.named_in(tmp_path / "copy.pdf", language)


@pytest.mark.slow
def test_names_are_decided_on_the_way_to_a_package(tmp_path: Path) -> None:
    set_language("ru")
    vault, stick = told.vault_with_account(tmp_path, "ru"), tmp_path / "stick"
    stick.mkdir()
    with at_work(LAPTOP, "ru", tmp_path, "names-package", ByKeys, given=vault) as person:
        names.walk_package(person, told.places(vault), stick)
    assert not person.complaints, "\n".join(person.complaints)
    assert len(list(stick.glob("*.age"))) == 1


@pytest.mark.slow
def test_a_lock_amid_the_names_loses_none(tmp_path: Path) -> None:
    set_language("be")
    vault = told.vault_with_account(tmp_path, "be")
    with at_work(LAPTOP, "be", tmp_path, "names-lock", ByKeys, given=vault) as person:
        names.walk_over_a_lock(person, told.places(vault))
    assert not person.complaints, "\n".join(person.complaints)


@pytest.mark.slow
def test_every_room_in_the_dark(tmp_path: Path) -> None:
    with at_work(LAPTOP, "en", tmp_path, "dark") as person:
        looking_around.walk(person, dark=True)
    assert not person.complaints, "\n".join(person.complaints)


@pytest.mark.slow
@pytest.mark.skipif(not is_there(), reason="python-dbusmock is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_computer_sleeps_amid_40_000_unsaved_words(language: str, tmp_path: Path) -> None:
    """Then what is copied, and a second start of the program, on the desktop's own bus."""
    set_language(language)
    vault = told.vault_with_account(tmp_path, language)
    desks: list[tuple[Desktop, dict[str, str]]] = []
    with logind() as machine:

        def begin(desktop: Desktop, env: dict[str, str]) -> None:
            env["DBUS_SYSTEM_BUS_ADDRESS"] = machine.address
            desks.append((desktop, env))

        name = f"asleep-{language}"
        with at_work(LAPTOP, language, tmp_path, name, given=vault, begin=begin) as person:
            [(desktop, env)] = desks
            asleep.walk(person, desktop, machine, vault, 40_000)
            asleep.walk_copied(person, desktop)

            def start() -> int:
                return desktop.start([str(PROGRAM)], "second", **env).wait(LONGEST)

            asleep.walk_second_start(person, desktop, start)
    assert not person.complaints, "\n".join(person.complaints)
