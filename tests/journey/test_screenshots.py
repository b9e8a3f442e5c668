"""The pictures of every screen can still be taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screenshots.__main__ import visit_in_a_process
from tests.screenshots.material import make_material


@pytest.mark.rare
@pytest.mark.slow
def test_every_screen_is_reached_for_its_picture(tmp_path: Path) -> None:
    material, pictures = tmp_path / "material", tmp_path / "pictures"
    material.mkdir()
    make_material(material)
    visit_in_a_process("light", "en", material, pictures)
    assert len(list(pictures.glob("*.png"))) > 50
