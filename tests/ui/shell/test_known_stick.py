"""A stick with backups of the open vault: offered once, never to somebody who is with a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.model.values.moment import Moment
from desktop.system.stick_watch import StickWatch
from desktop.system.sticks import Stick
from desktop.vault.backups.place import generations_in
from tests.ui.room_bench import Bench, bench
from tests.unit.vault.backups.backed_up import day, forge_log
from ui.preferences import Preferences
from ui.shell.known_stick import KnownStickBanner, _due, _places_on
from ui.widgets.layouts import column
from ui.widgets.tone import Tone

__all__ = ["bench"]


@dataclass
class Desk:
    """A banner over an open vault, and what is plugged in beside it."""

    bench: Bench
    stick: Path
    banner: KnownStickBanner
    settings: Preferences
    plugged: list[Stick]
    with_person: bool = False

    @property
    def place(self) -> Path:
        return self.stick / "researcher.backups"

    def plug_in(self) -> None:
        self.plugged.append(Stick("ANNA", self.stick, "vfat"))

    def wait_for(self, tone: Tone | None) -> None:
        self.bench.qtbot.waitUntil(lambda: self.banner.tone is tone, timeout=20_000)

    def press(self, label: str) -> None:
        [button] = [b for b in self.banner.findChildren(QPushButton) if b.text() == label]
        button.click()


@pytest.fixture
def desk(bench: Bench, tmp_path: Path) -> Iterator[Desk]:
    stick = tmp_path / "stick"
    stick.mkdir()
    bench.ask(lambda vault: vault.backups.create(stick / "researcher.backups", now=day(1)))
    holder, plugged = QWidget(), list[Stick]()
    bench.qtbot.addWidget(holder)
    settings = Preferences(path=tmp_path / "of-the-banner.json")
    asked: list[Desk] = []
    watch = StickWatch(look=lambda: tuple(plugged))
    banner = KnownStickBanner(holder, bench.worker, settings, lambda: asked[0].with_person, watch)
    asked.append(Desk(bench, stick, banner, settings, plugged))
    holder.setLayout(column(banner))
    holder.show()
    yield asked[0]
    holder.hide()


def test_it_is_offered_with_its_last_date_and_made_at_a_press(desk: Desk) -> None:
    assert desk.banner.title == ""
    desk.plug_in()
    desk.wait_for(Tone.INFO)
    assert "USB stick with backups of this vault" in desk.banner.title
    assert "2026" in desk.banner.text
    desk.press("Back up now")
    desk.wait_for(Tone.SAFE)
    assert len(generations_in(desk.place)) == 2
    assert desk.bench.ask(lambda vault: _due(vault, _places_on([desk.stick]))) is None  # of today


def test_nobody_who_is_with_a_person_is_disturbed(desk: Desk) -> None:
    desk.with_person = True
    desk.plug_in()
    desk.bench.qtbot.waitUntil(desk.banner._again.isActive)
    assert desk.banner.title == ""
    desk.with_person = False
    desk.banner._again.timeout.emit()
    assert desk.banner.tone is Tone.INFO


def test_it_is_not_offered_again_until_it_is_plugged_in_anew(desk: Desk) -> None:
    desk.plug_in()
    desk.wait_for(Tone.INFO)
    desk.press("Not now")
    assert desk.banner.title == ""
    desk.plugged.clear()
    desk.bench.qtbot.waitUntil(lambda: not desk.banner._plugged, timeout=5000)
    desk.plug_in()
    desk.wait_for(Tone.INFO)
    desk.plugged.clear()  # pulled: nothing more is offered
    desk.wait_for(None)


def test_where_it_was_wished_it_is_done_by_itself(desk: Desk) -> None:
    assert not desk.settings.value.back_up_by_itself
    desk.settings.change(lambda now: replace(now, back_up_by_itself=True))
    desk.plug_in()
    desk.wait_for(Tone.SAFE)
    assert len(generations_in(desk.place)) == 2


def test_a_stick_of_another_vault_and_a_place_off_the_list_are_nothing(desk: Desk) -> None:
    bench, found = desk.bench, _places_on([desk.stick])
    due = bench.ask(lambda vault: _due(vault, found))
    assert due == (desk.place, Moment(day(1).utc, day(1).offset_minutes))
    # What the label says is not asked.
    (desk.place / "backups.json").write_bytes(b"not what was written")
    assert _places_on([desk.stick, desk.stick / "gone"]) == found == (desk.place,)
    assert bench.ask(lambda vault: _due(vault, found)) == due
    [known] = bench.ask(lambda vault: vault.backups.places())
    bench.ask(lambda vault: vault.backups.forget(known.id))
    assert bench.ask(lambda vault: _due(vault, found)) is None


def test_how_far_it_is_is_said_while_it_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(desk.banner, "go_on", said.append)
    desk.plug_in()
    desk.wait_for(Tone.INFO)
    desk.press("Back up now")
    desk.wait_for(Tone.SAFE)
    assert any(line.endswith(" %") for each in said for line in each.splitlines())


def test_a_damaged_vault_is_not_backed_up_without_asking(desk: Desk) -> None:
    desk.bench.ask(forge_log)
    desk.plug_in()
    desk.wait_for(Tone.INFO)
    desk.press("Back up now")
    desk.wait_for(Tone.DANGER)
    assert "Custody log" in desk.banner.text
    assert len(generations_in(desk.place)) == 1
    desk.press("Back up as it is")
    desk.wait_for(Tone.ATTENTION)
    assert len(generations_in(desk.place)) == 2
