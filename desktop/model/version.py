"""Record versions: immutable, content-addressed documents that travel and merge.

The tables of the vault hold what is being worked on. When a record is sealed, sent or
received, its state is cut into a *version*: a canonical JSON document whose SHA-256 is its
id and which names its parent versions. Merging two vaults is then the union of their
versions, in any order, any number of times; two children of one parent are a branch that a
person resolves. A random salt in each document keeps its id from giving away its content.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Final, NewType

from msgspec import Meta

from desktop.model.newer import Closes, Needs
from desktop.model.values.bounds import (
    FOLDER,
    PARENTS,
    Code,
    Fingerprint,
    Id,
    MaybeId,
    Salt,
    Sha256,
    Version,
    Words,
)
from desktop.model.values.moment import Moment

RecordKind = NewType("RecordKind", str)
"""A kind of record that has versions, by the name documents and tables give it. Each is declared
in a module of ``desktop/vault/kinds``; a later release, or a newer program, may know others."""

PSEUDONYMISED: Final = "pseudonymised"
"""``shown_as`` of a version in which names, and what else was not to be shown, were replaced."""

KindName = Annotated[RecordKind, FOLDER]
"""A kind in a document that comes from outside: it is a folder of the package as well."""


@dataclass(frozen=True, slots=True)
class VersionDocument:
    """The content of one version; its canonical JSON is hashed, signed, stored and sent.

    ``parents``: version ids, sorted. ``author``: fingerprint of the identity that cut it.
    ``body``: the record as plain JSON values, of the dataclass that belongs to ``kind``.
    ``salt``: 32 hex digits.

    ``needs``: what a reader has to know to read it (``newer.py``). ``closes``: what it closes,
    obeyed where the body cannot be read. ``derived_from``: the id of the record that this one
    shows to somebody, ``shown_as``: in which form; a version that says either is never laid over
    what a person said.
    """

    kind: KindName
    record_id: Id
    parents: Annotated[tuple[Sha256, ...], Meta(max_length=PARENTS)]
    author: Fingerprint
    created_at: Moment
    reason: Words
    salt: Salt
    body: dict[str, Any]
    needs: Needs = ()
    closes: Closes | None = None
    derived_from: MaybeId = ""
    shown_as: Code = ""
    format: Code = "skrynia-record"
    version: Version = 1


@dataclass(frozen=True)
class RecordVersion:
    """A version as it is kept: ``id`` is the lower-case hex SHA-256 of ``data``.

    ``read`` gives the document that the data is. Nobody calls it but :attr:`document`, once:
    most who ask for a version want its id or its bytes, and decoding a long account takes
    longer than all the rest.
    """

    id: str
    data: bytes
    read: Callable[[], VersionDocument] = field(repr=False, compare=False)

    @cached_property
    def document(self) -> VersionDocument:
        """What the data says, decoded when it is first asked for."""
        return self.read()
