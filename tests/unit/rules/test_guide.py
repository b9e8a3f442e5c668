"""What ``docs/architecture.md`` tells whoever adds something is true of the tests there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from desktop.vault.kinds.all import KINDS
from tests.support import make_vault

ROOT: Final = Path(__file__).resolve().parents[3]
GUIDE: Final = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def section(title: str) -> str:
    """The text under a heading."""
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


KIND: Final = section("Where a new kind of record goes")
TELLS: Final = "\n".join(
    line.removesuffix("|").rpartition(" | ")[2] for line in KIND.splitlines() if line[:2] == "| "
)
"""The last column."""

FILES: Final = sorted(set(re.findall(r"`([a-z/_]*test_[a-z_]+\.py)`", TELLS)))
FUNCTIONS: Final = sorted(set(re.findall(r"`(test_[a-z_]+)`", TELLS)))
[COMMAND] = re.findall(r"""ARGS="-k '([^']+)'""", KIND)
WORDS: Final = COMMAND.lower().split(" or ")
BY_CHECK: Final = "tests/unit/rules/test_architecture.py"
"""Run by ``make check``."""


def file_of(named: str) -> Path:
    """A test file of the guide, which lies with the tests of the vault where no folder is said."""
    if "/" in named:
        return ROOT / named
    [found] = (ROOT / "tests" / "unit" / "vault").rglob(named)
    return found


@pytest.mark.parametrize("named", FILES)
def test_the_guide_for_a_new_kind_names_tests_that_are_there(named: str) -> None:
    assert file_of(named).exists()


@pytest.mark.parametrize("named", [name for name in FILES if name != BY_CHECK])
def test_its_command_runs_every_test_file_it_names(named: str) -> None:
    assert any(word in Path(named).name for word in WORDS), f"-k … of the guide: {named}"


@pytest.mark.parametrize("named", FUNCTIONS)
def test_its_command_runs_every_test_it_names(named: str) -> None:
    there = [
        p for p in (ROOT / "tests").rglob("test_*.py") if f"def {named}(" in p.read_text("utf-8")
    ]
    assert there
    assert all(any(word in f"{named} {path.name}" for word in WORDS) for path in there)


def test_every_noun_of_a_kind_stands_in_the_vault_api(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        nouns = {name for name, it in vars(vault).items() if getattr(it, "kind", None) in KINDS}
    missing = {noun for noun in nouns if f"\nvault.{noun} " not in section("Vault API")}
    assert not missing, f"{missing}: *Vault API* in docs/architecture.md"
