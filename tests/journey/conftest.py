"""The demo, walked once for each kind of recipient and looked at by many tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journey import watch
from tests.journey.support import Run, World, tool
from tests.journey.traps import may_unshare, trapped, without_network


@dataclass(frozen=True, slots=True)
class Walked:
    """A demo that was walked: where it left things, and what it said.

    ``trap`` and ``trace``: the logs of who asked for a network, where that was watched.
    """

    world: World
    out: Path
    run: Run
    trap: Path | None = None
    trace: Path | None = None

    @property
    def package(self) -> Path:
        """The one package on the stick."""
        [package] = [
            p for p in (self.out / "stick").glob("*.age") if not p.stem.endswith("-receipt")
        ]
        return package

    def passphrase(self, vault: str) -> str:
        """The passphrase of the vault ``NAME.skrynia``."""
        lines = (self.out / "passphrases.txt").read_text("utf-8").splitlines()
        [found] = [line.split()[0] for line in lines if line.endswith(f" {vault}.skrynia")]
        return found


def _walk(root: Path, *options: str | Path) -> Walked:
    world = World(root / "world")
    run = world.cheap_skryniactl("demo", root / "out", *options)
    assert run.code == 0, run.said
    return Walked(world, root / "out", run)


@pytest.fixture(scope="session")
def x25519_demo(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Drawn pictures, an organisation whose package any age opens, two interviews.

    Walked as a person does, passphrases at their full cost, without a network and with every
    trap set that this machine has.
    """
    root = tmp_path_factory.mktemp("x25519")
    world, trap = trapped(root)
    trace = root / "trace" if tool("strace") else None
    prefix = [
        *(without_network() if may_unshare() else ()),
        *(watch.sockets_to(trace) if trace else ()),
    ]
    line: list[str | Path] = ["demo", root / "out", "--recipient", "x25519", "--interviews", "2"]
    run = world.run(["-m", "desktop", *line], prefix=prefix)
    assert run.code == 0, run.said
    return Walked(world, root / "out", run, trap, trace)


@pytest.fixture(scope="session")
def pq_demo(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Drawn pictures, a post-quantum organisation, two interviews."""
    return _walk(tmp_path_factory.mktemp("pq"), "--interviews", "2")


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle.jpg": lambda jpeg: jpeg[: len(jpeg) // 2],
    "пашкоджаны здымак.jpg": lambda jpeg: jpeg[:200] + bytes(1000),
    "no picture at all.png": lambda _jpeg: b"this is no picture",
    "nothing.jpg": lambda _jpeg: b"",
}
"""Files beside the public photos that no decoder can show; the public ones all can be."""


@pytest.fixture(scope="session")
def own_photos(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Path:
    """The public photos, HEIC among them, and damaged files between them."""
    folder = tmp_path_factory.mktemp("photos") / "DCIM"
    shutil.copytree(shared_data / "photos", folder)
    jpeg = (folder / "jpg_Canon_40D.jpg").read_bytes()
    for name, damage in DAMAGED.items():
        (folder / name).write_bytes(damage(jpeg))
    return folder


@pytest.fixture(scope="session")
def own_photos_demo(tmp_path_factory: pytest.TempPathFactory, own_photos: Path) -> Walked:
    """The journey with photos of one's own."""
    return _walk(tmp_path_factory.mktemp("own"), "--photos", own_photos)
