"""The kinds of records by how they travel, each as it declares itself (``desktop/vault/kinds``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from desktop.model.consent import RecipientKind
from desktop.model.grounds import as_everything
from desktop.model.merge.precedence import Finality
from desktop.model.version import RecordKind, VersionDocument
from desktop.vault.kinds.all import BY_NAME, CHOSEN, KINDS, ORIGINAL
from desktop.vault.kinds.kind import AboutNobody, Grounds

GROUNDS: Final[Mapping[RecordKind, Grounds[Any]]] = {
    kind.name: kind.grounds for kind in KINDS if not isinstance(kind.grounds, AboutNobody)
}
OF_UNKNOWN: Final[Grounds[Any]] = Grounds(lambda _db, _ids, _pause: {}, as_everything)
"""Of a kind that a newer program knows: its records travel where everything may."""

ABOUT_NOBODY: Final = tuple(kind for kind in BY_NAME if kind not in GROUNDS)
"""The kinds whose records travel with any others."""

DECIDES: Final = tuple(kind for kind, grounds in GROUNDS.items() if grounds.decides)
"""The kinds whose records travel with whatever rests on the same interview, or alone."""

FOLLOWS: Final = tuple(
    kind for kind, grounds in GROUNDS.items() if not (grounds.chosen or grounds.decides)
)
"""The kinds whose records travel where the interviews that they rest on let them out."""

PLAIN: Final = tuple(kind for kind in FOLLOWS if kind != ORIGINAL)
"""Those of them that are records alone, without bytes beside them."""


def going_to(recipient: RecipientKind, kinds: Iterable[RecordKind]) -> tuple[RecordKind, ...]:
    """Those of these kinds, with grounds, of which anything may go to such a recipient."""
    return tuple(kind for kind in kinds if GROUNDS[kind].go_to(recipient))


def ends(document: VersionDocument) -> bool:
    """Whether a version says that nothing of what it rests on may leave any more, nor be used: in
    its envelope, whoever can read the rest, or in a body of a kind that decides it."""
    kind = document.kind
    if document.closes is not None and document.closes.closed_at is not None:
        return bool(document.closes.interviews) or kind in DECIDES or kind == CHOSEN
    return kind in DECIDES and BY_NAME[kind].finality(document.body) is Finality.ENDED


def rests_on(kind: RecordKind, body: object) -> tuple[str, ...]:
    """The interviews that a body itself says it rests on."""
    return GROUNDS[kind].of_body(body) if kind in GROUNDS else ()
