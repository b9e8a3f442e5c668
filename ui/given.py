"""What the program was started with: ``skrynia FILE``, or a file opened with it.

A vault's folder opens at once; a package, a receipt or a card is offered when a vault is open.
A file is known by its name, and one that was renamed by how it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.i18n import _
from desktop.vault_files import DATABASE, FOLDER_SUFFIX

_AGE = b"age-encryption.org/"
_CARD = b'"format":"skrynia-card-file"'
_BEGINNING = 4096


class GivenKind(StrEnum):
    """What it is; the middle three are names of paths in the room of handing over."""

    VAULT = "vault"
    PACKAGE = "receive"
    RECEIPT = "receipt"
    CARD = "cards"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Given:
    """A path from the command line, and what lies there."""

    path: Path
    kind: GivenKind
    left_out: int = 0

    @property
    def is_vault(self) -> bool:
        """Whether it is a vault, to be opened at once."""
        return self.kind is GivenKind.VAULT

    @property
    def waits_for_a_vault(self) -> bool:
        """Whether it can be offered only once a vault is open."""
        return self.kind in (GivenKind.PACKAGE, GivenKind.RECEIPT, GivenKind.CARD)

    @property
    def name(self) -> str:
        """Its name as it can be shown, whatever bytes it is made of."""
        return str(self.path.name or self.path).encode(errors="replace").decode()


def given(words: list[str]) -> Given | None:
    """The first file of a command line; None where there is none."""
    if not words:
        return None
    path = Path(words[0]).absolute()
    return Given(path, kind_of(path), left_out=len(words) - 1)


def kind_of(path: Path) -> GivenKind:
    """What lies at a path, without opening more than its beginning."""
    try:
        if path.is_dir():
            return GivenKind.VAULT if _is_vault(path) else GivenKind.UNKNOWN
        if not path.is_file():
            return GivenKind.UNKNOWN if path.exists() else GivenKind.MISSING
        with path.open("rb") as file:
            return _kind_of_file(path.name.lower(), file.read(_BEGINNING))
    except (OSError, ValueError):
        return GivenKind.MISSING


def _is_vault(folder: Path) -> bool:
    return folder.suffix == FOLDER_SUFFIX or (folder / DATABASE).exists()


def _kind_of_file(name: str, beginning: bytes) -> GivenKind:
    if name.endswith("-receipt.age"):
        return GivenKind.RECEIPT
    if name.endswith(".age") or beginning.startswith(_AGE):
        return GivenKind.PACKAGE
    if name.endswith(".skrynia-card") or _CARD in beginning:
        return GivenKind.CARD
    return GivenKind.UNKNOWN


def sentences(found: Given) -> tuple[str, str]:
    """What the first screen says of it; two empty strings where nothing need be said."""
    if found.kind is GivenKind.MISSING:
        return _("There is nothing to open at {name}.").format(name=found.name), ""
    if found.kind is GivenKind.UNKNOWN:
        return _("Skrynia cannot open {name}.").format(name=found.name), _(
            "It opens a vault (a folder NAME.skrynia), a package (.age), a receipt "
            "(-receipt.age) and a card (.skrynia-card)."
        )
    if found.waits_for_a_vault:
        title = _("{name} is waiting for a vault.").format(name=found.name)
        return title, _("Open a vault, and you are asked what to do with the file.")
    if found.left_out:
        return _("One thing is opened at a time: {name}.").format(name=found.name), ""
    return "", ""
