"""Beside a picture stands what its content credentials attest."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.model.media import MetadataItem
from tests.unit.vault.made import media_of
from ui.media.facts import FactsPanel


def test_the_signer_is_named_as_somebody_unknown(qtbot: QtBot) -> None:
    panel = FactsPanel()
    qtbot.addWidget(panel)
    said = {"Signer": "Invented", "Signature": "fits", "Assertions": "fits", "File": "in part"}
    items = [MetadataItem("C2PA", key, value) for key, value in {**said, "LeftOut": "900"}.items()]
    list(panel.show_facts(media_of(b"x"), items, ()))
    words = [each.toPlainText() for each in panel.findChildren(QPlainTextEdit)]
    [signed] = [each for each in words if each.startswith("Signed by the key named Invented.")]
    assert "does not know this signer" in signed
    assert any("were left out" in each for each in words)
