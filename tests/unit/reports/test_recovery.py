"""Recovery sheets and shares on paper: a page each, typed from it and scanned from its picture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from desktop.crypto.shares import combine, split
from desktop.crypto.sheet_code import decode_code, new_code
from desktop.i18n import translator_for
from desktop.model.values.moment import Moment
from desktop.reports.recovery import SharesInput, SheetInput, recovery_shares, recovery_sheet
from tests.ui.each_language import EACH_LANGUAGE
from tests.unit.crypto.tools import needs_program, run

zxingcpp = pytest.importorskip("zxingcpp", reason="a reader of QR codes, for tests")
pytestmark = [needs_program("pdftoppm"), needs_program("pdftotext")]
each_language = pytest.mark.parametrize("language", EACH_LANGUAGE)
VAULT = "9b1e6f0a"
_QR = zxingcpp.BarcodeFormat.QRCode
PRINTER = "150"
"""Dots an inch: less than any printer or phone sees."""


@dataclass(frozen=True)
class Page:
    """What somebody with the paper can read, and what a phone reads in its picture."""

    text: str
    scanned: list[str]

    def numbered(self, letters: str) -> list[str]:
        """What stands beside the numbers, in their order."""
        found = re.findall(rf"(?<!\S)(\d+) (?:· )?({letters})(?!\S)", self.text)
        return [said for _number, said in sorted(found, key=lambda each: int(each[0]))]


def pages(folder: Path, pdf: bytes) -> list[Page]:
    """The pages as poppler draws them and as it reads them."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    run("pdftoppm", "-r", PRINTER, "-gray", "-png", file, folder / "page")
    texts = run("pdftotext", "-layout", file, "-").decode().split("\f")[:-1]
    return [
        Page(text, [each.text for each in zxingcpp.read_barcodes(Image.open(picture), _QR)])
        for text, picture in zip(texts, sorted(folder.glob("page-*.png")), strict=True)
    ]


@each_language
def test_a_sheet_is_one_page_that_opens_typed_and_scanned(tmp_path: Path, language: str) -> None:
    code = new_code()
    [page] = pages(tmp_path, recovery_sheet(SheetInput(code, VAULT, Moment.now()), language))
    groups = page.numbered("[0-9A-Z]{5}")
    assert len(groups) == 8
    assert decode_code("\n".join(groups)) == code
    [scanned] = page.scanned
    assert decode_code(scanned) == code
    assert VAULT in page.text


@each_language
def test_each_share_is_one_page_that_is_typed_and_scanned(tmp_path: Path, language: str) -> None:
    sharing = split(2, 2)
    found = pages(tmp_path, recovery_shares(SharesInput(sharing, VAULT, Moment.now()), language))
    assert [page.scanned for page in found] == [[words] for words in sharing.words]
    assert [page.numbered("[a-z]{4,8}") for page in found] == [
        words.split() for words in sharing.words
    ]
    assert combine(" ".join(page.numbered("[a-z]{4,8}")) for page in found) == sharing.master

    for said in (
        "Share 1 of 2; any 2 of them open the vault.",
        "Частка 1 з 2; скрыню адмыкаюць любыя 2 з іх.",
        "Доля 1 из 2; хранилище открывают любые 2 из них.",
    ):
        assert said in found[0].text


@each_language
def test_the_paper_names_what_is_pressed_by_the_words_of_the_screen(
    tmp_path: Path, language: str
) -> None:
    said = translator_for(language).gettext
    sheet = recovery_sheet(SheetInput(new_code(), VAULT, Moment.now()), language)
    shares = recovery_shares(SharesInput(split(2, 2), VAULT, Moment.now()), language)
    for pdf, way in ((sheet, "Recovery sheet"), (shares, "Recovery shares")):
        text = " ".join(pages(tmp_path, pdf)[0].text.split())
        assert said("Other ways to unlock") in text
        assert said(way) in text.split(said("Other ways to unlock"), 1)[1]
