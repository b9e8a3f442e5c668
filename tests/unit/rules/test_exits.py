"""Every way by which something leaves the vault as a file, and what it asks before it does.

Who adds one says here by what it is let out; where nothing is asked, why there is nothing to ask.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Final, TypeGuard, get_origin, get_type_hints

import pytest

from desktop.model.consent import Identification, RecipientKind
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument
from desktop.model.values.moment import Moment
from desktop.reports.recipient_input import Addressee, RecipientInput
from desktop.reports.summary_input import AttachedFile
from desktop.showing.form import Form
from desktop.showing.register import Register
from desktop.showing.shown import Shown, shown
from desktop.vault.kinds.all import BY_NAME

ROOT: Final = Path(__file__).resolve().parents[3]
MAKES_FILES: Final = {
    "PartialFile",
    "write_atomically",
    *("private_file", "open_private_file"),
    "write_bytes",
    "write_text",
    *("copyfile", "copy2", "copytree", "make_archive", "mkstemp", "NamedTemporaryFile"),
    *("TarFile", "ZipFile", "symlink_to", "hardlink_to"),
    *("QSaveFile", "QFile", "QPdfWriter", "QPrinter", "QTextDocumentWriter", "QImageWriter"),
}
"""By these a file is made, here or by anybody; ``open`` with "w", "x" or "a" counts as well."""
_MAY_MAKE: Final = re.compile(rf"\b({'|'.join(sorted(MAKES_FILES))}|open)\s*\(")
"""Whatever makes a file has this in its text: the others need not be parsed."""

ASKING: Final = {
    "desktop/handoff/sending/write.py": (
        "desktop.handoff.sending.contents",
        "desktop.handoff.sending.gate_kept",
        "desktop.handoff.sending.gate",
    ),
    "desktop/media/exporting/export.py": (
        "desktop.model.consent.beyond",
        "desktop.model.consent.gate",
    ),
    "desktop/media/exporting/export_set.py": (
        "desktop.media.exporting.export",
        "desktop.model.consent.beyond",
        "desktop.model.consent.gate",
    ),
    "desktop/reports/printing.py": (
        "desktop.reports.beyond",
        "desktop.model.consent.beyond",
        "desktop.model.consent.gate",
    ),
    "desktop/handing_out.py": (
        "desktop.handoff.sending.gate",
        "desktop.model.consent",
    ),
}
"""What holds records in the clear or for others, and through which modules, each of which imports
the next, the gate is asked."""

WRITERS: Final = {
    "desktop/handoff/sending/write.py": {"write_package": "gather ask_again"},
    "desktop/media/exporting/export.py": {"_unused": "original_beyond"},
    "desktop/media/exporting/export_set.py": {"_list_sums": "originals_beyond"},
    "desktop/reports/printing.py": {
        "write_summary": "beyond_consent",
        "write_agreed": "",
        "write_certificate": "original_beyond",
        "write_held": "",
    },
    "desktop/handing_out.py": {
        "write_for_recipient": "form_for refuse_open shown_record",
        "write_replacements": "",
    },
}
"""In each of these, every function that makes a file, and what its module calls for it; "" for
what the person decided, and for a copy that takes a reason always."""

FOR_OUTSIDERS: Final = {
    ("desktop/handing_out.py", "write_for_recipient"): RecipientInput,
}
"""The writers of what somebody outside is to read, and what they write it from: its words are a
``Shown``, which nobody makes but ``shown()``."""
_NO_RECORD: Final = (str, Addressee, tuple[AttachedFile, ...])
"""What may stand beside it: how the person is named, the version, for whom it is; and files, which
``test_recipient_summary.py`` shows to stay away where words were replaced."""
FOR_OTHERS: Final = {
    ("desktop/handoff/sending/write.py", "write_package"): "a record as it was told, or a derived "
    "version, which is stored by what takes a Shown alone; tests/unit/handoff",
    (
        "desktop/media/exporting/export.py",
        "_unused",
    ): "an original for whoever works here; for a reason where that is beyond the consent",
    ("desktop/media/exporting/export_set.py", "_list_sums"): "checksums of originals beside them",
    ("desktop/reports/printing.py", "write_summary"): "the work here or the person; for a reason "
    "where that is beyond the consent",
    ("desktop/reports/printing.py", "write_agreed"): "the person: what they decided and were read",
    ("desktop/reports/printing.py", "write_certificate"): "goes with the original, as far as that "
    "goes: no account, code or caption, and nobody it was sent to",
    ("desktop/reports/printing.py", "write_held"): "the person, or an order: for a reason always",
    ("desktop/handing_out.py", "write_replacements"): "the organisation alone: which code is who",
}
"""The other writers, and whom they write for: nobody outside, or why it needs no ``Shown``."""
DERIVES: Final = "desktop/handoff/sending/deriving.py"
CLIPBOARD: Final = {
    "ui/shell/clipboard.py": "clears it when the vault is locked",
    "ui/crash_dialog.py": "a report without content",
    "ui/interviews/account/editor.py": "what whoever writes the account selected",
}

NOTHING_TO_ASK: Final = {
    "desktop/cli/demo/opening.py": "how to open the package of the demo: public keys",
    "desktop/cli/demo/vaults.py": "the passphrases of the demo, whose people are invented",
    "desktop/system/files.py": "makes the files that the others here write",
    "desktop/system/private_files.py": "makes the files that the others here write",
    "desktop/handoff/format/schemas.py": "the schemas of the format, for who builds it",
    "desktop/handoff/identity/cards.py": "a card: a name, a role and public keys",
    "desktop/handoff/identity/own_text_file.py": "the text that is read out to everybody",
    "desktop/handoff/identity/settings.py": "an organisation's settings, for its researchers",
    "desktop/handoff/receipt.py": "names items by their hashes, encrypted to the sender",
    "desktop/handoff/receiving/extract.py": "without a vault: who has the key unpacks a package",
    "desktop/sample/making.py": "the drawings of the sample vault, whose people are invented",
    "desktop/settings.py": "how the program looks: no record",
    "desktop/media/attested/proofmode.py": "reads archives that are in memory",
    "desktop/media/office/packed.py": "reads archives that are in memory",
    "desktop/media/office/read.py": "makes an archive in memory, to load its reader",
    "desktop/media/adding/within.py": "reads archives that are in memory",
    "desktop/vault/backups/create.py": "records in a backup, encrypted as they are in the vault",
    "desktop/vault/backups/generation.py": "what a backup says of itself, encrypted",
    "desktop/vault/backups/place.py": "whose backups lie in a folder: a random id",
    "desktop/vault/backups/settling.py": "originals in a backup, encrypted",
    "desktop/vault/file/backup.py": "a copy of the vault, encrypted as it is",
    "desktop/vault/file/folder.py": "the key slots of a vault",
    "desktop/vault/file/holder.py": "on which computer a vault is open, and since when",
    "desktop/vault/file/sequence.py": "the number of the last save, encrypted",
    "desktop/vault/file/secret_files.py": "what opens the vault, saved by its owner on purpose",
    "desktop/vault/store/connection.py": "the vault itself, encrypted",
    "desktop/vault/store/copying.py": "a copy of the vault, encrypted as it is",
    "desktop/vault/store/schema.py": "the tables, for who builds it",
    "ui/start/rescuing.py": "what a rescue found missing: codes, ids and counts",
}

OWN_PLACES: Final = {
    "desktop/cli/demo/opening.py": "the folder that the demo makes for itself",
    "desktop/cli/demo/vaults.py": "the folder that the demo makes for itself",
    "desktop/system/files.py": "whatever place it is given by the others",
    "desktop/system/private_files.py": "whatever place it is given by the others",
    "desktop/handoff/format/schemas.py": "the source",
    "desktop/sample/making.py": "a folder that is gone once the sample is made",
    "desktop/settings.py": "where the system keeps settings",
    "desktop/media/attested/proofmode.py": "nowhere",
    "desktop/media/office/packed.py": "nowhere",
    "desktop/media/office/read.py": "nowhere",
    "desktop/media/adding/within.py": "nowhere",
    "desktop/vault/backups/create.py": "a place of backups, which asks itself",
    "desktop/vault/backups/generation.py": "a place of backups",
    "desktop/vault/backups/place.py": "a place of backups",
    "desktop/vault/backups/settling.py": "a place of backups",
    "desktop/vault/file/backup.py": "a new folder of a vault, which asks itself (folder.py)",
    "desktop/vault/file/folder.py": "a vault",
    "desktop/vault/file/holder.py": "a vault",
    "desktop/vault/file/sequence.py": "a vault",
    "desktop/vault/store/connection.py": "a vault",
    "desktop/vault/store/copying.py": "a vault, or a backup",
    "desktop/vault/store/schema.py": "the source",
}
"""Where those write that write to no place that a person chose. The others ask ``refuse_within`` or
``refuse_folder`` first: what lies in the folder of a vault or of backups is lost with it."""
_REFUSE: Final = {"refuse_within", "refuse_folder"}


def test_nothing_is_written_into_the_folder_of_a_vault() -> None:
    writers = ASKING.keys() | NOTHING_TO_ASK.keys()
    assert writers >= OWN_PLACES.keys()
    for path in sorted(writers - OWN_PLACES.keys()):
        tree = _tree(path)
        assert any(map(partial(_calls, tree), _REFUSE)), f"{path} writes wherever it is told"
        for each in tree.body:
            if isinstance(each, ast.FunctionDef) and each.name[0] != "_" and _makes_files(each):
                assert any(map(partial(_calls, each), _REFUSE)), f"{each.name} in {path}"


def test_nothing_leaves_around_the_gate() -> None:
    made = {
        path for path, text in _modules() if _MAY_MAKE.search(text) and _makes_files(_tree(path))
    }
    known = ASKING.keys() | NOTHING_TO_ASK.keys()
    assert made <= known, f"{sorted(made - known)}: say in ASKING or NOTHING_TO_ASK"


def test_what_is_said_to_ask_does() -> None:
    for path, through in ASKING.items():
        here = path
        for module in through:
            assert module in set(_imported(_tree(here))), f"{here} does not import {module}"
            here = module.replace(".", "/") + ".py"


def test_every_function_beside_them_asks_too() -> None:
    assert WRITERS.keys() == ASKING.keys()
    for path, writers in WRITERS.items():
        functions = {n.name: n for n in _tree(path).body if isinstance(n, ast.FunctionDef)}
        made = {name for name, node in functions.items() if _makes_files(node)}
        assert made == writers.keys(), f"{path}: say in WRITERS what it asks"
        everywhere = {_name(node) for node in ast.walk(_tree(path)) if isinstance(node, ast.Call)}
        for name, asked in writers.items():
            assert set(asked.split()) <= everywhere, f"{name} in {path} asks no more"


def test_every_writer_says_whom_it_writes_for() -> None:
    """Whoever adds one for somebody outside takes a ``Shown``; there is no third list."""
    writers = {(path, name) for path, functions in WRITERS.items() for name in functions}
    assert FOR_OUTSIDERS.keys().isdisjoint(FOR_OTHERS)
    assert writers == FOR_OUTSIDERS.keys() | FOR_OTHERS.keys()


def test_what_is_written_for_outsiders_holds_the_words_that_are_shown_and_no_others() -> None:
    """The types of what stands on their page: none of them can hold a record as it was told."""
    for (path, name), given in FOR_OUTSIDERS.items():
        hints = get_type_hints(given)
        assert get_origin(hints["shown"]) is Shown, f"{name} in {path}"
        told = {key: of for key, of in hints.items() if of not in _NO_RECORD and key != "shown"}
        assert not told, f"{name} in {path} is given {told} beside what is shown"


def test_what_is_shown_is_made_in_one_place() -> None:
    makers = {
        path
        for path, text in _modules()
        if "desktop.showing" in text and "Shown(" in text and _calls(_tree(path), "Shown")
    }
    assert makers <= {"desktop/showing/shown.py"}
    openers = {path for path, text in _modules() if re.search(r"\b_MAKER\b", text)}
    assert openers <= {"desktop/showing/shown.py"}


def test_nobody_makes_what_is_shown_of_their_own_words() -> None:
    form = Form(RecipientKind.PUBLIC, Identification.CODE)
    with pytest.raises(TypeError):
        Shown("as it was told", "", form, object())
    body = InterviewDocument(Interview("i", Moment.now(), "W-1", "p"))
    given = shown(BY_NAME[INTERVIEW_KIND], body, form, Register(), {}, {"i": "d", "p": "e"})
    with pytest.raises((TypeError, ValueError)):
        replace(given, body=body)  # type: ignore[call-arg]  # mypy says so too


def test_what_a_package_holds_beside_what_was_told_is_cut_of_what_is_shown_alone() -> None:
    """``Derived.cut`` is called in one place, with the bodies of what these two give."""
    cutting = {path for path, text in _modules() if "derived.cut(" in text}
    assert cutting == {DERIVES}
    makers = {"interview_for", "consent_for"}
    cut = [each for each in ast.walk(_tree(DERIVES)) if _is_call(each, "_cut")]
    bodies = {
        target.id: each.value
        for each in ast.walk(_tree(DERIVES))
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    assert len(cut) == len(makers)
    for each in cut:
        body = bodies[ast.unparse(each.args[1])]
        assert isinstance(body, ast.Attribute)
        assert body.attr == "body"
        assert isinstance(body.value, ast.Call)
        assert _name(body.value) in makers
    given = "desktop/handoff/sending/shown_records.py"
    returns = {
        node.name: ast.unparse(node.returns)
        for node in _tree(given).body
        if isinstance(node, ast.FunctionDef) and node.returns is not None
    }
    assert all(returns[name].startswith("Shown[") for name in makers)


def test_what_is_copied_out_by_hand_is_known() -> None:
    named = {path for path, text in _modules() if path.startswith("ui/") and "clipboard()" in text}
    assert named == CLIPBOARD.keys()


def test_nothing_is_named_that_makes_no_file() -> None:
    idle = [path for path in (*ASKING, *NOTHING_TO_ASK) if not _makes_files(_tree(path))]
    assert not idle


def _calls(tree: ast.AST, name: str) -> bool:
    return any(_is_call(node, name) for node in ast.walk(tree))


def _is_call(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and _name(node) == name


def _modules() -> Iterator[tuple[str, str]]:
    for folder in ("desktop", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


@cache
def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_bytes())


def _makes_files(tree: ast.AST) -> bool:
    return any(_makes_a_file(node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _makes_a_file(call: ast.Call) -> bool:
    if _name(call) in MAKES_FILES:
        return True
    given = [*call.args, *(each.value for each in call.keywords if each.arg == "mode")]
    modes = [each.value for each in given if isinstance(each, ast.Constant)]
    return _name(call) == "open" and any(_writes(mode) for mode in modes)


def _name(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _writes(mode: object) -> bool:
    return isinstance(mode, str) and len(mode) <= 3 and bool(set(mode) & set("wxa+"))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
