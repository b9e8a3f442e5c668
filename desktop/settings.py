"""What the program remembers about itself between two starts. Never content of records.

One JSON file, ``settings.json``, for its user alone, replaced atomically. A file that does
not read is kept aside as ``settings.broken.json``, and the program starts with defaults.
Paths of vaults tell that there are vaults: ``remember_vaults`` switches that off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from desktop.files import translate_os_errors, write_atomically
from desktop.paths import settings_file

Theme = Literal["system", "light", "dark"]
Language = Literal["", "en", "be", "ru"]
MOST_VAULTS: Final = 20
LONGEST_IDLE: Final = 60


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Made anew for each change: ``dataclasses.replace`` and the methods below.

    ``language``: a code of ``desktop.i18n.LANGUAGES``; empty follows the system.
    ``idle_minutes``: minutes without a key or click until the vault locks, 1 to 60.
    ``known_vaults``: folders, the last used first.
    ``windows``: a window's name → its size and place, as the window system packs it (base64).
    ``columns``: a table's name → widths in pixels.
    """

    language: Language = ""
    theme: Theme = "system"
    idle_minutes: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_IDLE)] = 5
    remember_vaults: bool = True
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
        """With ``folder`` forgotten. The vault itself is not touched."""
        left = tuple(known for known in self.known_vaults if known != str(folder))
        return replace(self, known_vaults=left)

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
            return msgspec.json.decode(data, type=Settings)
        except (msgspec.DecodeError, UnicodeDecodeError):
            file.replace(file.with_name("settings.broken.json"))
            return Settings()


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Replace the file by ``settings``; ``StorageError`` when the disk refuses."""
    file = path or settings_file()
    with translate_os_errors():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(file, msgspec.json.format(msgspec.json.encode(settings)))
