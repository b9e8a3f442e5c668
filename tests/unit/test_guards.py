"""The guards of ``tests/conftest.py`` hold: what should fail a test does."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
MARKERS = "[pytest]\nqt_log_level_fail = WARNING\nmarkers =\n    expects_log(name): said\n"


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project of one test file that stands on our conftest."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini(MARKERS)
    return pytester


def outcomes(project: pytest.Pytester, source: str) -> dict[str, int]:
    project.makepyfile(source)
    return project.runpytest_subprocess("-p", "no:cacheprovider").parseoutcomes()


def test_an_unannounced_warning_in_the_log_fails(guarded: pytest.Pytester) -> None:
    source = "import logging\ndef test_it():\n    logging.getLogger('x').warning('boo')\n"
    assert outcomes(guarded, source) == {"failed": 1}


def test_information_in_the_log_does_not(guarded: pytest.Pytester) -> None:
    source = "import logging\ndef test_it():\n    logging.getLogger('x').info('fine')\n"
    assert outcomes(guarded, source) == {"passed": 1}


def test_an_announced_warning_passes_and_a_missing_one_fails(guarded: pytest.Pytester) -> None:
    source = (
        "import logging, pytest\n"
        "pytestmark = pytest.mark.expects_log('x')\n"
        "def test_said():\n    logging.getLogger('x').error('boo')\n"
        "def test_silent():\n    pass\n"
    )
    assert outcomes(guarded, source) == {"passed": 1, "failed": 1}


def test_a_warning_while_a_fixture_is_put_away_is_an_error(guarded: pytest.Pytester) -> None:
    source = (
        "import logging, pytest\n"
        "@pytest.fixture\ndef loud():\n    yield\n    logging.getLogger('x').error('boo')\n"
        "def test_it(loud):\n    pass\n"
    )
    assert outcomes(guarded, source) == {"passed": 1, "errors": 1}


def test_a_warning_of_qt_fails(guarded: pytest.Pytester) -> None:
    source = (
        "from PySide6.QtCore import qWarning\n"
        "def test_it(qtbot):\n    qWarning('no such property')\n"
    )
    assert outcomes(guarded, source) == {"failed": 1}


def test_each_test_has_a_home_of_its_own(guarded: pytest.Pytester) -> None:
    source = (
        "from pathlib import Path\nfrom desktop.settings import Settings, save_settings\n"
        "def test_a(home):\n    save_settings(Settings())\n    assert Path.home() == home\n"
        "def test_b(home):\n    assert list(home.iterdir()) == []\n"
    )
    assert outcomes(guarded, source) == {"passed": 2}
