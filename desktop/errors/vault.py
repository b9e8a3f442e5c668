"""The vault folder as a whole: its ways in, its files, its lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors.root import SkryniaError

if TYPE_CHECKING:
    from desktop.model.values.moment import Moment
    from desktop.model.way_in import WayIn


class VaultError(SkryniaError):
    """Something about the vault folder as a whole."""


class WrongPassphrase(VaultError):
    """The key slots are whole, but the secret opens none of them."""


class WrongSecondPart(WrongPassphrase):
    """Passphrase and key file, or passphrase and hardware key: one of the two does not fit."""


class WrongKeyFile(WrongPassphrase):
    """A key file alone, and it is another vault's."""


class WrongSheet(WrongPassphrase):
    """The code of a recovery sheet holds, but is of another vault or of a sheet that was
    revoked."""


class WrongShares(WrongPassphrase):
    """The shares are of another vault, of a set that was revoked, or too few."""


class NotKeptHere(WrongPassphrase):
    """The key of the vault was left with somebody else than who tries to open it."""


class NoSlotForSecret(VaultError):
    """The key slots are whole, but none takes a secret of the kind that was given."""


class HeldByOthers(NoSlotForSecret):
    """A backup for a journey: it opens by what others hold, and not by what was given."""


class NotAKeyFile(VaultError):
    """The file that was chosen is no key file, or a damaged one."""


class MistypedCode(VaultError):
    """The code of a recovery sheet does not hold. ``wrong``: the numbers of mistyped groups, from
    1; ``missing``: how many groups are not there."""

    def __init__(self, wrong: Sequence[int] = (), missing: int = 0) -> None:
        super().__init__("mistyped")
        self.wrong, self.missing = tuple(wrong), missing


class MistypedShare(VaultError):
    """A recovery share does not hold, or does not go with the others. ``wrong``: the places of
    words that are in no share, from 1; ``share``: which of those given, from 1, and 0 where only
    one was."""

    def __init__(self, wrong: Sequence[int] = (), share: int = 0) -> None:
        super().__init__("mistyped")
        self.wrong, self.share = tuple(wrong), share


class TooFewShares(VaultError):
    """The shares go together, but ``needed`` of their set bring the secret back, and only ``given``
    are there."""

    def __init__(self, given: int = 0, needed: int = 0) -> None:
        super().__init__("too few")
        self.given, self.needed = given, needed


class HardwareKeyError(VaultError):
    """No hardware key answered: none is plugged in, or nobody touched it."""


class LastWayIn(VaultError):
    """Asked to be revoked, and it is the last that a person can use."""


class OrganisationsOnly(VaultError):
    """A key file that opens a vault alone, for a vault that is no organisation's."""


class ClassicalKey(VaultError):
    """A vault key is left with nobody whose key quantum computers would open."""


class NotEnoughMemory(VaultError):
    """The machine has not the memory that deriving the key takes."""


class DamagedKeySlots(VaultError):
    """``keys.json`` is missing, cut or altered."""


class DeletionBegun(DamagedKeySlots):
    """The vault was being destroyed, and that did not end."""


class DamagedVault(VaultError):
    """The database does not read as what was written."""


class OlderVault(DamagedVault):
    """What decides is older than what was written last: pages of another day lie in the file."""


class SavesLost(OlderVault):
    """Saves are missing, a withdrawal may be among them, and nobody has looked since."""


class MissingDatabase(DamagedVault):
    """The folder holds key slots, but no ``vault.db``."""


class DamagedBackup(DamagedVault):
    """The copy that a restore made does not hold; ``reason`` names the parts."""


class WhichBackup(DamagedBackup):
    """The newest of several backups is not taken before somebody says so. ``newest``: of those that
    read; ``whole``: of those of the undamaged vault, "" where there is none."""

    def __init__(self, reason: str = "", newest: str = "", whole: str = "") -> None:
        super().__init__(reason)
        self.newest, self.whole = newest, whole

    @property
    def offered(self) -> str:
        """The one to restore, if nobody wants another."""
        return self.whole or self.newest


class OfDamagedVault(WhichBackup):
    """The newest is of a vault that was damaged already."""

    def __init__(self, newest: str = "", whole: str = "") -> None:
        super().__init__("the vault was damaged already", newest, whole)


class UnreadBackups(WhichBackup):
    """Which is the newest is not known: those called ``unread`` do not read."""

    def __init__(self, unread: Sequence[str] = (), newest: str = "", whole: str = "") -> None:
        super().__init__(f"do not read: {', '.join(unread)}", newest, whole)
        self.unread = tuple(unread)


class RenamedBackup(DamagedBackup):
    """The folder of a backup has another name than it was given. ``name``: the one it was given;
    ``made``: when, as it says itself."""

    def __init__(self, name: str = "", made: Moment | None = None) -> None:
        super().__init__("the folder was renamed")
        self.name, self.made = name, made


class NotWhole(DamagedVault):
    """The vault does not hold, and is not backed up as it is without being told to. ``parts``: of
    a check; ``findings``: sentences about them."""

    def __init__(self, parts: Sequence[str] = (), findings: Sequence[str] = ()) -> None:
        super().__init__(f"does not hold: {', '.join(parts)}")
        self.parts, self.findings = tuple(parts), tuple(findings)


class UnreadVault(DamagedVault):
    """A part of the vault does not read, so no backup of it was made."""


class NoBackupsHere(VaultError):
    """The folder holds no backups, or no generation of that name."""


class OneOfBackups(NoBackupsHere):
    """The folder is one backup out of a folder of several, which is meant."""


class OtherVaultsBackups(VaultError):
    """The backups in the folder are another vault's."""


class BackupsInUse(VaultError):
    """Another process makes, checks or restores backups in the folder."""


class NoWayBack(VaultError):
    """Nobody but who travels could open the backup of a vault that is to stay behind."""


class ChooseWays(VaultError):
    """Of a kind of way the vault has several, and nobody chose who is to open the backup. ``ways``:
    all that others hold."""

    def __init__(self, ways: Sequence[WayIn] = ()) -> None:
        super().__init__("several ways of one kind")
        self.ways = tuple(ways)


class OpenOtherwise(VaultError):
    """Backups lie in the folder that open by what opened the vault."""


class OtherCopysBackups(VaultError):
    """A place holds a backup of what this copy of the vault never had."""


class ChangedMeanwhile(VaultError):
    """A vault that is to stay behind was written to after it was packed."""


class UncheckedLog(VaultError):
    """Without a passphrase nothing tells whether a log beside a database belongs to it."""


class IncompleteCopy(VaultError):
    """The folder was copied from an open vault without the log that holds its last changes."""


class NewerVault(VaultError):
    """The vault was made or migrated by a later version of the program."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a vault open. ``computer``: its name, untrusted; ``here``: whether it is this one."""

    process: int
    computer: str
    since: Moment
    here: bool


class VaultInUse(VaultError):
    """Another process holds the vault open. ``holder``: which, as far as is known."""

    def __init__(self, reason: str = "", holder: Holder | None = None) -> None:
        super().__init__(reason)
        self.holder = holder


class CopyFirst(VaultError):
    """To be opened, the vault would have to be written to, and its medium cannot be."""


class VaultExists(VaultError):
    """Something already stands where the new vault should go."""


class NotAVault(VaultError):
    """The folder is not a vault."""
