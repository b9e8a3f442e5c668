"""``skryniactl search``: find words in everything the vault holds."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.session import find_person, opened
from desktop.cli.usage import number, one_of, text
from desktop.errors import StorageError
from desktop.i18n import N_, _
from desktop.typed_dates import read_day

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.search.narrowing import Narrowing
    from desktop.vault.search.search import Found, Hit


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar=_("WORDS"),
        nargs="+",
        help=_("Words that are all to be there; «in quotes» exactly as they are."),
    )
    parser.add_argument(
        "--kind",
        type=_kind,
        metavar=_("KIND"),
        help=_("Only in records of this kind."),
    )
    parser.add_argument(
        "--since",
        type=_day,
        metavar=_("DAY"),
        help=_("Only in interviews of this day or later, and what belongs to them."),
    )
    parser.add_argument(
        "--until",
        type=_day,
        metavar=_("DAY"),
        help=_("Only in interviews of this day or earlier, and what belongs to them."),
    )
    parser.add_argument(
        "--language",
        default="",
        metavar=_("CODE"),
        help=_("Only in interviews in this language, and what belongs to them."),
    )
    parser.add_argument(
        "--person",
        metavar=_("PERSON"),
        help=_("Only in interviews with this person (code or id), and what belongs to them."),
    )
    parser.add_argument(
        "--limit", type=number, default=50, metavar="N", help=_("At most N (default 50).")
    )


def _kind(given: str) -> str:
    """The name of a kind of which something is found; argparse refuses any other."""
    from desktop.vault.kinds.all import KINDS

    return one_of(given, [kind.name for kind in KINDS if kind.hits])


def _day(given: str) -> str:
    day = read_day(text(given))
    if day is None:
        raise argparse.ArgumentTypeError(_("a day is written like 2026-12-05"))
    return day.isoformat()


def search(arguments: argparse.Namespace, console: Console) -> int:
    """Exact words first, then other spellings of a name, then words that only begin so."""
    with opened(arguments) as vault:
        _learn_words(vault)
        narrowing = _narrowing(vault, arguments)
        found = vault.search.look(" ".join(arguments.words), arguments.limit, narrowing)
    if arguments.json:
        console.json(found)
        return 0
    _print(found, console)
    if found.more:
        console.note(_("There may be more: --limit N shows more of them."))
    if found.learning:
        console.note(_("Some words are not found in their other spellings yet."))
    if found.waiting:
        console.note(_("Not everything in the vault is found yet: some of it is still being read."))
    if found.unread:
        console.note(_("Not every place was looked at: there may be more."))
    return 0


def _learn_words(vault: Vault) -> None:
    """What packages and an update left to be learned; on a full disk the search says what it
    lacks."""
    with suppress(StorageError):
        search, files = vault.search, vault.pictures
        while (
            search.index_waiting()
            or files.find_some()
            or search.index_anew()
            or search.learn_words()
        ):
            continue


def _narrowing(vault: Vault, arguments: argparse.Namespace) -> Narrowing:
    from desktop.model.version import RecordKind
    from desktop.vault.search.narrowing import Narrowing

    named = arguments.person
    return Narrowing(
        kind=RecordKind(arguments.kind) if arguments.kind else None,
        since=arguments.since or "",
        until=arguments.until or "",
        language=arguments.language,
        people=None if named is None else frozenset({find_person(vault, named).id}),
    )


def _print(found: Found, console: Console) -> None:
    from desktop.messages.found_in import title
    from desktop.vault.kinds.all import KINDS
    from desktop.vocabulary import vocabulary

    if not found.hits:
        console.line(_("Nothing was found"))
        return
    if found.also:
        console.line(_("Also found as: {words}").format(words=", ".join(found.also)))
    labels = vocabulary("record_kind")
    kinds = {hit: labels.label(kind.name) for kind in KINDS for hit in kind.hits}
    console.table(
        (_("Kind"), _("Where"), _("Text")),
        [(kinds[hit.kind], title(hit), _marked(hit)) for hit in found.hits],
    )


def _marked(hit: Hit) -> str:
    """The excerpt with what was found in it between brackets."""
    marked, behind = "", 0
    for start, end in hit.marks:
        marked += f"{hit.excerpt[behind:start]}[{hit.excerpt[start:end]}]"
        behind = end
    return marked + hit.excerpt[behind:]


COMMAND = Command(
    "search",
    N_("Find words and names, in every spelling, in the whole vault."),
    search,
    _arguments,
    examples=(
        "search anna.skrynia Ручаінская",
        "search anna.skrynia «у лесе» --since 2026-01-01 --kind interview --json",
    ),
    more=N_(
        "A name is also found in other scripts, transliterations and cases, after the exact "
        "words; put it in quotes to find it only as you wrote it. Interviews are dated as "
        "their list shows them."
    ),
    json=True,
)
