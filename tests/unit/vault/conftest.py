"""A vault, open and empty, and its database for what the API does not let through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.vault import Vault
from desktop.vault.connection import Database
from tests.support import make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


@pytest.fixture
def db(vault: Vault) -> Database:
    """The vault's own connection: what somebody with the passphrase and a shell could reach."""
    return vault._db
