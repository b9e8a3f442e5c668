"""A package that comes into a vault which is full already."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.write import write_package
from tests.bench.growth.figures import Figure, Floor
from tests.bench.growth.handoff import everything
from tests.bench.growth.interviews import Shape, write
from tests.bench.growth.package import indexing, refuse_set_aside
from tests.bench.growth.place import Asking, Place
from tests.screenshots.material import introduce
from tests.support import make_vault

_ARRIVING = 40


def arrival(place: Place) -> Iterator[Figure]:
    """A package of 40 interviews that is taken into the full vault."""
    with (
        place.researcher() as vault,
        make_vault(place.folder, "sender", post_quantum=False) as sender,
    ):
        introduce(vault, sender)
        for number in range(_ARRIVING):
            write(sender, place.size + number, Shape())
        stick = place.folder / "arriving"
        stick.mkdir()
        leaving = everything(sender, "researcher")
        written = write_package(sender, leaving, stick)
        points = Asking()
        received = receive_package(vault, written.path, points.progress)
        points.end()
        behind = indexing(vault) * 1000 / _ARRIVING
    refuse_set_aside(received)
    each = points.seconds * 1000 / _ARRIVING
    yield Figure("receiving into the full vault, an interview", each, floor=Floor(most=8))
    yield Figure("the same, processor time of its thread", points.worked * 1000 / _ARRIVING)
    yield Figure("its words indexed behind it, an interview", behind)
    yield Figure("receiving, longest wait of who asks", points.waited * 1000, floor=Floor(most=100))
