"""What every test stands on: a home of its own, English, and silence in the log.

A record of WARNING or above that a test does not announce fails it (an idea of qutebrowser's
``logfail``): a warning nobody reads is a bug nobody sees. Where one is meant::

    @pytest.mark.expects_log("desktop.i18n")
    def test_...

Qt's own messages are held to the same rule by pytest-qt (``qt_log_level_fail``); an expected
one is announced with ``@pytest.mark.qt_log_ignore("pattern")``.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path

# Before anything imports Qt. A test that needs a real X server sets its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nor does a test hear, or hold up, the session in which it is run.
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"] = (
    "unix:path=/nowhere"
)

import hypothesis
import pytest

from desktop.i18n import set_language
from desktop.media.decoding.decode_worker import ONE_FILE_EACH
from desktop.system.paths import SETTINGS_FOLDER
from tests.examples import QUICK, SOAK, USUAL
from tests.kept_children import Children
from tests.support import CHEAP_COST, TEMPLATES

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    SETTINGS_FOLDER: ".config/skrynia",
}

# Two cores and a slow disk make single examples slow; the same examples every time make a
# failure of somebody else's machine one's own. `make soak` looks further.
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=QUICK)
hypothesis.settings.register_profile("usual", deadline=None, derandomize=True, max_examples=USUAL)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=SOAK)
hypothesis.settings.load_profile("quick")


class _Collector(logging.Handler):
    """Keeps records of WARNING and above; holds no opinion on them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _judge(item: pytest.Item, records: list[logging.LogRecord]) -> None:
    expected = {mark.args[0] for mark in item.iter_markers("expects_log")}
    surprises = [record for record in records if record.name not in expected]
    if surprises:
        lines = [f"{record.name}: {record.levelname}: {record.msg}" for record in surprises]
        pytest.fail("unexpected in the log:\n" + "\n".join(lines), pytrace=False)


def _missing(item: pytest.Item, records: list[logging.LogRecord]) -> None:
    said = {record.name for record in records}
    expected = {mark.args[0] for mark in item.iter_markers("expects_log")}
    if expected - said:
        pytest.fail(f"expected in the log, and not there: {sorted(expected - said)}", pytrace=False)


def _listen(item: pytest.Item, complete: bool) -> Generator[None, object, object]:
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    try:
        result = yield
    finally:
        logging.getLogger().removeHandler(collector)
    _judge(item, collector.records)
    if complete:
        _missing(item, collector.records)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Hear the fixtures being made."""
    return (yield from _listen(item, complete=False))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Hear the test itself, and hold it to what it announced."""
    return (yield from _listen(item, complete=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Hear the fixtures being put away."""
    return (yield from _listen(item, complete=False))


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder each time: pytest's own way reads the names of all there are for the next."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path]) -> Iterator[Path]:
    """An empty home folder for the test and all programs it starts."""
    folder = next(_homes)
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name, below in HOME_VARIABLES.items():
            patch.setenv(name, str(folder / below))
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name, raising=False)
        patch.setenv("LANG", "C.UTF-8")
        yield folder


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """As pytest's own, which may lie in memory; on the system's disk where marked ``disk``."""
    if request.node.get_closest_marker("disk") is None:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="skrynia-", ignore_cleanup_errors=True) as folder:
        yield Path(folder).resolve()


@pytest.fixture(autouse=True, scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with TEMPLATES.kept_in(tmp_path_factory.mktemp("templates")):
        yield


@pytest.fixture(autouse=True)
def _vaults_of_one_test() -> Iterator[None]:
    with TEMPLATES.one_test():
        yield


@pytest.fixture(autouse=True, scope="session")
def _children() -> Iterator[Children]:
    """Of decoding; kept where no child sees two files."""
    children = Children()
    with children.kept() if ONE_FILE_EACH else nullcontext():
        yield children


@pytest.fixture
def children_end(_children: Children) -> Iterator[None]:
    """Decoding children are the test's own, and end as in the program."""
    with _children.ending():
        yield


@pytest.fixture
def cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vaults made by the program itself cost microseconds to open, where that is no matter."""
    monkeypatch.setattr("desktop.crypto.kdf.calibrate", lambda: CHEAP_COST)


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public vectors and photos that lie beside the project, in ``../shared/data``."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the folder ../shared/data with public vectors and photos is not there")
    return SHARED_DATA
