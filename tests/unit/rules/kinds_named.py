"""Which modules name a kind of record, and which of them may.

A module names a kind when it uses the constant of its name (``PLACE_KIND``), holds a text that is
its name or SQL over one of its tables, or imports its declaration. All of ``desktop`` and ``ui``
is read, by its syntax tree. Not noticed: a field, parameter or location called after a kind, and
the dataclasses of ``desktop/model``, of which anybody may speak.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.vault.kinds.all import KINDS


@dataclass(frozen=True, slots=True)
class Without:
    """Of a kind that has no command or no room of its own: where else it is seen."""

    why: str


@dataclass(frozen=True, slots=True)
class Home:
    """What a kind's own modules are called: the noun of its records, its command, its room.

    ``noun``: in ``desktop/vault/records``. ``command``: in ``desktop/cli``, or in a folder of it.
    ``room``: a folder of ``ui``, or one inside the folder of another's room.
    """

    noun: str
    command: str | Without
    room: str | Without


HOMES: Final[Mapping[str, Home]] = {
    "interview": Home("interviews", "interview", "interviews"),
    "consent": Home("consents", "consent", "interviews/consent"),
    "person": Home("people", "person", "people"),
    "media": Home("media", "files/photos", "media"),
    "place": Home("places", "place", "places"),
    "acquisition": Home(
        "acquisitions",
        Without("what is said of a file: commands of one (files/photos.py, acquired.py)"),
        Without("what is said of a file: beside its picture (ui/media)"),
    ),
    "companion": Home(
        "companions",
        Without("which file goes with which: a command of one (files/beside.py)"),
        Without("which file goes with which: beside its picture (ui/media)"),
    ),
    "redacted": Home(
        "redactions",
        Without("of which file one was made: a command of one (files/redact.py)"),
        Without("of which file one was made: beside its picture (ui/media)"),
    ),
    "set": Home(
        "sets",
        "files/sets",
        Without("a set of files: chosen above all of them (ui/media)"),
    ),
    "passage": Home(
        "passages",
        "passage",
        Without("words of an account or a part of a file: in no window yet, by commands alone"),
    ),
    "sameness": Home(
        "sameness",
        Without("what is said of two people: commands of one of them (person.py)"),
        Without("what is said of two people: in the profile of either (ui/people)"),
    ),
}

ELSEWHERE: Final[Mapping[str, str]] = {
    # The list of them.
    "desktop/vault/kinds/all.py": (
        "acquisition companion consent interview media passage person place redacted sameness set:"
        " KINDS"
    ),
    "desktop/vault/rescue/mending.py": "interview media: which files interviews name, and bytes",
    "desktop/vault/rescue/records.py": "interview: what was said is shown though its row is gone",
    "desktop/vault/rescue/rescue.py": "media: a rescue tells of files by themselves",
    # What one kind has to do with another.
    "desktop/model/handoff.py": "interview media: counted by interviews; files have a list",
    "desktop/model/interview.py": "person: a person is a speaker",
    "desktop/model/phases.py": "consent: asking for consent is a phase",
    "desktop/model/owned_id.py": "consent interview: a consent's id follows from its interview's",
    "desktop/model/consent/versions.py": "interview: which of them count for it",
    "desktop/names/guess.py": "person place: what a word may be a name of, no record",
    "desktop/showing/found.py": "person: what a word may be a name of, no record",
    "desktop/showing/register.py": "person: whose name a protected one is, no record",
    "desktop/showing/sorts.py": "place: what stands in a text, no record",
    "desktop/model/companion.py": "person: a person said so, no record",
    "desktop/media/adding/ingest.py": "media: whose new records it makes",
    "desktop/reading/opened.py": "interview: what is read of one",
    "desktop/reading/earlier.py": "interview: the texts that its account had",
    "desktop/home/lent.py": "interview: by which other records are named",
    "desktop/vault/records/strangers.py": "consent: what nobody here knows says of them",
    "desktop/vault/records/handoff/told_back.py": "consent interview: said of another form",
    "desktop/vault/records/lone_consents.py": "interview: by whose id its consents are owned",
    "desktop/model/consent/draft.py": "interview: answers are of an interview",
    "desktop/model/protected.py": "person place: what a name is of, no record",
    "desktop/vault/records/protected_names.py": "person: follows the names of one",
    "ui/protected/page.py": "person: whose names stand in the list",
    "ui/protected/protected_form.py": "person sameness: whose names are shown",
    "desktop/model/attached.py": "interview media: whose the id of a file is",
    "desktop/model/custody.py": "consent: a decision about consent is an event",
    "desktop/vault/kinds/standing.py": "consent interview: what versions say to the gate",
    "desktop/vault/kinds/consent.py": "interview: rests on and is called after it",
    "desktop/vault/kinds/interview.py": "person: is found by the person's names",
    "desktop/vault/kinds/media.py": "companion interview redacted: rests on those of both",
    "desktop/vault/kinds/acquisition.py": "media: rests on what its file rests on",
    "desktop/vault/kinds/companion.py": "media: rests on what both files rest on",
    "desktop/media/redacting/keep.py": "media: makes a new file of one",
    "desktop/vault/kinds/goes_with.py": "companion media redacted: what a file rests on by those",
    "desktop/vault/kinds/redacted.py": "media: rests on what both files rest on",
    "desktop/vault/records/redactions.py": "media: whose files they are about",
    "desktop/vault/records/companions.py": "interview media: whose files they are about",
    "desktop/vault/records/sets.py": "media: whose files they hold",
    "ui/media/sets.py": "set: the form for name and note of one",
    "desktop/vault/kinds/passage.py": "interview media: rests on its interview, or its file's",
    "desktop/vault/kinds/passages_kept.py": "passage: what goes along with an account",
    "desktop/vault/records/passages.py": "interview media: of whose accounts and files they are",
    "desktop/vault/kinds/set.py": "media: rests on what its files rest on",
    "desktop/vault/records/acquisitions.py": "media: whose files they are about",
    "desktop/vault/kinds/person.py": "interview sameness: rests on theirs; compared with others",
    "desktop/vault/kinds/sameness.py": "interview person: rests on those of two people",
    "desktop/vault/records/sameness.py": "person: the two have to be here",
    "desktop/vault/records/consents.py": "interview: whose log tells the decision",
    "desktop/vault/records/originals/fixity.py": "media: whose bytes it reads again",
    "desktop/vault/records/originals/read_again.py": "media: whose bytes it reads again",
    "desktop/vault/records/interviews.py": "media: a file is attached only where it is here",
    "ui/interviews/files.py": "media: shows the files of an interview",
    "ui/interviews/interview_page.py": "consent media person: what belongs to an interview",
    "ui/interviews/page.py": "consent person: a row says what was agreed, and who speaks",
    "ui/home/rows.py": "interview person: where the rows of one lead",
    "ui/media/__init__.py": "acquisition redacted set: they are found there",
    "ui/media/adding/batch_dialog.py": "interview: a draft of the one to which files are added",
    "ui/media/page.py": "acquisition companion interview redacted set: leads to what is meant",
    "ui/media/filtering.py": "place: what a file says of one, no record",
    "ui/people/page.py": "sameness: who is one stands in one line",
    "ui/people/profile.py": "interview sameness: a person's interviews, who they are one with",
    "ui/shell/names_behind.py": "person: whose names are compared",
    # A kind's own, under another name.
    "desktop/cli/person.py": "sameness: the commands that say who is one person",
    "desktop/vault/records/likely.py": "interview person: who may be one, when interviewed",
    "desktop/cli/passage.py": "interview media: of whose account or file one is",
    "desktop/cli/nouns.py": "consent interview passage person place: the table of all commands",
    "desktop/cli/report.py": "interview person: the commands that print either",
    "desktop/vault/records/originals/laid_apart.py": "media: the bytes of large files",
    "desktop/vault/records/originals/pictures.py": "media: the small pictures of files",
    "desktop/vault/records/originals/likeness.py": "media: a row a file",
    "desktop/vault/records/originals/lookalikes.py": "media: which files look alike",
    "desktop/cli/files/shown.py": "media: a command of the noun of files",
    "desktop/cli/files/listed.py": "media: a command of the noun of files",
    "desktop/vault/records/originals/media_lists.py": "interview media set: the list of files",
    "desktop/vault/records/originals/found_in_files.py": "media: what stands in files is found",
    "desktop/vault/records/summaries.py": "consent interview person: the list of interviews",
    "desktop/vault/file/check.py": "media: only originals have bytes",
    "desktop/vault/file/damaged_originals.py": "media: only originals have bytes",
    "desktop/vault/backups/skeleton.py": "media: only originals have bytes",
    "desktop/vault/backups/generation.py": "media: only originals have bytes",
    "desktop/vault/backups/create.py": "media: only originals have bytes",
    "desktop/vault/backups/storing.py": "media: only originals have bytes",
    "desktop/vault/backups/check.py": "media: only originals have bytes",
    "desktop/vault/backups/restore.py": "media: only originals have bytes",
    "desktop/vault/backups/clearing.py": "person: the names that are protected",
    "desktop/vault/records/waiting.py": "consent interview: what waits of them",
    # A word that is no kind there.
    "desktop/vault/records/handoff/sending.py": "media: a key of the custody log",
    "desktop/vault/records/originals/working_copies.py": "media: its own, under another name",
    "ui/shell/room.py": "media: the key of a room",
    "desktop/messages/help.py": "media: the key of a room, whose help it is",
    # Who decides what may leave.
    "desktop/vault/versions/bound.py": "media: a table that is watched",
    "desktop/vault/records/outlines.py": "consent interview: what a package is chosen from",
    # A word of the format of packages: the list of originals, and where they stand.
    "desktop/handoff/receiving/merge.py": "media: a folder of the package",
    "desktop/handoff/receiving/stream.py": "media: a folder of the package",
}
"""Module → the kinds that it names beside its own: why it may."""

_TABLES: Final = {
    table: kind.name
    for kind in KINDS
    for table in (kind.table.name, *kind.rows, *kind.beside)
}  # fmt: skip
_CONSTANTS: Final = {f"{kind.name.upper()}_KIND": str(kind.name) for kind in KINDS}
_DECLARATIONS: Final = {f"desktop.vault.kinds.{kind.name}": str(kind.name) for kind in KINDS}
_SQL: Final = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)")


def own_modules(kind: str) -> tuple[str, ...]:
    """Modules of a kind, and the folder that its room is."""
    home = HOMES[kind]
    return (
        "desktop/model/consent/" if kind == "consent" else f"desktop/model/{kind}.py",
        f"desktop/vault/kinds/{kind}.py",
        f"desktop/vault/records/{home.noun}.py",
        *([f"desktop/cli/{home.command}.py"] if isinstance(home.command, str) else []),
        *([f"ui/{home.room}/"] if isinstance(home.room, str) else []),
    )


def is_own(module: str, kind: str) -> bool:
    """Whether a module is one of a kind's own."""
    return any(
        module.startswith(own) if own.endswith("/") else module == own
        for own in own_modules(kind)
    )  # fmt: skip


def kinds_named(source: bytes) -> set[str]:
    """The kinds that a module names."""
    nodes = list(ast.walk(ast.parse(source)))
    documented = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return {kind for node in nodes if id(node) not in documented for kind in _named_by(node)}


def _named_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from {node.value} & HOMES.keys()
        yield from (_TABLES[table] for table in _SQL.findall(node.value) if table in _TABLES)
    elif isinstance(node, ast.ImportFrom):
        yield from _known(_DECLARATIONS, node.module)
        for alias in node.names:
            yield from _known(_CONSTANTS, alias.name)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _known(_CONSTANTS, node.id)
    elif isinstance(node, ast.Attribute):
        known = _known(_CONSTANTS, node.attr)
        # Of a module; a member of an enumeration is what its class says.
        yield from known if known and ast.unparse(node.value).islower() else ()


def _known(names: Mapping[str, str], name: str | None) -> list[str]:
    return [names[name]] if name is not None and name in names else []


def named_elsewhere(root: Path, modules: Iterable[Path]) -> dict[str, set[str]]:
    """Module → the kinds that it names and that are not its own."""
    named = {path.relative_to(root).as_posix(): kinds_named(path.read_bytes()) for path in modules}
    found = {
        module: {kind for kind in kinds if not is_own(module, kind)}
        for module, kinds in named.items()
    }
    return {module: kinds for module, kinds in found.items() if kinds}


def allowed_elsewhere() -> dict[str, set[str]]:
    """:data:`ELSEWHERE` without its reasons."""
    return {module: set(said.partition(":")[0].split()) for module, said in ELSEWHERE.items()}


def beyond(some: Mapping[str, set[str]], others: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """What stands in the first and not in the second."""
    found = {module: sorted(kinds - others.get(module, set())) for module, kinds in some.items()}
    return {module: kinds for module, kinds in found.items() if kinds}
