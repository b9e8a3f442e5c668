"""Every kind of record has its command, or says where else a person sees it."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from desktop.cli.nouns import PARTS
from desktop.vault.kinds.kind import AboutNobody, Kind
from tests.every_kind import each_kind, home_of
from tests.unit.cli.conftest import Desk
from tests.unit.rules.kinds_named import Without

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


@each_kind
def test_every_kind_has_a_noun_on_the_command_line_or_says_why_not(kind: Kind[Any]) -> None:
    command = home_of(kind).command
    if isinstance(command, Without):
        assert command.why
        return
    module = importlib.import_module(f"desktop.cli.{command}".replace("/", "."))
    named = [part.load() for part in PARTS]
    assert module.NOUN in named, f"desktop/cli/{command}.py: a line for it in desktop/cli/nouns.py"


@each_kind
def test_every_kind_about_nobody_can_be_left_out_of_a_package(desk: Desk, kind: Kind[Any]) -> None:
    desk.know_each_other()
    line = ("package", "plan", desk.researcher, "--to", "office", "--purpose", "analyse")
    code = desk.run(*line, "--without", kind.name).code
    assert code == (0 if isinstance(kind.grounds, AboutNobody) else 2)
