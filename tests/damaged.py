"""A small vault with something of everything, which page of its file holds what, and its damage.

Everybody in it is invented. The file is damaged as a disk does it, without the key: in it no byte
tells a page of words from one of numbers, so where each table lies is found with the key first.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from desktop.model.consent import Purpose
from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.model.place import PlaceName
from desktop.model.version import RecordKind
from desktop.vault import Vault
from desktop.vault.file.folder import database_key_of, read_slots
from desktop.vault.kinds.all import BY_NAME, KINDS
from desktop.vault.rescue.cells import INNER, Cell, Unreadable, node
from desktop.vault.rescue.pages import Pages
from desktop.vault.rescue.rows import Layout, layouts, schema_of
from desktop.vault.rescue.trees import Found, Trees
from desktop.vault.store.reader import PAGE_SIZE
from desktop.vault_files import DATABASE
from tests.support import PASSPHRASE, make_vault, open_interview, reopened
from tests.templates import Templates
from tests.unit.vault.made import add, send

Record = tuple[RecordKind, str]
WORDS = 30
"""Turns of each account, of about a kilobyte: an account takes pages of its own."""


def bodies_of(vault: Vault) -> dict[Record, Any]:
    """Every record of a vault, as it is shown."""
    found: dict[Record, Any] = {}
    for kind in KINDS:
        ids = vault._db.all(f"SELECT {kind.table.key} FROM {kind.table.name}")  # noqa: S608
        found |= {(kind.name, id_): kind.load(vault._db, id_) for (id_,) in ids}
    return found


def furnish(folder: Path, turns: int = WORDS) -> str:
    """The vault, closed, in ``folder``; its name. ``turns``: of each account."""
    random = Random(13)
    with make_vault(folder) as vault:
        for number in range(4):
            made = open_interview(vault, f"W-{number}", Purpose.ANALYSE)
            words = [
                Utterance(f"u{each}", text=" ".join(_word(random) for _ in range(120)))
                for each in range(turns)
            ]
            vault.interviews.save_utterances(made.id, words)
            vault.interviews.attach(made.id, add(vault, random.randbytes(40_000)).id)
            person = vault.people.get(vault.interviews.get(made.id).person_id)
            names = (NameForm(f"Імя {number}", "Cyrl", "be"),)
            vault.people.save(
                BY_NAME[RecordKind("person")].body(
                    person.id, person.created_at, person.code, names=names
                )
            )
            if number == 1:
                send(vault, made.id)
            if number == 2:
                vault.interviews.seal(made.id)
        vault.places.new([PlaceName("Выдуманы двор")])
        return vault.folder.name


def _word(random: Random) -> str:
    return "".join(random.choice("абвгдежзклмнопрст") for _ in range(random.randint(2, 9)))


def whole(templates: Templates, target: Path, turns: int = WORDS) -> Path:
    """The folder of such a vault, made once."""
    made = partial(furnish, turns=turns)
    return target / templates.furnished(f"damaged {turns}", made, target)


@dataclass
class Held:
    """What lies on which page of a database: tables and indexes by name, and of which records."""

    pages: dict[str, set[int]]
    inner: dict[str, set[int]]
    records: dict[int, set[Record]]
    count: int

    def free(self) -> set[int]:
        """Pages of which none of these knows."""
        return set(range(1, self.count + 1)) - set().union(*self.pages.values())


def held(folder: Path) -> Held:
    """Of the whole vault in ``folder``, its log empty."""
    key = database_key_of(read_slots(folder).unlock(PASSPHRASE))
    found = Held({}, {}, {}, (folder / DATABASE).stat().st_size // PAGE_SIZE)
    with reopened(folder) as vault:
        tables = {each.name: each for each in layouts(vault._db)}
        media: dict[int, str] = dict(vault._db.all("SELECT row, id FROM media"))
    with closing(Pages(folder / DATABASE, key)) as pages:
        roots = schema_of(Trees(pages), Found())
        for name, root in {"sqlite_schema": 1, **roots}.items():
            for number, inner, asked, cells in _walked(pages, root):
                found.pages.setdefault(name, set()).update({number, *asked})
                if inner:
                    found.inner.setdefault(name, set()).add(number)
                for cell in cells:
                    for record in _owners(tables.get(name), cell, media):
                        for each in {number, *asked}:
                            found.records.setdefault(each, set()).add(record)
    return found


def _walked(pages: Pages, root: int) -> Iterator[tuple[int, bool, set[int], list[Cell]]]:
    """(page, whether an inner one, pages its rows go on in, its rows) of a tree."""
    waiting = [root]
    while waiting:
        number = waiting.pop()
        asked: set[int] = set()

        def get(other: int, asked: set[int] = asked) -> bytes | None:
            asked.add(other)
            return pages.get(other)

        page = pages.get(number)
        assert page is not None
        try:
            here = node(number, page, get)
        except Unreadable:
            continue
        yield number, here.kind in INNER, asked, [c for c in here.cells if c.values is not None]
        waiting += [cell.child for cell in here.cells if cell.child is not None]
        waiting += [here.last] if here.last is not None else []


def _owners(table: Layout | None, cell: Cell, media: dict[int, str]) -> Iterator[Record]:
    if table is None:
        return
    row = table.row(cell)
    for kind in KINDS:
        columns = {**kind.rows, **kind.beside, kind.table.name: kind.table.key}
        column = columns.get(table.name)
        if column is not None and column in row:
            owner = row[column]
            yield kind.name, str(media.get(owner, owner) if column == "media_row" else owner)


def damaged(folder: Path, target: Path, pages: set[int], random: Random) -> Path:
    """A copy of a vault in which a bit of each of these pages is another."""
    shutil.copytree(folder, target)
    data = bytearray((target / DATABASE).read_bytes())
    for page in pages:
        data[(page - 1) * PAGE_SIZE + random.randrange(16, PAGE_SIZE)] ^= 1 << random.randrange(8)
    (target / DATABASE).write_bytes(data)
    return target
