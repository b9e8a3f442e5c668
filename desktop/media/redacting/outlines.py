"""Outlines that a hand draws: of one that crosses itself, what lies within it is not certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

Point = tuple[int, int]
Side = tuple[Point, Point]


def certain(corners: Sequence[Point]) -> tuple[Point, ...]:
    """The outline itself; of one that crosses or touches itself the smallest convex one around it,
    because a loop within it would be left open by the rule of counting sides."""
    return hull(corners) if crosses(corners) else tuple(corners)


def crosses(corners: Sequence[Point]) -> bool:
    """Whether two sides that do not follow each other meet."""
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    last = len(sides) - 1
    return any(
        _meet(sides[one], sides[other])
        for one, other in combinations(range(len(sides)), 2)
        if other - one > 1 and (one, other) != (0, last)
    )


def hull(corners: Sequence[Point]) -> tuple[Point, ...]:
    """The smallest convex outline around these (Andrew's monotone chain)."""
    points = sorted(set(corners))
    lower, upper = list(_half(points)), list(_half(points[::-1]))
    return (*lower[:-1], *upper[:-1])


def _half(points: Sequence[Point]) -> Iterator[Point]:
    kept: list[Point] = []
    for each in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], each) <= 0:
            kept.pop()
        kept.append(each)
    return iter(kept)


def _meet(one: Side, other: Side) -> bool:
    apart = [_sign(_turn(*one, each)) for each in other]
    across = [_sign(_turn(*other, each)) for each in one]
    if apart[0] * apart[1] > 0 or across[0] * across[1] > 0:
        return False
    return all(_overlap(one, other, side) for side in (0, 1))


def _overlap(one: Side, other: Side, side: int) -> bool:
    """Whether their boxes meet, along one side: of sides in one line nothing else says so."""
    (a, b), (c, d) = (sorted(point[side] for point in each) for each in (one, other))
    return a <= d and c <= b


def _turn(first: Point, second: Point, third: Point) -> int:
    """Above 0 where the way over the three turns to one side, below 0 to the other."""
    ahead = (second[0] - first[0]) * (third[1] - first[1])
    return ahead - (second[1] - first[1]) * (third[0] - first[0])


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
