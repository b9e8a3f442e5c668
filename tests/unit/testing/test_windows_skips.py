"""The list of tests left out on Windows fits the tests, and the page that shows it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows_skips import COLLECTED, MOST, complaint, leave_out, skips

ROOT = Path(__file__).resolve().parents[3]
UNIT = ROOT / "tests" / "unit"
PAGE = ROOT / "docs" / "windows.md"
LINKS_ONLY = ("tests/unit/vault/", "tests/unit/crypto/", "tests/unit/handoff/")


def collected(request: pytest.FixtureRequest) -> list[str]:
    """The ids of all cases in the files that the list names, as this run found them or, where it
    looked at few, anew."""
    files = {name.partition("::")[0] for name in skips()}
    found = {name: name.partition("::")[0] for name in request.config.stash[COLLECTED]}
    if files <= set(found.values()):
        return [name for name, file in found.items() if file in files]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *sorted(files)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_every_name_stands_for_a_test_and_few_are_left_out(
    request: pytest.FixtureRequest,
) -> None:
    # Each has one case at least.
    count = sum(
        len(re.findall(r"^ *def test_", path.read_text("utf-8"), re.MULTILINE))
        for path in UNIT.rglob("test_*.py")
    )
    assert count > 1000
    assert complaint(skips(), collected(request), count) == ""


def test_of_vault_crypto_and_handoff_only_what_needs_a_link_is_left_out() -> None:
    reasons = {reason for name, reason in skips().items() if name.startswith(LINKS_ONLY)}
    assert reasons == {"Wine 8 cannot make symbolic links"}


def test_no_other_unit_test_leaves_itself_out_on_windows() -> None:
    alone = re.compile(r'skipif\(\s*(sys\.platform == "win32"|os\.name|ON_WINE)')
    found = [path for path in UNIT.rglob("*.py") if alone.search(path.read_text("utf-8"))]
    assert found == []


def test_the_page_shows_the_same_list() -> None:
    shown: dict[str, str] = {}
    reason = ""
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("### "):
            reason = line.removeprefix("### ")
        elif found := re.fullmatch(r"- `(.+::.+)`", line):
            shown[f"tests/unit/{found[1]}"] = reason
    assert shown == skips()


def test_a_list_that_no_longer_fits_is_noticed() -> None:
    reasons = {"tests/unit/test_a.py::test_a": "no reason"}
    few = 100 // MOST
    case = "tests/unit/test_a.py::test_a[case]"
    assert complaint(reasons, [case], few) == ""
    assert complaint(reasons, [case.partition("[")[0]], few) == ""
    assert "test_a" in complaint(reasons, ["tests/unit/test_b.py::test_b"], few)
    assert "more than" in complaint(reasons, [case], few - 1)


def test_one_case_or_a_whole_test_is_left_out(pytester: pytest.Pytester) -> None:
    items = pytester.getitems(
        """
        import pytest
        @pytest.mark.parametrize("way", ["link", "copy"])
        def test_a(way): pass
        @pytest.mark.parametrize("way", ["link", "copy"])
        def test_b(way): pass
        """
    )
    name = items[0].nodeid.partition("::")[0]
    reasons = {f"{name}::test_a[link]": "no links", f"{name}::test_b": "no ways"}
    leave_out(items, reasons)
    marks = [item.get_closest_marker("skip") for item in items]
    assert [mark and mark.kwargs["reason"] for mark in marks] == [
        "no links",
        None,
        "no ways",
        "no ways",
    ]
