"""A vault, open and empty, and its database for what the API does not let through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.model.identity import Role
from desktop.vault import Vault
from desktop.vault.store.connection import Database
from tests.support import make_vault


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


@pytest.fixture
def db(vault: Vault) -> Database:
    """The vault's own connection: what somebody with the passphrase and a shell could reach."""
    return vault._db


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Vault]:
    """A second vault, which receives."""
    with make_vault(tmp_path, "office", Role.ORGANISATION) as opened:
        yield opened


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """One vault for many examples, each of which is rolled back."""
    with make_vault(tmp_path_factory.mktemp("archive"), "archive") as opened:
        yield opened
