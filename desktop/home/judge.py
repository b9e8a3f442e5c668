"""The versions of a record as the rule of authority sees them (``desktop/model/authority.py``)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from desktop.model.authority import Rule, Signed
from desktop.model.merge.precedence import Finality
from desktop.model.owned_id import Owned, consent_id_of, is_in_place
from desktop.model.version import VersionDocument


class KindRules(Protocol):
    """What a kind of record says of the bodies of its versions."""

    @property
    def finality(self) -> Callable[[Mapping[str, Any]], Finality]:
        """What a body says of its record's end."""

    @property
    def owned_by(self) -> Callable[[Mapping[str, Any]], Owned] | None:
        """The id of the record that a body is owned with; None where each is owned by itself."""

    @property
    def of_its_owner_alone(self) -> bool:
        """Whether nobody's word is shown but that of who owns it and of a person here."""


class Said(NamedTuple):
    """What one version says for ever, whoever asks. ``owned_by``: the id by which it is owned.
    ``in_place``: its record is the one that goes with it. ``derived``: it holds another record's
    words, made to be shown; of what is decided about a derived interview anybody's word stands
    beside that. ``owners_alone``: of a kind of which nobody else's word is shown."""

    parents: tuple[str, ...]
    author: str
    at: str
    finality: Finality
    owned_by: Owned
    in_place: bool
    derived: bool = False
    owners_alone: bool = False

    def may_be_shown(self, ours: bool) -> bool:
        """Whether it may be shown of its record, whoever trusts its author. ``ours``: a person of
        this home said it. Of an id that says nothing anybody may speak."""
        owned = self.owned_by
        own = not self.owners_alone or ours or owned.is_by(self.author) or not owned.says_whose
        return own and self.in_place


def said_by(document: VersionDocument, rules: KindRules | None) -> Said:
    """What a version says, from its document. ``rules``: None of a kind that is not known here.

    Of one that is kept unread no more is asked than its envelope says.
    """
    finality, in_place = Finality.OPEN, True
    owned_by = Owned(document.record_id, document.kind)
    if rules is not None:
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            finality = rules.finality(document.body)
            if rules.owned_by:
                owned_by = rules.owned_by(document.body)
                in_place = is_in_place(document.record_id, owned_by.id)
    at = document.created_at.utc
    derived = bool(document.derived_from) and not (rules and rules.owned_by)
    alone = rules is not None and rules.of_its_owner_alone
    of = document.parents, document.author, at, finality, owned_by
    return Said(*of, in_place, derived, alone)


def signed(
    version_id: str,
    said: Said,
    *,
    sealed: bool,
    known: bool,
    ours: bool,
    home: str = "",
    unread: bool = False,
    late: bool = False,
) -> Signed:
    """A version as the rule sees it. ``sealed`` … ``late``: as in :class:`Signed`; ``home``: the
    fingerprint of whose home this is, as what was cut here may come back.

    One that may not be shown is laid nowhere, as if nobody here knew its author.
    """
    known = known and said.may_be_shown(ours or said.author == home)
    of = version_id, said.author, said.at, said.parents, said.finality
    return Signed(
        *of,
        sealed=sealed,
        known=known,
        ours=ours,
        unread=unread,
        late=late,
        derived=said.derived,
    )


def rule_of(record_id: str, owned_by: Iterable[Owned], versions: Collection[Signed]) -> Rule:
    """The rule over all versions of a record. ``owned_by``: what each says it is owned with. Where
    they differ, which nobody honest writes, it is the one that the record's id follows from."""
    ids = sorted(set(owned_by))
    fitting = [each for each in ids if consent_id_of(each.id) == record_id]
    return Rule((fitting or ids or [Owned(record_id, "")])[0], versions)
