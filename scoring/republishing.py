"""Whether a reopened round may publish again (section 9, rule 6)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring import sums
from scoring.replies import CODES
from scoring.suppression import Republication


@dataclass(frozen=True, slots=True)
class SentSheet:
    """One sheet: where its person stands, the group first and then each break-down, and the replies."""

    places: tuple[str, ...]
    replies: bytes


def may_publish_again(
    before: Mapping[Hashable, SentSheet], after: Mapping[Hashable, SentSheet], *, k: int = 5
) -> Republication:
    """Say whether two results of one round may be known side by side (rule 6, G50).

    `before`, `after`: the sheets behind each, by what stays the same of a person. What both results
    show can be taken from each other, and rests on those who are new, changed an answer or
    withdrew. They must be k people; and for every question, group and break-down the same holds of those
    among them who make the difference there, who must not all have given one answer either.
    """
    changed = [person for person in {**before, **after} if before.get(person) != after.get(person)]
    if len(changed) < k:
        return Republication(len(changed), republish=False)
    old, new = ([sheets.get(person) for person in changed] for sheets in (before, after))
    stood = [
        (one.places if one else (), other.places if other else ())
        for one, other in zip(old, new, strict=True)
    ]
    length = max(len(sheet.replies) for sheet in (*old, *new) if sheet)
    replies = _codes(old, length) * CODES + _codes(new, length)
    rows, at = _sums(stood)
    safe = not any(_tells(rows, at, replies[:, column], k) for column in range(length))
    return Republication(len(changed), republish=safe)


def _codes(sheets: list[SentSheet | None], length: int) -> NDArray[np.int64]:
    return np.array([list(sheet.replies) if sheet else [0] * length for sheet in sheets], dtype=np.int64)


def _sums(
    stood: list[tuple[tuple[str, ...], tuple[str, ...]]],
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return what is summed over which kinds of people, and each person's kind."""
    kinds = sorted(set(stood))
    where = sorted(
        {(time, at, place) for kind in kinds for time in (0, 1) for at, place in enumerate(kind[time])}
    )
    rows = [[float(kind[time][at : at + 1] == (place,)) for kind in kinds] for time, at, place in where]
    return np.array([[1.0] * len(kinds), *rows]), np.array([kinds.index(kind) for kind in stood])


def _tells(rows: NDArray[np.float64], at: NDArray[np.intp], replies: NDArray[np.int64], k: int) -> bool:
    """Say whether the difference at one question rests on a few, or on people who all gave one answer."""
    differ = replies // CODES != replies % CODES
    if not differ.any():
        return False
    counts = np.zeros((rows.shape[1], CODES * CODES), dtype=np.int64)
    np.add.at(counts, (at[differ], replies[differ]), 1)
    people = counts.sum(axis=1)
    if sums.tell_of_few(rows, people, k):
        return True
    basis = sums.span(rows * np.sqrt(people))
    alone = (counts == people[:, None]) & (people > 0)[:, None]
    return any(sums.rests_on(basis, alone[:, said]) for said in np.flatnonzero(alone.any(axis=0)))
