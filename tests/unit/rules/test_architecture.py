"""The house rules of imports, stated as tests.

What is read: the source of ``desktop`` and ``ui``, by its syntax tree. What is run: fresh
interpreters that import modules, whose ``sys.modules`` is then looked at.

Not claimed: that no library holds code for networks. ReportLab brings ``urllib.request`` and
``ssl`` with it (it could fetch pictures named by address), so ``desktop.reports`` is left out
of the run; the standard library's ``multiprocessing`` imports ``socket`` for its pipes, and
msgspec loads ``_socket``. That no socket is ever opened is the journey's silence test to show.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from desktop.vault.kinds.all import KINDS
from tests.unit.rules.imports_read import ROOT, imports, imports_of, is_of, modules, names_of
from tests.unit.rules.kinds_named import (
    HOMES,
    allowed_elsewhere,
    beyond,
    named_elsewhere,
    own_modules,
)

FLOORS = (
    {
        "model", "system", "errors", "progress", "canonical", "documents", "vault_files",
        "settings", "catalogue", "i18n", "formats", "typed_dates", "resources", "passphrases",
        "bugreport",
    },
    {"crypto", "vocabulary", "names"},
    {"home"},
    {"media", "vault"},
    {"reading", "showing"},
    {"messages"},
    {"handoff", "reports"},
    {"sample", "handing_out"},
    {"cli"},
)  # fmt: skip
"""Parts of ``desktop``, the ground floor first. A part imports from its own floor on the
ground and from lower floors elsewhere; for types only, from its own floor too (``media``
names the open ``Vault`` it is given). ``ui`` stands beside ``cli``."""
HANDOFF_FLOORS = (
    {"naming"}, {"format"}, {"identity"}, {"receiving"}, {"sending"}, {"receipt", "intake"},
    {"detail"},
)  # fmt: skip
"""Parts of ``desktop/handoff``, the ground floor first. What was written is read back, so
``sending`` stands on ``receiving``."""

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "nntplib", "poplib", "requests",
    "select", "selectors", "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib",
    "urllib3", "webbrowser", "websockets", "wsgiref", "xmlrpc", "_socket", "_ssl",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
}  # fmt: skip
QT = {"PySide6", "shiboken6", "PyQt5", "PyQt6", "PySide2", "qtpy"}
PRIMITIVES = {"cryptography", "hmac"}
NOT_FOR_KEYS = {"random", "uuid.uuid1"}
"""What looks random and is not: everything random comes from the operating system."""

ON_DISK = {"tempfile", "pickle", "shelve", "marshal", "dbm"}
ON_DISK_ALLOWED = {
    "desktop/vault/store/schema.py": "the schema of an empty database, for a developer",
}
NO_QT_ALLOWED = {
    "ui/entry.py": "what a start without a window does, before Qt is loaded",
    "ui/feature_scan.py": "PySide's own, which is known by a name and not imported",
    "ui/enumerations.py": "how Qt's enumerations are made, before Qt is loaded",
    "ui/later_signatures.py": "PySide's own modules, before Qt is loaded",
    "ui/palette.py": "colours, which only a window has",
    "ui/scale.py": "sizes, which only a window has",
    "ui/widgets/tone.py": "the tones of the palette",
    "ui/given.py": "what the window was started with",
    "ui/shell/errand.py": "what the first screen does for the rooms",
    "ui/unlocking/entered.py": "what a field was filled in with, to be read on the vault's thread",
    "ui/widgets/lists/latest_pages.py": "in which order what is scrolled into sight is read",
}
VAULT_IN_HANDOFF = {
    "desktop/handoff/identity/age_key.py": "the key of a vault, as a file outside it",
    "desktop/handoff/receiving/batches.py": "how much is written at once, which is no record's",
    "desktop/handoff/sending/shown_records.py": "names are looked for in all that a vault holds",
}
HEAVY = {"PIL", "pi_heif", "pypdf", "reportlab", "segno", "babel", "zxcvbn"}
LONGEST_MODULE = 400


def part_of(path: Path) -> str:
    """The part of ``desktop`` a module belongs to; empty for ``__init__`` and ``__main__``."""
    name = path.relative_to(ROOT / "desktop").parts[0].removesuffix(".py")
    return "" if name.startswith("__") else name


def floor_of(part: str) -> int:
    floors = [number for number, floor in enumerate(FLOORS) if part in floor]
    assert floors, f"desktop.{part} stands on no floor"
    return floors[0]


def breaches(folder: str, forbidden: set[str], allowed: Iterable[str] = ()) -> list[str]:
    return [
        found.place
        for found in imports(folder)
        if is_of(found.name, forbidden)
        and not any(found.path.relative_to(ROOT).as_posix().startswith(place) for place in allowed)
    ]


class TestFloors:
    def test_every_part_of_the_core_stands_on_a_floor(self) -> None:
        known = {part for floor in FLOORS for part in floor}
        there = {part_of(path) for path in modules("desktop")} - {""}
        assert there <= known

    def test_imports_go_downward_only(self) -> None:
        assert list(_upward()) == []

    def test_the_model_imports_nothing_of_ours_but_the_model(self) -> None:
        outside = [
            found.place
            for found in imports("desktop/model")
            if is_of(found.name, {"desktop", "ui"}) and not is_of(found.name, {"desktop.model"})
        ]
        assert outside == []

    def test_the_handoff_takes_any_home_of_records(self) -> None:
        """What it needs stands in ``desktop/home``; of the vault it knows what kinds there are."""
        of_the_vault = {
            found.path.relative_to(ROOT).as_posix(): found.name
            for found in imports("desktop/handoff")
            if is_of(found.name, {"desktop.vault"})
            and not is_of(found.name, {"desktop.vault.kinds"})
        }
        assert of_the_vault.keys() == set(VAULT_IN_HANDOFF)

    def test_no_folder_of_the_handoff_imports_from_one_above_it(self) -> None:
        floors = {part: number for number, floor in enumerate(HANDOFF_FLOORS) for part in floor}
        upward = [
            found.place
            for found in imports("desktop/handoff")
            if (there := _inside("desktop.handoff", found.name)) in floors
            and (here := _inside("desktop.handoff", _module(found.path))) != there
            and floors[here] <= floors[there]
        ]
        assert upward == []

    def test_the_core_does_not_know_the_window(self) -> None:
        assert breaches("desktop", {"ui"}) == []

    def test_what_knows_no_widget_lives_in_the_core(self) -> None:
        """A rule in ``ui`` that imports neither Qt nor ``ui`` is a rule without widgets."""
        without = {
            path.relative_to(ROOT).as_posix()
            for path in modules("ui")
            if not any(is_of(found.name, QT | {"ui"}) for found in imports_of(path))
            and any(isinstance(node, _DEFINES) for node in ast.parse(path.read_bytes()).body)
        }
        assert without == set(NO_QT_ALLOWED)

    def test_the_window_does_not_use_the_command_line(self) -> None:
        assert breaches("ui", {"desktop.cli"}) == []


def _upward() -> Iterator[str]:
    for found in imports("desktop"):
        here, there = part_of(found.path), _part_named(found.name)
        if here and there and here != there and not _may_import(here, there, found.for_types_only):
            yield found.place


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _inside(package: str, module: str) -> str:
    """The part of a package that a module is or lies in; "" for one outside, or the package."""
    rest = module.removeprefix(f"{package}.")
    return "" if rest == module else rest.split(".")[0]


def _part_named(name: str) -> str:
    top, *rest = name.split(".")
    return rest[0] if top == "desktop" and rest and not rest[0].startswith("__") else ""


def _may_import(here: str, there: str, for_types_only: bool) -> bool:
    if floor_of(there) == floor_of(here):
        return for_types_only or floor_of(here) == 0
    return floor_of(there) < floor_of(here)


class TestKinds:
    """A kind of record is known to its own modules, and to few others (kinds_named.py)."""

    def test_every_kind_has_modules_of_its_own(self) -> None:
        differing = {kind.name for kind in KINDS} ^ set(HOMES)
        assert not differing, f"HOMES in tests/unit/rules/kinds_named.py: {differing}"
        own = [module for kind in HOMES for module in own_modules(kind)]
        assert [module for module in own if not (ROOT / module).exists()] == []

    def test_no_module_outside_a_kinds_own_names_that_kind(self) -> None:
        named = named_elsewhere(ROOT, (*modules("desktop"), *modules("ui")))
        assert beyond(named, allowed_elsewhere()) == {}, (
            "loop over KINDS, ask the Kind, or say why in ELSEWHERE (kinds_named.py beside this)"
        )
        assert beyond(allowed_elsewhere(), named) == {}, "stale in ELSEWHERE of kinds_named.py"


class TestNothingForeign:
    def test_there_is_no_qt_in_the_core(self) -> None:
        assert breaches("desktop", QT) == []

    @pytest.mark.parametrize("folder", ["desktop", "ui"])
    def test_no_network_module_is_imported(self, folder: str) -> None:
        assert breaches(folder, NETWORK) == []

    @pytest.mark.parametrize("folder", ["desktop", "ui"])
    def test_primitives_are_used_in_crypto_alone(self, folder: str) -> None:
        assert breaches(folder, PRIMITIVES, {"desktop/crypto/"}) == []

    @pytest.mark.parametrize("folder", ["desktop", "ui"])
    def test_the_database_is_opened_in_the_vault_alone(self, folder: str) -> None:
        assert breaches(folder, {"sqlcipher3", "sqlite3"}, {"desktop/vault/"}) == []

    @pytest.mark.parametrize("folder", ["desktop", "ui"])
    def test_random_means_the_operating_systems(self, folder: str) -> None:
        # Sample pictures are drawn by a seeded generator, to be the same everywhere.
        assert breaches(folder, NOT_FOR_KEYS, {"desktop/media/drawings.py"}) == []

    @pytest.mark.parametrize("folder", ["desktop", "ui"])
    def test_nothing_makes_temporary_files_or_runs_what_it_reads(self, folder: str) -> None:
        assert breaches(folder, ON_DISK, ON_DISK_ALLOWED) == []

    @pytest.mark.parametrize("folder", ["desktop", "ui"])
    def test_heavy_libraries_are_imported_where_they_are_used(self, folder: str) -> None:
        at_top = [
            f"{path.relative_to(ROOT).as_posix()}:{node.lineno} imports {name}"
            for path in modules(folder)
            for node in ast.parse(path.read_bytes()).body
            for name in names_of(node, path)
            if is_of(name, HEAVY) and not _is_about(path, name)
        ]
        assert at_top == []


# Modules that exist for one heavy library may import it at their top: whoever needs them
# imports them inside a function, as the fresh interpreters below show.
_HOMES = ("desktop/media/", "desktop/reports/", "desktop/cli/demo/")


def _is_about(path: Path, name: str) -> bool:
    return name != "babel" and path.relative_to(ROOT).as_posix().startswith(_HOMES)


LOADED_NETWORKS = {
    "asyncio", "ftplib", "http", "smtplib", "socketserver", "ssl", "urllib.request", "webbrowser",
    "xmlrpc",
}  # fmt: skip
EVERY_MODULE = """
import importlib, pkgutil, sys, desktop
elsewhere = {'win32': '.windows_', 'darwin': '.macos_'}
elsewhere.pop(sys.platform, None)
for module in pkgutil.walk_packages(desktop.__path__, 'desktop.'):
    if not any(part in module.name for part in ['__main__', *elsewhere.values()]):
        importlib.import_module(module.name)
"""


class TestFreshInterpreter:
    def test_no_module_of_the_core_brings_qt(self) -> None:
        _without_reports, loaded = core_loaded()
        assert "desktop.handoff" in loaded
        assert "desktop.reports" in loaded
        assert {name for name in loaded if is_of(name, QT)} == set()

    def test_no_module_of_the_core_but_the_reports_brings_networks(self) -> None:
        loaded, _with_reports = core_loaded()
        assert "desktop.handoff" in loaded
        assert {name for name in loaded if is_of(name, LOADED_NETWORKS)} == set()

    def test_the_command_line_starts_light(self) -> None:
        loaded = loaded_by("import desktop.cli")
        assert "desktop.cli" in loaded
        heavy = QT | HEAVY | {"socket", "ssl", "http", "urllib.request", "asyncio", "sqlcipher3"}
        assert {name for name in loaded if is_of(name, heavy)} == set()

    def test_the_window_starts_without_the_heavy_libraries(self) -> None:
        loaded = loaded_by("import ui.app")
        assert "ui.app" in loaded
        heavy = HEAVY | {"ssl", "http", "urllib.request", "asyncio", "PySide6.QtNetwork"}
        assert {name for name in loaded if is_of(name, heavy)} == set()


@cache
def core_loaded() -> tuple[set[str], set[str]]:
    """What one with every module of the core holds: before those of the reports, and with them."""
    reports_later = EVERY_MODULE.replace("'__main__'", "'__main__', 'desktop.reports'")
    before, whole = loaded_after(reports_later, EVERY_MODULE)
    return before, whole


def loaded_by(program: str) -> set[str]:
    """The modules a fresh interpreter holds after running ``program``."""
    [loaded] = loaded_after(program)
    return loaded


def loaded_after(*programs: str) -> list[set[str]]:
    """The same after each of several, one behind the other."""
    told = "\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))\n"
    done = subprocess.run(
        [sys.executable, "-c", "".join(program + told for program in programs)],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return [set(json.loads(line)) for line in done.stdout.splitlines()]


_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.AnnAssign)


class TestShape:
    def test_migrations_are_numbered_sql_and_nothing_else(self) -> None:
        folder = ROOT / "desktop" / "vault" / "store" / "migrations"
        names = sorted(path.name for path in folder.iterdir() if path.name != "__pycache__")
        assert names
        for number, name in enumerate(names, start=1):
            assert re.fullmatch(rf"{number:04}_[a-z0-9_]+\.sql", name)

    @pytest.mark.parametrize("folder", ["desktop", "ui", "tests", "packaging"])
    def test_no_module_holds_two_ideas(self, folder: str) -> None:
        lengths = {
            path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
            for path in modules(folder)
            if "node_modules" not in path.parts
        }
        long = {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE}
        assert long == {}

    @pytest.mark.parametrize("folder", ["desktop", "ui", "tests"])
    def test_future_annotations_everywhere(self, folder: str) -> None:
        without = [
            path.relative_to(ROOT).as_posix()
            for path in modules(folder)
            if "from __future__ import annotations" not in path.read_text("utf-8")
            and any(isinstance(node, _DEFINES) for node in ast.parse(path.read_bytes()).body)
        ]
        assert without == []

    def test_no_test_sleeps(self) -> None:
        named = [path for path in modules("tests") if b"sleep" in path.read_bytes()]
        assert [f.place for path in named for f in imports_of(path) if f.name == "time.sleep"] == []
        sleeping = [
            f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
            for path in named
            for node in ast.walk(ast.parse(path.read_bytes()))
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep"}
        ]
        assert sleeping == []
