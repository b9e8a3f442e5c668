"""An interview that came pseudonymised: nobody works on it, and nobody sealed it."""

from __future__ import annotations

from pathlib import Path

from desktop.handoff.receiving.receive import receive_package
from desktop.model.interview import State
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.ui.room_bench import Bench, words_seen
from tests.unit.handoff.ends import Vaults
from tests.unit.handoff.sender import Sender
from tests.unit.handoff.sending.test_derived_by_others import derived, own_id
from ui.interviews.close import ClosePhase
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.list.rows import row_of


def received(vault: Vault, folder: Path) -> str:
    """One that is under way with its author, for whoever has this vault."""
    record = own_id()
    entry = derived(record, own_id(), state=State.UNDER_WAY)
    sender = Sender(Vaults(vault, vault, folder))
    receive_package(vault, sender.package(folder / "derived.age", [entry]))
    return record


def test_closing_does_not_say_that_it_was_sealed(bench: Bench, tmp_path: Path) -> None:
    record = bench.ask(lambda vault: received(vault, tmp_path))
    close = bench.open(record, Phase.CLOSE).page(Phase.CLOSE)
    assert isinstance(close, ClosePhase)
    words = words_seen(close)
    assert "Pseudonymised" in words
    assert not [each for each in words if "sealed" in each]


def test_its_consent_is_only_narrowed_or_withdrawn(bench: Bench, tmp_path: Path) -> None:
    record = bench.ask(lambda vault: received(vault, tmp_path))
    page = bench.open(record, Phase.CONSENT).page(Phase.CONSENT)
    assert isinstance(page, ConsentPhase)
    assert "It came pseudonymised: consent can only be narrowed or withdrawn here." in (
        words_seen(page)
    )


def test_the_list_says_in_which_form_it_came_and_not_that_it_is_under_way(
    bench: Bench, tmp_path: Path
) -> None:
    bench.ask(lambda vault: received(vault, tmp_path))
    [summary] = bench.ask(lambda vault: vault.interviews.summaries())
    detail = row_of(summary).detail
    assert detail.startswith("Pseudonymised")
    assert "Under way" not in detail
