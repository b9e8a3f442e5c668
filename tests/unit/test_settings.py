"""Settings come back as they were left, and a broken file never keeps the program shut."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from platformdirs import user_config_path

from desktop.errors import NotWritable
from desktop.i18n import LANGUAGES
from desktop.settings import _READ, MOST_VAULTS, Settings, load_settings, save_settings
from desktop.system.paths import SETTINGS_FOLDER, config_folder, settings_file
from tests.systems import is_private


def test_they_lie_in_this_users_config_folder(home: Path) -> None:
    assert settings_file() == config_folder() / "settings.json"
    assert config_folder().is_relative_to(home)


def test_without_the_variable_they_lie_where_the_system_keeps_settings(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTINGS_FOLDER)
    folder = config_folder()
    assert folder.name == "skrynia"
    if sys.platform == "win32":  # asked of the system itself, which no test can move
        assert folder.parent.name.lower() == "local"
    else:
        assert folder.is_relative_to(home)


@pytest.mark.parametrize("named", [None, "", "relative", "/elsewhere", "/with/../dots"])
def test_the_folder_is_the_one_that_platformdirs_names(
    home: Path, monkeypatch: pytest.MonkeyPatch, named: str | None
) -> None:
    monkeypatch.delenv(SETTINGS_FOLDER)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", named)
    assert config_folder() == user_config_path("skrynia", appauthor=False, roaming=False)


def test_the_first_start_has_defaults_and_writes_nothing(home: Path) -> None:
    assert load_settings() == Settings()
    assert (Settings().idle_minutes, Settings().talking_minutes) == (5, 15)
    assert not config_folder().exists()


def test_what_was_saved_comes_back() -> None:
    settings = (
        Settings(language="be", theme="dark", idle_minutes=60, talking_minutes=1, text_percent=175)
        .with_vault(Path("/home/field/Notes.skrynia"))
        .with_window("main", "AdnQywADAAA=")
        .with_columns("interviews", (120, 80, 400))
    )
    save_settings(settings)
    assert load_settings() == settings


def test_only_its_user_can_read_them() -> None:
    save_settings(Settings())
    assert is_private(settings_file())
    assert is_private(config_folder())


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'"\xff"',
        b'{"idle_minutes": 0}',
        b'{"idle_minutes": 61}',
        b'{"idle_minutes": "5"}',
        b'{"talking_minutes": 61}',
        b'{"theme": "pink"}',
        b'{"text_percent": 300}',
        b'{"text_percent": true}',
        b'{"language": "xx"}',
        b'{"known_vaults": [1]}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_kept_aside_and_defaults_are_used(broken: bytes) -> None:
    config_folder().mkdir(parents=True)
    settings_file().write_bytes(broken)
    assert load_settings() == Settings()
    assert (config_folder() / "settings.broken.json").read_bytes() == broken
    assert not settings_file().exists()


def test_what_a_later_version_added_is_passed_over() -> None:
    config_folder().mkdir(parents=True)
    settings_file().write_bytes(b'{"language": "ru", "moon": "full"}')
    assert load_settings().language == "ru"


def test_a_config_folder_that_is_a_file_is_the_worlds_refusal(home: Path) -> None:
    config_folder().parent.mkdir(parents=True)
    config_folder().touch()
    with pytest.raises(NotWritable):
        save_settings(Settings())
    if sys.platform == "win32":  # it says no more than that nothing is there
        assert load_settings() == Settings()
    else:
        with pytest.raises(NotWritable):
            load_settings()


def test_the_vault_used_last_stands_first_and_once() -> None:
    settings = Settings()
    for name in ("a", "b", "a"):
        settings = settings.with_vault(Path(name))
    assert settings.known_vaults == ("a", "b")
    assert settings.without_vault(Path("a")).known_vaults == ("b",)


def test_the_list_of_vaults_does_not_grow_for_ever() -> None:
    settings = Settings()
    for number in range(MOST_VAULTS + 5):
        settings = settings.with_vault(Path(f"vault-{number}"))
    assert len(settings.known_vaults) == MOST_VAULTS
    assert settings.known_vaults[0] == f"vault-{MOST_VAULTS + 4}"


def test_switching_the_list_off_forgets_it_and_keeps_it_empty() -> None:
    settings = Settings().with_vault(Path("a")).remembering(False)
    assert settings.known_vaults == ()
    assert settings.with_vault(Path("b")).known_vaults == ()


def test_every_language_of_the_program_can_be_chosen() -> None:
    allowed = get_args(get_type_hints(Settings)["language"])
    assert set(allowed) == {"", *LANGUAGES}
    assert replace(Settings(), language="be").language == "be"


def test_every_field_is_read_back_by_its_own_rule() -> None:
    assert set(_READ) == {field.name for field in fields(Settings)}
    assert _READ["theme"]("dark") == "dark"
    for name, wrong in {
        "remember_vaults": 1,
        "idle_minutes": True,
        "windows": {"main": 3},
        "columns": {"interviews": ["wide"]},
        "known_vaults": "a",
    }.items():
        with pytest.raises(ValueError, match="not of its type"):
            _READ[name](wrong)
