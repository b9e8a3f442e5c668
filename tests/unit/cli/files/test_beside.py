"""Which files belong together is listed and said on the command line."""

from __future__ import annotations

import io

from desktop.cli.console import Console
from desktop.messages.beside import told
from desktop.model.companion import Companion
from desktop.vault.records.companions import Beside, Paired
from tests import every_field
from tests.unit.cli.conftest import Desk

_NOT_SAID = {
    "Companion.id": "an id",
    "Companion.media_id": "an id; the other file is named",
    "Companion.with_id": "an id; the other file is named",
    "Companion.created_at": "when it was seen",
}


def test_every_field_of_what_belongs_together_is_said() -> None:
    def show(said: Companion) -> str:
        out = io.StringIO()
        pair = Paired(every_field.media(), said.known_by)
        Console(out, io.StringIO()).fields(told(Beside((pair,))))
        return out.getvalue()

    missing = every_field.unchanged(every_field.filled(Companion), show)
    every_field.check("photos beside (desktop/cli/files/beside.py)", missing, _NOT_SAID)


def test_they_are_listed_saved_together_and_parted_again(desk: Desk) -> None:
    card = desk.folder / "card"
    card.mkdir()
    for name in ("A.JPG", "A.CR3"):
        (card / name).write_bytes(name.encode())
    assert "1 file is kept together" in desk.run("photos", "add", desk.researcher, card).out
    listed = desk.run("photos", "list", desk.researcher, "--json").json
    [(raw, jpeg)] = listed["belongs_to"].items()
    assert "A.JPG" in desk.run("photos", "beside", desk.researcher, raw).out
    out = desk.folder / "out"
    out.mkdir()
    desk.run("photos", "export", desk.researcher, out, jpeg)
    assert sorted(each.name for each in out.iterdir()) == ["A.CR3", "A.JPG"]
    assert "No other file" in desk.run("photos", "beside", desk.researcher, raw, "--alone").out
    assert "A.JPG" in desk.run("photos", "beside", desk.researcher, raw, "--to", jpeg).out
    assert "A.CR3" in desk.run("photos", "beside", desk.researcher, jpeg).out
