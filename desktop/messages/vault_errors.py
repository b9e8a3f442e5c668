"""What is said of errors about a vault: title, what happened, what to do (``errors.py``)."""

from __future__ import annotations

from collections.abc import Mapping

from desktop import errors
from desktop.errors import SkryniaError
from desktop.i18n import N_

OF_VAULTS: Mapping[type[SkryniaError], tuple[str, str, str]] = {
    errors.VaultError: (
        N_("The vault cannot be used"),
        N_("Something is wrong with the vault's folder."),
        N_("Nothing was changed. Try again, or open a backup."),
    ),
    errors.DamagedKeySlots: (
        N_("The vault's file keys.json is damaged"),
        N_("The file keys.json in the vault's folder is missing or was altered."),
        N_(
            "What you typed may still be right. Copy keys.json from a backup of this vault "
            "into its folder, or open the backup."
        ),
    ),
    errors.DamagedVault: (
        N_("The vault is damaged"),
        N_("A part of the database does not read as what was written. It was left as it is."),
        N_("Copy the whole folder before anything else, then restore a backup."),
    ),
    errors.OlderVault: (
        N_("Parts of the vault are older than the rest"),
        N_("What was decided last is not what is in the file. So nothing from it can be sent."),
        N_("Copy the whole folder, then check the vault: the check names what differs."),
    ),
    errors.SavesLost: (
        N_("Saves are missing from this vault"),
        N_(
            "A withdrawal of consent, or a narrower answer, may be among them. Until somebody has "
            "looked at the consents, nothing is sent from here (news of a withdrawal neither), and "
            "no summary or original is written outside the vault."
        ),
        N_(
            "Look at the consents, and record again what is missing. Then confirm it: with the "
            "button that is shown when the vault is opened, or with skryniactl consent looked-at."
        ),
    ),
    errors.MissingDatabase: (
        N_("The vault's database is missing"),
        N_(
            "This is the folder of a vault: it contains the file keys.json, but not "
            "vault.db, where everything is kept. Nothing was changed."
        ),
        N_(
            "If vault.db was moved or left behind in a copy, put it back beside keys.json. "
            "Otherwise restore a backup of this vault into a new folder."
        ),
    ),
    errors.UncheckedLog: (
        N_("This copy needs its passphrase"),
        N_(
            "Its latest changes are in a file beside vault.db. Without the passphrase nobody "
            "can tell whether the two belong together, so nothing was restored."
        ),
        N_("Enter the passphrase of the copy, or use a backup that Skrynia created."),
    ),
    errors.IncompleteCopy: (
        N_("The latest changes are missing here"),
        N_(
            "This folder comes from a vault that was open, and its file vault.db-wal, where the "
            "latest changes are, is not in it. Nothing was restored."
        ),
        N_(
            "If you have vault.db-wal, put it beside vault.db and try again. If you have not, "
            "open this folder as a vault, look at what is there, close it, and try again."
        ),
    ),
    errors.NewerVault: (
        N_("The vault comes from a newer Skrynia"),
        N_("A later version of the program made or changed this vault. It was left untouched."),
        N_("Open it with that version or a later one."),
    ),
    errors.VaultExists: (
        N_("Something is here already"),
        N_("A new vault never overwrites anything, so nothing was written."),
        N_("Choose another name or another folder."),
    ),
    errors.NotAVault: (
        N_("This folder is not a vault"),
        N_("It is not there, or it does not contain a vault. Nothing was changed."),
        N_("Check the name, and choose a folder that ends in .skrynia."),
    ),
}
