"""The bench of the rooms, and an office on the other side of the stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.vault import Vault
from tests.support import make_vault, open_interview
from tests.ui.room_bench import Bench, bench

__all__ = ["bench", "office", "stick"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for the stick."""
    path = tmp_path / "stick"
    path.mkdir()
    return path


@pytest.fixture
def office(tmp_path: Path, bench: Bench) -> Iterator[Vault]:
    """An organisation's vault, open on the test's own thread; both sides trust each other.

    The vault behind the window holds an interview that may go to it and one that may not.
    """
    with make_vault(tmp_path, "office", Role.ORGANISATION) as vault:
        theirs = vault.identity.card()

        def prepare(own: Vault) -> tuple[bytes, bytes]:
            known = own.cards.add(theirs.document, theirs.signature)
            own.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
            open_interview(own, "W-001", Purpose.KEEP)
            own.interviews.new("W-002", own.people.new("P-W-002", ()).id, "be")
            card = own.identity.card()
            return card.document, card.signature

        document, signature = bench.ask(prepare)
        known = vault.cards.add(document, signature)
        vault.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
        yield vault
