"""Each home in turn, and two of them in each pair: what is sent by one is taken in by another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.model.identity import Role
from tests.homes.either import HOMES, EitherHome


@pytest.fixture(params=HOMES)
def field(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EitherHome]:
    """A home of a researcher in the field."""
    with HOMES[request.param](tmp_path, "researcher", Role.RESEARCHER, True) as made:
        yield made


@pytest.fixture(params=HOMES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EitherHome]:
    """A second one, which receives."""
    with HOMES[request.param](tmp_path, "office", Role.ORGANISATION, True) as made:
        yield made


@pytest.fixture(params=HOMES, scope="module")
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EitherHome]:
    """One home for many examples, each of which is rolled back."""
    folder = tmp_path_factory.mktemp("archive")
    with HOMES[request.param](folder, "archive", Role.ORGANISATION, True) as made:
        yield made


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EitherHome, ...]]:
    """One of each, for many examples that are each rolled back."""
    folder = tmp_path_factory.mktemp("archives")
    homes = tuple(make(folder, name, Role.ORGANISATION, True) for name, make in HOMES.items())
    yield homes
    for each in homes:
        each.close()
