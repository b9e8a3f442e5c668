"""Nothing is saved into the folder of a vault or of backups, whoever writes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.crypto.secret import KeyFile
from desktop.errors import WithinVault
from desktop.handing_out import write_for_recipient, write_replacements
from desktop.handoff.identity.cards import save_card
from desktop.handoff.identity.own_text_file import save_text
from desktop.handoff.identity.settings import write_settings
from desktop.handoff.receipt import write_receipt
from desktop.media.exporting.export import export_original
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.consent.beyond import Reason
from desktop.reports.copies import Target
from desktop.reports.printing import write_agreed, write_certificate, write_held, write_summary
from desktop.vault import Vault
from desktop.vault.file.secret_files import save_key_file, save_secret
from tests.support import make_vault

TO = Target(RecipientKind.PUBLIC, Purpose.KEEP)
WRITERS: dict[str, Callable[[Vault, Path], object]] = {
    "summary": lambda vault, path: write_summary(vault, "i", path, "be"),
    "agreed": lambda vault, path: write_agreed(vault, "i", path, "be"),
    "certificate": lambda vault, path: write_certificate(vault, "m", path, "be"),
    "copy": lambda vault, path: write_held(vault, "p", path, "json", Reason.FOR_THE_PERSON),
    "print": lambda vault, path: write_for_recipient(vault, "i", path, "be", TO),
    "table": lambda vault, path: write_replacements(vault, "i", path, "be", TO),
    "card": save_card,
    "text": lambda _vault, path: save_text("Згода", path),
    "settings": write_settings,
    "receipt": lambda vault, path: write_receipt(vault, "p", path.parent),
    "original": lambda vault, path: export_original(vault, "m", path.parent),
    "secret": lambda vault, path: save_secret(vault, path, b"x", ("way", "w"), "x"),
    "key file": lambda _vault, path: save_key_file(path, KeyFile(bytes(32))),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    made = make_vault(tmp_path_factory.mktemp("chosen") / "anna.skrynia")
    made.backups.create(made.folder.parent / "anna.backups")
    return made


@pytest.mark.parametrize("what", WRITERS)
def test_what_is_saved_lies_in_no_vault_and_in_no_backups(vault: Vault, what: str) -> None:
    folders = (vault.folder, *(vault.folder.parent / "anna.backups").glob("**/"))
    for folder in folders:
        before = sorted(each.name for each in folder.iterdir())
        with pytest.raises(WithinVault):
            WRITERS[what](vault, folder / "saved.pdf")
        assert sorted(each.name for each in folder.iterdir()) == before
