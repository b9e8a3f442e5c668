"""What a recipient is shown, as the only type that anything for outsiders takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass
from typing import Final, Generic, TypeVar

from desktop.errors import NamesUndecided, ReplacementNames
from desktop.model.version import PSEUDONYMISED
from desktop.showing.decided import Choice, Decided
from desktop.showing.form import Form
from desktop.showing.found import named_in
from desktop.showing.ids import with_ids
from desktop.showing.register import Register
from desktop.showing.spots import Spot, spots
from desktop.showing.texts import texts_of, with_texts
from desktop.vault.kinds.kind import Kind

B = TypeVar("B")

_MAKER: Final = object()


@dataclass(frozen=True, slots=True)
class Shown(Generic[B]):
    """A body as a recipient of the form is shown it. ``derived_from``: the id of the record it
    shows, "" where it is that record itself as it was told (``as_told``).

    Nobody makes one but :func:`shown`, nor another of it with ``replace``.
    """

    body: B
    derived_from: str
    form: Form
    made_by: InitVar[object]

    def __post_init__(self, made_by: object) -> None:
        if made_by is not _MAKER:
            raise TypeError("what is shown is made by shown()")

    @property
    def as_told(self) -> bool:
        """Whether the record itself may travel: nothing in it was to be hidden."""
        return not self.derived_from


def shown(
    kind: Kind[B],
    body: B,
    form: Form,
    register: Register,
    decided: Mapping[str, Decided],
    ids: Mapping[str, str],
    *,
    along: bool = False,
    notice: bool = False,
    named: frozenset[str] = frozenset(),
) -> Shown[B]:
    """What a recipient is shown of a body. ``decided``: by the keys of spots, for this form.
    ``ids``: of every record that the body names, and its own, the id of the derived one.
    ``along``: it goes with another that is derived, so it is as well. ``notice``: it tells that
    something may be used less, and waits for nobody: texts with an open place in them are left
    empty. ``named``: as of :func:`spots`.

    ``NamesUndecided`` while a place is open, ``ReplacementNames`` where a replacement names
    somebody itself. Pure.
    """
    record_id = kind.record_id(body)
    texts = {each.path: each for each in texts_of(kind, body)}
    named = named | named_in((each.text for each in texts.values()), register, form)
    found = spots(kind.name, record_id, texts.values(), register, form, named=named)
    emptied = {each.path for each in found if notice and is_open(each, decided)}
    left = [each for each in found if each.path not in emptied]
    refuse_open(left, decided)
    replaced = any(decided[each.key].choice is Choice.REPLACE for each in left)
    if form.as_told and not (along or replaced or emptied):
        return Shown(body, "", form, _MAKER)
    said = {path: each.text for path, each in texts.items()}
    written = _written(said, left, decided, register, named)
    written |= dict.fromkeys(emptied, "")
    hidden = with_texts(kind, body, written)
    derived = kind.derived(with_ids(hidden, record_id, ids), record_id, PSEUDONYMISED)
    return Shown(derived, record_id, form, _MAKER)


def refuse_open(found: Iterable[Spot], decided: Mapping[str, Decided]) -> None:
    """``NamesUndecided`` where somebody still has to say."""
    left = tuple(each.key for each in found if is_open(each, decided))
    if left:
        raise NamesUndecided(left)


def is_open(spot: Spot, decided: Mapping[str, Decided]) -> bool:
    """Whether nobody decided about it yet."""
    found = decided.get(spot.key)
    return found is None or found.choice is Choice.ASK


def _written(
    texts: Mapping[str, str],
    found: Iterable[Spot],
    decided: Mapping[str, Decided],
    register: Register,
    named: frozenset[str],
) -> dict[str, str]:
    """The texts in which something is replaced, by path; without what is protected but where it
    was kept."""
    of: defaultdict[str, list[Spot]] = defaultdict(list)
    for each in found:
        of[each.path].append(each)
    written: dict[str, str] = {}
    for path, each_in in of.items():
        text, kept = _replaced(texts[path], each_in, decided)
        for span in register.spans(text, named):
            if not any(start <= span.start and span.end <= end for start, end in kept):
                raise ReplacementNames("a protected name stands where something was replaced")
        if text != texts[path]:
            written[path] = text
    return written


def _replaced(
    text: str, found: Iterable[Spot], decided: Mapping[str, Decided]
) -> tuple[str, list[tuple[int, int]]]:
    """The text with what was decided, and where in it what was kept stands."""
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    done = length = 0
    for spot in found:
        choice = decided[spot.key]
        words = choice.instead if choice.choice is Choice.REPLACE else spot.words
        before = text[done : spot.start]
        pieces += (before, words)
        length += len(before) + len(words)
        if choice.choice is Choice.KEEP:
            kept.append((length - len(words), length))
        done = spot.end
    return "".join((*pieces, text[done:])), kept
