"""Where the actors stand: a force layout, computed beforehand, so that a page opens at rest and always the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

_Points = npt.NDArray[np.float64]
_Whole = npt.NDArray[np.int64]

_ROUNDS, _ROUNDS_OF_MANY = 260, 160
# Above this many nodes those far away push as one from the middle of their cell of a grid.
_MOST_FOR_EXACT = 400
_CELLS = 16
# So many nodes at a time, that what is computed of them stays in the processor's cache.
_ROWS = 64
_PUSH, _GRAVITY = 2600.0, 500.0
# A screen is wider than high.
_FLATNESS = 1.7
# At least so far apart, in pixels, and on average so many times as far.
_DISTANCE, _ROOM = 46.0, 0.7


def positions(n: int, links: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Whole coordinates for ``n`` nodes, in the pixels of a drawing at its own size, about the origin.

    Each connected part is laid out by itself; the largest stands above, the others in rows beneath it.

    :param links: (node, node, weight), numbered from 0; weights are above 0.
    """
    if n == 0:
        return []
    ends = np.array([link[:2] for link in links], dtype=np.int64).reshape(-1, 2)
    pull = np.log2(1.0 + np.array([link[2] for link in links], dtype=np.float64))
    matrix = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n))
    n_parts, part_of = connected_components(matrix, directed=False)
    at = np.zeros((n, 2))
    parts = _by_part(part_of, n_parts)
    number = np.empty(n, dtype=np.int64)
    for nodes, own in zip(parts, _by_part(part_of[ends[:, 0]], n_parts), strict=True):
        if len(nodes) > 1:
            number[nodes] = np.arange(len(nodes))
            at[nodes] = _settled(len(nodes), number[ends[own]], pull[own])
    _pack(at, sorted(parts, key=lambda nodes: (-len(nodes), nodes[0])))
    at -= (at.min(axis=0) + at.max(axis=0)) / 2
    return [(int(x), int(y)) for x, y in np.rint(at)]


def _by_part(part_of: npt.NDArray[np.int32], n_parts: int) -> list[_Whole]:
    """The positions in ``part_of`` that hold each part, in order."""
    ends = np.cumsum(np.bincount(part_of, minlength=n_parts))
    return np.split(np.argsort(part_of, kind="stable"), ends[:-1])


def _settled(n: int, ends: _Whole, pull: npt.NDArray[np.float64]) -> _Points:
    """ForceAtlas2's forces (Jacomy et al. 2014): links pull with their length, nodes push with their degrees over the
    distance, so that hubs come apart and their leaves gather around them. The start is seeded, and each round may
    move a node less than the one before."""
    mass = 1.0 + np.bincount(ends.ravel(), minlength=n).astype(np.float64)
    side = 60.0 * n**0.5
    at = np.random.default_rng(7).uniform(-side, side, (n, 2))
    rounds = _ROUNDS if n <= _MOST_FOR_EXACT else _ROUNDS_OF_MANY
    for step in range(rounds):
        force = _pushes(at, mass)
        stretch = (at[ends[:, 1]] - at[ends[:, 0]]) * pull[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(ends[:, 0], stretch[:, axis], n)
            force[:, axis] -= np.bincount(ends[:, 1], stretch[:, axis], n)
        force -= _GRAVITY * mass[:, None] * at / (1.0 + np.hypot(*at.T))[:, None]
        move = force / mass[:, None]
        length = np.hypot(*move.T)
        most = side * 0.2 * (1.0 - step / rounds) ** 2 + 0.5
        at += move * (np.minimum(length, most) / np.maximum(length, 1e-9))[:, None]
    # The longer way across, and as many nodes on an area whatever their links: what is drawn small cannot be seen.
    at -= at.mean(axis=0)
    x, y = at.T
    turn = float(np.arctan2(2 * (x * y).sum(), (x * x - y * y).sum())) / 2
    at = np.column_stack([x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)])
    at *= _DISTANCE * _ROOM * n**0.5 / max(float(np.sqrt((at**2).mean())), 1e-9)
    at *= np.array([_FLATNESS**0.5, _FLATNESS**-0.5])
    _part(at)
    return at


def _pack(at: _Points, parts: Sequence[_Whole]) -> None:
    """The first part stays; the others go into rows as wide as it beneath it."""
    gap = 1.4 * _DISTANCE
    low, high = at[parts[0]].min(axis=0), at[parts[0]].max(axis=0)
    width = max((high[0] - low[0]) * 1.15, gap * len(parts) ** 0.5 * _FLATNESS)
    left = (low[0] + high[0] - width) / 2
    x, y, row = left, high[1] + gap, 0.0
    for nodes in parts[1:]:
        corner, size = at[nodes].min(axis=0), np.ptp(at[nodes], axis=0)
        if x > left and x + size[0] > left + width:
            x, y, row = left, y + row + gap, 0.0
        at[nodes] += (x, y) - corner
        x, row = x + size[0] + gap, max(row, size[1])


def _pushes(at: _Points, mass: npt.NDArray[np.float64]) -> _Points:
    centres, masses = at, mass
    if len(at) > _MOST_FOR_EXACT:
        low, high = at.min(axis=0), at.max(axis=0)
        cell = np.minimum((at - low) / np.maximum(high - low, 1e-9) * _CELLS, _CELLS - 1).astype(np.int64)
        _, of = np.unique(cell[:, 0] * _CELLS + cell[:, 1], return_inverse=True)
        masses = np.bincount(of, mass).astype(np.float64)
        centres = np.column_stack([np.bincount(of, mass * at[:, axis]) / masses for axis in (0, 1)])
    force = np.empty_like(at)
    for first in range(0, len(at), _ROWS):
        rows = slice(first, first + _ROWS)
        away = [at[rows, axis, None] - centres[:, axis] for axis in (0, 1)]
        share = _PUSH * mass[rows, None] * masses
        share /= away[0] * away[0] + away[1] * away[1] + 25.0
        for axis in (0, 1):
            force[rows, axis] = (away[axis] * share).sum(axis=1)
    if centres is not at:
        _push_near(at, mass, force)
    return force


def _push_near(at: _Points, mass: npt.NDArray[np.float64], force: _Points) -> None:
    """What a cell's middle cannot tell: who stands close."""
    pairs = cKDTree(at).query_pairs(2 * _DISTANCE, output_type="ndarray")
    one, other = pairs.T
    apart = at[one] - at[other]
    share = _PUSH * mass[one] * mass[other] / ((apart**2).sum(axis=1) + 25.0)
    for axis in (0, 1):
        force[:, axis] += np.bincount(one, apart[:, axis] * share, len(at))
        force[:, axis] -= np.bincount(other, apart[:, axis] * share, len(at))


def _part(at: _Points) -> None:
    """Move nodes that would cover each other apart."""
    for _ in range(30):
        pairs = cKDTree(at).query_pairs(_DISTANCE, output_type="ndarray")
        if not len(pairs):
            return
        one, other = pairs[np.lexsort(pairs.T)].T
        apart = at[one] - at[other]
        length = np.maximum(np.hypot(*apart.T), 1e-6)
        move = apart / length[:, None] * ((_DISTANCE - length) / 3)[:, None]
        for axis in (0, 1):
            at[:, axis] += np.bincount(one, move[:, axis], len(at)) - np.bincount(
                other, move[:, axis], len(at)
            )
