"""What the pages of the package format say with numbers is what the program does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from desktop.crypto import sshsig
from desktop.handoff.receiving import custody_rows
from desktop.model.consent import Identification
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.handoff import LineReason, Outcome

DOCS: Final = Path(__file__).resolve().parents[3] / "docs"
PAGES: Final = (DOCS / "package-format.md", *sorted((DOCS / "format").glob("*.md")))
_LINK: Final = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")


def said(name: str) -> str:
    return (DOCS / "format" / name).read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for path, anchor in _LINK.findall(page.read_text("utf-8")):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not anchor or anchor in anchors(target), f"{path}#{anchor}"


def test_the_digits_of_the_key_on_the_page_are_those_that_people_compare() -> None:
    key, fingerprint, digits = re.findall(
        r"^(ssh-ed25519 .*)\n(SHA256:.*)\n([0-9 ]+)$", said("receiving.md"), re.MULTILINE
    )[0]
    assert sshsig.parse_public_key(key).fingerprint == fingerprint
    assert sshsig.digits(fingerprint) == digits


def test_every_reason_and_outcome_stands_on_a_page() -> None:
    page = said("receiving.md")
    for code in (*LineReason, *Outcome):
        assert f"`{code}`" in page, code
    rows = {value for name, value in vars(custody_rows).items() if name.isupper()}
    for code in {each for each in rows if isinstance(each, str)}:
        assert f"`{code}`" in said("documents.md"), code


def test_the_order_of_showing_is_the_one_on_the_page() -> None:
    page = said("documents.md")
    *shown, _not_asked = Identification
    assert f"`identification` | {' < '.join(shown)} |" in page
    for way in (FaceAndVoice, Places, Family):
        not_asked, *asked = way
        assert f"| {' < '.join(asked)} | {not_asked} |" in page
