"""Words typed fast into the search of everything cost one search, however busy the vault is."""

from __future__ import annotations

from desktop.model.person import NameForm
from tests.ui.room_bench import Bench, bench

__all__ = ["bench"]


def test_of_words_typed_while_the_vault_was_busy_only_the_last_are_searched_for(
    bench: Bench,
) -> None:
    bench.ask(lambda vault: vault.people.new("P-1", [NameForm("Прыдуманая")]))
    field = bench.shell.search
    asked = bench.statements()
    go_on = bench.busy()
    for text in ("пр", "пры", "прыд", "прыду", "прыдуманая"):
        field.setText(text)
        field._ask()
    go_on.set()
    bench.qtbot.waitUntil(lambda: field.found.list.model().rowCount() == 1)
    bench.settle()
    searched = {sql for sql in asked if " MATCH " in sql}
    # The word itself and words that begin so; each behind the other in the texts of files.
    assert len(searched) == 2
    assert all("прыдуманая" in sql for sql in searched)
