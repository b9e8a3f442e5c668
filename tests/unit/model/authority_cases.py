"""The cases of who may lay what over what, as ``docs/authority.md`` shows them.

``python -m tests.unit.model.authority_cases`` writes the page anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.model.authority import Rule, Signed
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.merge.precedence import Finality
from desktop.model.owned_id import Owned, new_owned_id

PAGE = Path(__file__).resolve().parents[3] / "docs" / "authority.md"
RECORD = Owned(new_owned_id("owner", INTERVIEW_KIND), INTERVIEW_KIND)
"""Of a record whose owner is called ``owner``."""


def said(text: str) -> Signed:
    """A version from a line: its id, its author, words, and ``on`` what it goes on from.

    Authors: ``owner``; ``known``, whose card is trusted here; ``here``, this home; any other is a
    stranger. Words: ``withdrawn``; ``sealed``, with the author's seal; ``says-sealed``, without
    one; ``untrusted``: of an owner whose card is not trusted here; ``9999``, by its clock;
    ``late``, after its author's card was revoked. Ids sort as versions are dated.
    """
    before, _, after = text.partition(" on ")
    name, author, *words = before.split()
    finality = Finality.ENDED if "withdrawn" in words else Finality.OPEN
    if {"sealed", "says-sealed"} & set(words):
        finality = Finality.CLOSED
    return Signed(
        name,
        author,
        "9999" if "9999" in words else "2026",
        tuple(after.split()),
        finality,
        sealed="sealed" in words,
        known=author in {"owner", "known", "here"} and not {"late", "untrusted"} & set(words),
        ours=author == "here",
        late="late" in words,
    )


@dataclass(frozen=True)
class Case:
    """Versions that are held, and what follows: shown, heard by the gate, waiting for a card.

    ``answered``: somebody is among them by whose word the gate may be open.
    """

    why: str
    versions: tuple[str, ...]
    laid: str | None
    heard: str
    waiting: str = ""
    shown: str | None = None
    answered: bool = True

    @property
    def held(self) -> tuple[Signed, ...]:
        return tuple(map(said, self.versions))

    @property
    def rule(self) -> Rule:
        return Rule(RECORD, self.held)


CASES = (
    Case("the owner's newest", ("a owner", "b owner on a"), "b", "b"),
    Case("two of the owner's beside each other",
         ("a owner", "b owner", "c owner on a"), "c", "b c"),
    Case("another's, even dated 9999, is a branch", ("a owner", "b known 9999"), "a", "a b"),
    Case("another's child hides nothing", ("a owner", "b known on a"), "a", "a b"),
    Case("what a person here cut of it stays",
         ("a owner", "b here on a", "c owner on a"), "b", "b c", shown="b"),
    Case("until its owner goes on from it", ("a owner", "b here on a", "c owner on b"), "c", "c",
         shown="b"),
    Case("a stranger's waits", ("a owner", "b stranger on a"), "a", "a b", waiting="b"),
    Case("alone, too", ("a stranger",), None, "a", waiting="a", answered=False),
    Case("the owner's, too, whose card is not trusted yet", ("a owner untrusted",), None, "a",
         waiting="a"),
    Case("and takes back what it names", ("a known", "b owner untrusted on a"), "a", "b",
         waiting="b"),
    Case("another's alone is shown until the owner's comes, and opens nothing", ("a known",),
         "a", "a", answered=False),
    Case("but where a person here decided the same", ("a known", "b here on a"), "b", "b",
         shown="b"),
    Case("whichever came first", ("b known", "c owner"), "c", "b c"),
    Case("what is sealed goes before what is open", ("a owner sealed", "b owner on a"), "a", "b"),
    Case("but for its sealer's next seal", ("a owner sealed", "b owner sealed on a"), "b", "b"),
    Case("and before what a person here cut of it", ("a owner", "b here on a",
         "c owner sealed on a"), "c", "b c", shown="b"),
    Case("another's seal seals nothing of the owner's", ("a owner", "b known sealed on a"),
         "a", "a b"),
    Case("who only says that it is sealed is not shown", ("a owner", "b owner says-sealed on a"),
         "a", "b"),
    Case("and seals nothing", ("a owner sealed", "b known says-sealed on a"), "a", "a b"),
    Case("a withdrawal by the owner is what counts",
         ("a owner", "b owner withdrawn on a"), "b", "b"),
    Case("by anybody known", ("a owner", "b known withdrawn"), "b", "a b"),
    Case("a stranger's is heard, and shown once the card is trusted",
         ("a owner", "b stranger withdrawn"), "a", "a b", waiting="b"),
    Case("a later date opens nothing again", ("a owner", "b owner withdrawn on a",
         "c owner 9999 on a"), "b", "b c"),
    Case("the owner opens again by naming it", ("a owner", "b known withdrawn on a",
         "c owner on a b"), "c", "c"),
    Case("and what a person here cut before it is shown again", ("a owner", "b here on a",
         "c owner withdrawn on a", "d owner on c"), "b", "b d", shown="c"),
    Case("so does a person here", ("a owner", "b owner withdrawn on a", "c here on b"), "c", "c",
         shown="b"),
    Case("and whoever withdrew", ("a owner", "b known withdrawn", "c known on b"), "a", "a c"),
    Case("another does not by naming it", ("a owner withdrawn", "b known on a"), "a", "a b"),
    Case("nor does a stranger", ("a owner withdrawn", "b stranger on a"), "a", "a b", waiting="b"),
    Case("what another narrowed is heard until the owner goes on from it",
         ("a owner", "b known", "c owner on a"), "c", "b c"),
    Case("what came after the owner's card was revoked takes back nothing",
         ("a owner withdrawn", "b owner late on a"), "a", "a b", waiting="b"),
    Case("nor opens it anything alone", ("a owner late",), None, "a", waiting="a", answered=False),
    Case("but narrows", ("a owner", "b owner withdrawn late on a"), "a", "a b", waiting="b"),
)  # fmt: skip
"""Every case stands for a sentence of ``desktop/model/authority.py``."""

_HEAD = """# Who may lay what over what

Printed from `tests/unit/model/authority_cases.py`; the rule is `desktop/model/authority.py`, and \
why it is so stands in [decision 0016](decisions/0016-authority.md).

Versions are named a, b, c in the order of their dates. **owner** made the record's id; \
**known** is somebody else whose card is trusted here; **here** is this home itself; a \
**stranger**'s card is not trusted, as an owner's may not be (*untrusted*): it waits, and is \
heard. *late*: it came after its author's card was revoked here. *sealed*: its author's seal \
over it holds; *says sealed*: its body says so and there is no such seal. *Heard* is what the \
consent gate asks: the narrowest of these versions counts. *May open*: somebody decided by whose \
word anything may leave at all.

What nobody here can read, because a newer program wrote it, closes the interviews that it names \
until somebody who may goes on from it. A person here may do so, for a reason that travels \
along, where it is by a stranger, or by a card that was revoked, and not the owner's; what the \
owner (with whatever card) or a trusted card signed may be a withdrawal and waits for an update \
of the program.

A version **stands in another's place** where it names that one as its parent and is by the same \
author, by the owner, or cut here; what is late stands in nobody's place. A *head* is one in \
whose place none stands; every head is heard. **May be shown** is what is not kept unread, and \
by an author whose card is trusted (or was when it came, and was not revoked before), and where \
it says that it is sealed its author's seal holds. **Shown** is the first there is of:

1. the newest head that is heard, may be shown and is a withdrawal;
2. the newest sealed version of the owner's or cut here that may be shown, but for one that its \
sealer's next seal names as its parent;
3. of the heads among what may be shown, one that was cut here (of several the one that was \
shown);
4. the newest of these heads of the owner's.

Where nothing of the owner's may be shown, whoever began what may be counts as the owner of \
that: the author of the earliest of the versions without a parent that is held at all, or of the \
earliest where each has one; for what is heard nobody does. Of two of one date, the higher id is \
the newer.

| case | versions | shown | heard | may open | waits for a card |
| --- | --- | --- | --- | --- | --- |
"""


def page(cases: Iterable[Case] = CASES) -> str:
    """The page, from the cases alone."""
    return _HEAD + "".join(
        f"| {case.why} | {'; '.join(case.versions).replace('says-sealed', 'says sealed')} |"
        f" {case.laid or 'nothing'} | {case.heard} | {'yes' if case.answered else 'no'} |"
        f" {case.waiting} |\n"
        for case in cases
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
