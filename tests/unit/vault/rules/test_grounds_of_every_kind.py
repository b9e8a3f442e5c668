"""Whatever a kind says of what its records rest on is whole: for who receives one, and for the
sums that are compared before anything leaves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from desktop import canonical
from desktop.model.grounds import (
    Condition,
    as_account,
    as_decision,
    as_everything,
    as_file,
    as_name,
)
from desktop.model.ids import new_id
from desktop.progress import no_pause
from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Grounds, Kind
from tests.every_kind import lay, resting_on
from tests.unit.handoff.ends import MADE_WITH_AN_INTERVIEW, interview
from tests.unit.vault.rules.costs import cost_of
from tests.unit.vault.rules.declared import tables_in

GROUNDS: Final[dict[str, Grounds[Any]]] = {
    kind.name: kind.grounds
    for kind in KINDS
    if isinstance(kind.grounds, Grounds) and not kind.grounds.chosen
}
each_kind_that_rests = pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name in GROUNDS], ids=lambda kind: kind.name
)

NOT_COUNTED: Final = {
    "media": "which file an id stands for; what that rests on is counted",
    "record_version": "who brought a file in first, as for whose an interview is (`lent.py`)",
    "working_state": "likewise; what is said of a file under its own id counts in any case",
    "object": "counted where a file has two names; one that is missing keeps a file back",
}
"""Tables that grounds are read through, and why no older page of them lets anything go."""

ASKED: Final[Mapping[Condition, str]] = {
    as_account: "stands in `consents`",
    as_name: "stands there with *full name*",
    as_file: "stands there with `files`",
    as_everything: "stands there with *full name* and with `files`",
    as_decision: "need not stand there",
}
"""Condition → what the table of grounds says of the consents behind a record."""

DECISIONS: Final = {"consent"}
"""Kinds that say themselves what may leave, and travel without anybody's leave."""

FORMAT: Final = Path(__file__).resolve().parents[4] / "docs" / "format" / "documents.md"

_READ: Final = re.compile(r"\b(?:FROM|JOIN)\s+\"?(\w+)")


@each_kind_that_rests
def test_a_body_of_every_kind_that_names_its_interview_says_so_to_who_receives_it(
    kind: Kind[Any],
) -> None:
    interview_id = new_id()
    body = resting_on(kind, interview_id)
    named = (interview_id,) if interview_id in canonical.encode(body).decode() else ()
    assert GROUNDS[kind.name].of_body(body) == named, (
        f"of_body=… of the Grounds in desktop/vault/kinds/{kind.name}.py"
    )


@each_kind_that_rests
def test_the_rows_that_every_kind_rests_by_are_counted(vault: Vault, kind: Kind[Any]) -> None:
    grounds = GROUNDS[kind.name]
    made = interview(vault, files=[b"photo"])
    if kind.name not in MADE_WITH_AN_INTERVIEW:
        lay(vault, kind, resting_on(kind, made.id, vault))
    ids = vault.outlines.record_ids(kind.name)
    asked = cost_of(vault, lambda _vault: dict(grounds.of(vault._db, ids, no_pause)))
    read = {name for sql in asked.statements for name in _READ.findall(sql)}
    rows = read & set(tables_in(vault._db)) - set(NOT_COUNTED)
    assert rows, "no table is read: this test would check nothing"
    # What says itself what may leave goes with its interview in any case.
    counted = rows if grounds.decides else {each.table for each in grounds.counted}
    assert rows <= counted, (
        f"counted=… of the Grounds in desktop/vault/kinds/{kind.name}.py: {sorted(rows - counted)}"
    )


@each_kind_that_rests
def test_the_format_of_packages_says_what_the_grounds_of_every_kind_ask(kind: Kind[Any]) -> None:
    rows = [line for line in FORMAT.read_text("utf-8").splitlines() if f"| `{kind.name}`" in line]
    asked = ASKED[GROUNDS[kind.name].condition]
    assert [row for row in rows if asked in row], (
        f"{kind.name}: the table of grounds in docs/format/documents.md against the condition in "
        f"desktop/vault/kinds/{kind.name}.py: {asked}"
    )


def test_only_a_decision_travels_without_leave() -> None:
    deciding = {kind for kind, grounds in GROUNDS.items() if grounds.decides}
    assert deciding == DECISIONS, "as_decision is for what people decided: as_account, as_name …"
