"""Command lines against real vaults: a researcher with one interview, and an organisation."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from desktop.model.consent import Purpose
from desktop.model.identity import Role
from desktop.model.interview import Utterance
from desktop.model.place import PlaceName
from desktop.vault import open_vault
from tests.support import PASSPHRASE, TEMPLATES, make_closed_vault, make_vault, open_interview
from tests.unit.handoff.ends import introduce
from tests.unit.vault.made import add

_OTHERWISE = ("--unchecked", "--passphrase-", "--recovery-", "--shares", "--only-key-file")
"""Options by which a vault is opened otherwise."""
WORDS = "Я чула гэта сама."
NEW = "other words after the border"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with two vaults in it, and a way to run commands on them."""

    folder: Path
    run: Callable[..., Answer]
    interview_id: str

    @property
    def researcher(self) -> Path:
        """The vault with the interview W-001."""
        return self.folder / "researcher.skrynia"

    @property
    def office(self) -> Path:
        """The organisation's vault."""
        return self.folder / "office.skrynia"

    @property
    def stick(self) -> Path:
        """An empty folder."""
        return self.folder / "stick"

    def made_by_mistake(self) -> dict[str, tuple[str | Path, ...]]:
        """What removes something of each kind that nobody needs, in the researcher's vault."""
        with open_vault(self.researcher, PASSPHRASE) as vault:
            vault.people.new("P-9")
            vault.interviews.new("W-9", "nobody", "be")
            vault.places.new([PlaceName("Памылкова")])
            photo = add(vault, b"a mistake")
        return {
            "person remove": (self.researcher, "P-9", "--yes"),
            "place remove": (self.researcher, "Памылкова", "--yes"),
            "interview remove": (self.researcher, "W-9", "--yes"),
            "photos remove": (self.researcher, photo.sha256, "--yes"),
        }

    def know_each_other(self) -> None:
        """Cards added and trusted, in the vaults; ``test_handoff_commands.py`` types it."""
        field, office = (open_vault(vault, PASSPHRASE) for vault in (self.researcher, self.office))
        with field, office:
            introduce(field, office)
            introduce(office, field)

    def package(self) -> Path:
        """The interview in a package on the stick."""
        line = ("--to", "office", "--purpose", "analyse", "--json")
        written = self.run("package", "write", self.researcher, self.stick, *line)
        assert written.code == 0, written.err
        return Path(written.json["path"])


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run a command line; the passphrase goes in by file where a vault is named."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE, "utf-8")
    passphrase.chmod(0o600)

    def run_line(*line: str | Path) -> Answer:
        words = [str(word) for word in line]
        vaulted = any(word.endswith(".skrynia") for word in words)
        vaulted = vaulted and not any(word.startswith(_OTHERWISE) for word in words)
        given = ["--passphrase-file", str(passphrase)] if vaulted else []
        capsys.readouterr()
        code = main([*words, *given])
        return Answer(code, *capsys.readouterr())

    return run_line


@pytest.fixture
def desk(tmp_path: Path, run: Callable[..., Answer]) -> Desk:
    """Two vaults, closed again, with an unsealed interview in the first."""
    return Desk(tmp_path, run, TEMPLATES.furnished("desk", furnish_desk, tmp_path))


def furnish_desk(folder: Path) -> str:
    """Make what :class:`Desk` says; the id of the interview."""
    with make_vault(folder, "researcher") as vault:
        interview = open_interview(vault, "W-001", Purpose.ANALYSE, Purpose.PHOTOGRAPH)
        vault.interviews.save_utterances(interview.id, [Utterance("u" * 36, text=WORDS)])
    make_closed_vault(folder, "office", Role.ORGANISATION, post_quantum=False)
    (folder / "stick").mkdir()
    return interview.id


@pytest.fixture
def new(tmp_path: Path) -> tuple[str, Path]:
    """The option that gives a new passphrase."""
    file = tmp_path / "new passphrase"
    file.write_text(NEW, "utf-8")
    return "--new-passphrase-file", file
