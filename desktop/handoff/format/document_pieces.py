"""``data/package.json`` written in pieces: of a package of everything it is 40 MiB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from desktop import canonical
from desktop.model.handoff import PackageDocument

_AT_A_TIME: Final = 500


def document_pieces(
    document: PackageDocument, lists: Mapping[str, Iterable[object]]
) -> Iterator[bytes]:
    """The canonical JSON of a document, the fields in ``lists`` taken from there."""
    fields = canonical.to_plain(document)
    before = b"{"
    for name in sorted(fields):
        yield before + canonical.encode(name) + b":"
        if name in lists:
            yield from _list(lists[name])
        else:
            yield canonical.encode(fields[name])
        before = b","
    yield b"}"


def _list(items: Iterable[object]) -> Iterator[bytes]:
    rest, before = iter(items), b"["
    while several := list(islice(rest, _AT_A_TIME)):
        yield before + canonical.encode(several)[1:-1]
        before = b","
    yield b"[]" if before == b"[" else b"]"
