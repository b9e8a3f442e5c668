"""The homes that tests of merging and of the gate run over, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from desktop.home.roles import Home
from desktop.model.identity import Role
from desktop.vault import Vault
from tests.homes.memory import MemoryHome, new_identity
from tests.support import make_vault

EitherHome = Vault | MemoryHome
"""What such a test is given: a home of the handoff, with the nouns that tests write into."""

Make = Callable[[Path, str, Role, bool], EitherHome]


def _vault(folder: Path, name: str, role: Role, post_quantum: bool) -> Vault:
    return make_vault(folder, name, role, post_quantum)


def _memory(_folder: Path, name: str, role: Role, post_quantum: bool) -> MemoryHome:
    return MemoryHome(new_identity(name, role, post_quantum))


HOMES: Final[Mapping[str, Make]] = {"vault": _vault, "memory": _memory}


def as_home(home: EitherHome) -> Home:
    """Each is one for the whole of the handoff: mypy says so."""
    return home
