"""What the program remembers about itself between two starts. Never content of records.

One JSON file, ``settings.json``, for its user alone, replaced atomically. A file that does
not read is kept aside as ``settings.broken.json``, and the program starts with defaults.
Paths of vaults tell that there are vaults: ``remember_vaults`` switches that off.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, cast

from desktop.i18n import LANGUAGES
from desktop.system.files import translate_os_errors, write_atomically
from desktop.system.paths import settings_file
from desktop.system.private_files import private_folder
from desktop.system.renaming import rename_over

Theme = Literal["system", "light", "dark"]
Language = Literal["", "en", "be", "ru"]
_Reader = Callable[[object], Any]
MOST_VAULTS: Final = 20
LONGEST_IDLE: Final = 60
LARGEST_TEXT: Final = 200
LONGEST_UNLOCKING_MS: Final = 10 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Made anew for each change: ``dataclasses.replace`` and the methods below.

    ``language``: a code of ``desktop.i18n.LANGUAGES``; empty follows the system.
    ``text_percent``: the size of text in the window, 100 to 200.
    ``idle_minutes``: minutes without a key or click until the vault locks, 1 to 60.
    ``talking_minutes``: the same while a consent or an account is open: silence is part of it.
    ``unlocking_ms``: what unlocking took on this machine the last time, in milliseconds; 0 where
    nobody knows.
    ``keep_out_of_captures``: whether pictures of the screen leave the window out.
    ``back_up_by_itself``: whether a known stick gets a backup as soon as it is plugged in.
    ``known_vaults``: folders, the last used first.
    ``windows``: a window's name → its size and place, as the window system packs it (base64).
    ``columns``: a table's name → widths in pixels.
    """

    language: Language = ""
    theme: Theme = "system"
    text_percent: int = 100
    idle_minutes: int = 5
    talking_minutes: int = 15
    unlocking_ms: int = 0
    keep_out_of_captures: bool = True
    remember_vaults: bool = True
    back_up_by_itself: bool = False
    known_vaults: tuple[str, ...] = ()
    windows: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def with_vault(self, folder: Path) -> Settings:
        """With ``folder`` as the vault used last; unchanged when vaults are not remembered."""
        if not self.remember_vaults:
            return self
        used = str(folder)
        others = [known for known in self.known_vaults if known != used]
        return replace(self, known_vaults=(used, *others)[:MOST_VAULTS])

    def without_vault(self, folder: Path) -> Settings:
        """With ``folder`` forgotten, and with the last one how long it took to unlock. The vault
        itself is not touched."""
        left = tuple(known for known in self.known_vaults if known != str(folder))
        return replace(self, known_vaults=left, unlocking_ms=self.unlocking_ms if left else 0)

    def remembering(self, wanted: bool) -> Settings:
        """With vaults remembered or not; switching it off forgets those known."""
        return replace(
            self, remember_vaults=wanted, known_vaults=self.known_vaults if wanted else ()
        )

    def with_window(self, name: str, state: str) -> Settings:
        """With the size and place of the window ``name``."""
        return replace(self, windows={**self.windows, name: state})

    def with_columns(self, name: str, widths: tuple[int, ...]) -> Settings:
        """With the column widths of the table ``name``, in pixels."""
        return replace(self, columns={**self.columns, name: widths})


def load_settings(path: Path | None = None) -> Settings:
    """The settings as they were saved, or defaults.

    ``path``: the file, by default this user's. An unreadable folder raises ``StorageError``.
    """
    file = path or settings_file()
    with translate_os_errors():
        try:
            data = file.read_bytes()
        except FileNotFoundError:
            return Settings()
        try:
            return _decoded(data)
        except (ValueError, RecursionError):
            rename_over(file, file.with_name("settings.broken.json"))
            return Settings()


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Replace the file by ``settings``; ``StorageError`` when the disk refuses."""
    file = path or settings_file()
    with translate_os_errors():
        file.parent.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            private_folder(file.parent)
    write_atomically(file, _encoded(settings))


def _encoded(settings: Settings) -> bytes:
    plain = {field.name: getattr(settings, field.name) for field in fields(settings)}
    plain["windows"], plain["columns"] = dict(settings.windows), dict(settings.columns)
    return json.dumps(plain, indent=2, ensure_ascii=False).encode()


def _decoded(data: bytes) -> Settings:
    """``ValueError`` unless every field is of its type; what is not known is passed over."""
    plain = json.loads(data)
    if not isinstance(plain, dict):
        raise ValueError("settings are an object")
    return Settings(**{name: read(plain[name]) for name, read in _READ.items() if name in plain})


def _one_of(*allowed: str) -> _Reader:
    return lambda value: _fits(value, value in allowed)


def _minutes(value: object) -> object:
    return _fits(value, type(value) is int and 1 <= value <= LONGEST_IDLE)


def _percent(value: object) -> object:
    return _fits(value, type(value) is int and 100 <= value <= LARGEST_TEXT)


def _milliseconds(value: object) -> object:
    return _fits(value, type(value) is int and 0 <= value <= LONGEST_UNLOCKING_MS)


def _truth(value: object) -> object:
    return _fits(value, isinstance(value, bool))


def _text(value: object) -> object:
    return _fits(value, isinstance(value, str))


def _number(value: object) -> object:
    return _fits(value, type(value) is int)


def _tuple_of(read: _Reader) -> _Reader:
    def read_all(value: object) -> object:
        _fits(value, isinstance(value, list))
        return tuple(map(read, cast("list[object]", value)))

    return read_all


def _names_to(read: _Reader) -> _Reader:
    def read_all(value: object) -> object:
        _fits(value, isinstance(value, dict))
        return {name: read(each) for name, each in cast("dict[str, object]", value).items()}

    return read_all


def _fits(value: object, fits: bool) -> object:
    if not fits:
        raise ValueError("a setting is not of its type")
    return value


# By hand and not by msgspec: this file is read before the first window, and loading msgspec
# would take longer than all of it.
_READ: Final[Mapping[str, _Reader]] = {
    "language": _one_of("", *LANGUAGES),
    "theme": _one_of("system", "light", "dark"),
    "text_percent": _percent,
    "idle_minutes": _minutes,
    "talking_minutes": _minutes,
    "unlocking_ms": _milliseconds,
    "keep_out_of_captures": _truth,
    "remember_vaults": _truth,
    "back_up_by_itself": _truth,
    "known_vaults": _tuple_of(_text),
    "windows": _names_to(_text),
    "columns": _names_to(_tuple_of(_number)),
}
