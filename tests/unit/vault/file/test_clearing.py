"""A record of which all is cleared that its kind declares leaves no word behind.

In a vault in which each kind left a trace wherever it can: what is found there afterwards stands
in short tables, with reasons.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from desktop import canonical
from desktop.model.acquisition import acquisition_id
from desktop.model.companion import companion_id
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.custody import CustodyKind
from desktop.model.file_text import TextPiece
from desktop.model.handoff import MediaEntry, PackageDocument, RecordEntry
from desktop.model.ids import new_id
from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.model.media import CopyKind, Media, MetadataItem, WorkingCopy
from desktop.model.name_decision import Choice, Decided
from desktop.model.protected import ProtectedName
from desktop.model.redacted import redaction_id
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS, OF_EVERY_RECORD, ORIGINAL
from desktop.vault.kinds.interview import SAFETY
from desktop.vault.kinds.kind import Kind
from desktop.vault.kinds.protected import PROTECTED
from desktop.vault.search.vocabulary import part_with_all_unused
from desktop.vault.search.waiting import let_wait
from desktop.vault.store.connection import Database
from desktop.vault.store.objects import NUMBER
from desktop.vault.versions.working_state import mark_edited
from tests import every_field
from tests.every_kind import on_interview
from tests.unit.vault.made import OFFICE, CarriedWhole, media_of, receipt_of, record_sent
from tests.unit.vault.rules.declared import columns_in, tables_in
from tests.unit.vault.rules.test_every_table import BY_ITEM, STAYS

NAMED_BY: Final = {
    "interview": {"consent", "consent_standing", "passage"},
    "person": {"interview", "sameness"},
    "media": {"attachment", "acquisition", "companion", "redacted", "set_file"},
    "place": {"place"},
}
"""Kind → tables of records that rest on one of it or name it."""

FOUND: Final = {"search_entry", "search_waiting"}
"""Where what is found by searching leaves a trace."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_of_a_record_is_left_where_all_that_is_declared_is_cleared(
    vault: Vault, kind: Kind[Any]
) -> None:
    bodies = _everywhere(vault)
    record_id = kind.record_id(bodies[kind.name])
    words = {every_field.word(text) for text in kind.free_text}
    before = set(_naming(vault._db, record_id))
    named = {kind.table.name, *OF_EVERY_RECORD, *STAYS, *NAMED_BY.get(kind.name, ())}
    assert named - before == (set() if kind.hits else FOUND), "a trace is missing here"
    unsaid = before - named - {*BY_ITEM, *kind.rows, *kind.beside}
    assert not unsaid, f"NAMED_BY here: {sorted(unsaid)} name a {kind.name}"
    assert [word for word in words if not set(_holding(vault._db, word)) - set(BY_ITEM)] == []
    _clear(vault._db, kind, record_id)
    of_others = {"record_version", "draft", *BY_ITEM, *NAMED_BY.get(kind.name, ())}
    beyond = set(_naming(vault._db, record_id)) - {*STAYS, *of_others}
    assert not beyond, f"{sorted(beyond)}: rows or beside in desktop/vault/kinds/{kind.name}.py"
    left = {word: set(_holding(vault._db, word)) - set(BY_ITEM) for word in words}
    assert {word: tables for word, tables in left.items() if tables} == {}
    assert [hit for word in words for hit in vault.search.find(word)] == []


def _clear(db: Database, kind: Kind[Any], record_id: str) -> None:
    """As erasure would, by what is declared and nothing else."""
    declared = {**OF_EVERY_RECORD, **kind.beside, **kind.rows}
    keys = {table: _key(db, kind, table, column, record_id) for table, column in declared.items()}
    with db.transaction():
        for copied in kind.copied:
            table, column = copied.split(".")
            db.execute(f"UPDATE {table} SET {column} = ''")  # noqa: S608
        db.execute(
            "DELETE FROM search_text WHERE rowid IN"
            " (SELECT row FROM search_entry WHERE object = ?)",
            (keys["search_entry"],),
        )
        for table, key in keys.items():
            db.execute(f"DELETE FROM {table} WHERE {declared[table]} = ?", (key,))  # noqa: S608
        part_with_all_unused(db)


def _key(db: Database, kind: Kind[Any], table: str, column: str, record_id: str) -> Any:
    """The id, its number, or what a foreign key of the column names in the table of the kind."""
    if column == NUMBER:
        return _number(db, record_id)
    for row in db.all(f"PRAGMA foreign_key_list({table})"):
        if (row[2], row[3]) == (kind.table.name, column):
            named = f"SELECT {row[4]} FROM {kind.table.name} WHERE id = ?"  # noqa: S608
            [(key,)] = db.all(named, (record_id,))
            return key
    return record_id


def _everywhere(vault: Vault) -> dict[str, Any]:
    """A record of each kind with words in every field, and a trace of it in every table."""
    bodies = _bodies()
    with vault.transaction():
        for kind in (kind for kind in KINDS if not kind.unchanging):
            kind.lay(vault._db, bodies[kind.name])
            mark_edited(vault._db, kind.name, kind.record_id(bodies[kind.name]))
        let_wait(vault._db, [(k.record_id(bodies[k.name]), hit) for k in KINDS for hit in k.hits])
        interview_id = bodies["interview"].interview.id
        SAFETY.put(vault._db, replace(every_field.safety(), interview_id=interview_id))
        entry = every_field.filled(ProtectedName)
        PROTECTED.put(vault._db, replace(entry, person_id=bodies["person"].id))
    _keep_file(vault, bodies["media"])
    for kind in KINDS:
        _leave_traces(vault, kind, bodies[kind.name])
    return bodies


def _bodies() -> dict[str, Any]:
    """One of each kind, resting on each other where they can."""
    interview_id = _id("interview")
    made = {
        str(kind.name): on_interview(every_field.filled(kind.body), interview_id) for kind in KINDS
    }
    made = {
        name: replace(body, id=_id(name)) if hasattr(body, "id") else body
        for name, body in made.items()
    }
    media = replace(
        media_of(b"a photo", every_field.word("Media.original_name")),
        captured_at=every_field.word("Media.captured_at"),
    )
    document, place = made["interview"], made["place"]
    interview = replace(document.interview, id=interview_id, person_id=made["person"].id)
    attachments = tuple(replace(each, media_id=media.id) for each in document.attachments)
    pair = sorted((made["person"].id, _id("another person")))
    return made | {
        "sameness": replace(made["sameness"], one=pair[0], other=pair[1]),
        "place": replace(place, part_of=place.id),
        "media": media,
        "set": replace(
            made["set"], files=tuple(replace(f, media_id=media.id) for f in made["set"].files)
        ),
        "acquisition": replace(made["acquisition"], id=acquisition_id(media.id), media_id=media.id),
        "companion": replace(made["companion"], id=companion_id(media.id), media_id=media.id),
        "redacted": replace(made["redacted"], id=redaction_id(media.id), media_id=media.id),
        "interview": replace(document, interview=interview, attachments=attachments),
    }


def _id(name: str) -> str:
    """The id of a record of a kind, of the form that a package lists."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


def _keep_file(vault: Vault, media: Media) -> None:
    working_copy = WorkingCopy(media.id, CopyKind.SCREEN, "jpeg", 4, 3, b"a picture")
    metadata = (every_field.filled(MetadataItem),)
    vault.media.add(media, [b"a photo"], metadata, (working_copy,))
    vault.pictures.ask(media.id, described=False)
    vault.pictures.keep(media, metadata, None, (every_field.filled(TextPiece),))
    while vault.pictures.find_some():
        continue
    vault.pictures.ask(media.id, described=False)
    vault.media.add(replace(media, id=new_id()), [b"a photo"])
    vault.pictures.ask(media.id, described=False)


def _leave_traces(vault: Vault, kind: Kind[Any], body: Any) -> None:
    record_id = kind.record_id(body)
    version = vault.versions.cut(kind.name, record_id, "sent")
    vault.versions.seal(version)
    vault.custody.append(CustodyKind.CREATION, kind.name, record_id)
    vault.custody.digest(record_id, b"content")
    form: DraftForm[Any] = DraftForm(kind.name, "form", KeptDraft, lambda draft, _now: draft.typed)
    vault.drafts.keep(form, record_id, KeptDraft(body))
    vault.derived.id_for(record_id, "public/code")
    vault.name_decisions.decide_each(record_id, "public/code", [Decided("0" * 32, Choice.KEEP)])
    package = _listing(vault, RecordEntry(kind.name, record_id, version.id))
    sent = record_sent(vault, package, file_name="x", size=1, tagmanifest_sha256="0" * 64)
    untold = replace(package, package_id=new_id())
    with vault.packages.sending.laid(untold.package_id, CarriedWhole(untold)):
        pass
    receipt = receipt_of(sent)
    vault.packages.record_receipt(receipt, canonical.encode(receipt), b"signature")
    received = replace(package, package_id=new_id())
    vault.packages.record_received(received, tagmanifest_sha256="0" * 64, receipt=receipt)
    vault.packages.set_aside(received.package_id, version.id, "why", version.data)
    for event in vault.custody.events(record_id):
        vault.custody.keep_received(event, received.package_id)


def _listing(vault: Vault, entry: RecordEntry) -> PackageDocument:
    media = (MediaEntry(entry.record_id, "ab" * 32, 7),) if entry.kind == ORIGINAL else ()
    return PackageDocument(
        package_id=new_id(),
        sender=vault.identity.party(),
        recipients=(OFFICE,),
        recipient_kind=RecipientKind.ORGANISATION,
        purpose=Purpose.ANALYSE,
        written_at=Moment.now(),
        records=(entry,),
        media=media,
        consents=(),
        custody_head=vault.custody.head(),
    )


def _number(db: Database, record_id: str) -> int:
    [(number,)] = db.all("SELECT row FROM object WHERE id = ?", (record_id,))
    return int(number)


def _naming(db: Database, record_id: str) -> Iterator[str]:
    """The tables in which its id or its number stands."""
    yield from _holding(db, record_id)
    for table in tables_in(db):
        if NUMBER in columns_in(db, table):
            rows = f"SELECT 1 FROM {table} WHERE {NUMBER} = ?"  # noqa: S608
            yield from {table for _ in db.all(rows, (_number(db, record_id),))}


def _holding(db: Database, text: str) -> Iterator[str]:
    """The tables in which it stands, whole or in a longer text, a document or bytes."""
    for table in tables_in(db):
        rows = db.all(f"SELECT * FROM {table}")  # noqa: S608
        if any(_stands_in(text, value) for row in rows for value in row):
            yield table


def _stands_in(text: str, value: object) -> bool:
    if isinstance(value, bytes):
        return text.encode() in value.lower()
    return isinstance(value, str) and text in value.lower()
