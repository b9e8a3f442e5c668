"""What ``photos add`` answers where something is left out."""

from __future__ import annotations

from tests.unit.cli.conftest import Desk


def test_trash_that_is_left_out_is_named_and_no_failure(desk: Desk) -> None:
    card = desk.folder / "card"
    for name in ("DCIM/one.bin", ".Trash-1000/files/gone.bin"):
        (card / name).parent.mkdir(parents=True)
        (card / name).write_bytes(name.encode())
    answer = desk.run("photos", "add", desk.researcher, card)
    assert (answer.code, ".Trash-1000" in answer.out) == (0, True)
    answer = desk.run("photos", "add", desk.researcher, card, desk.folder / "nowhere")
    assert (answer.code, "nowhere" in answer.out) == (1, True)
