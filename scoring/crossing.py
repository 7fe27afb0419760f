"""People counted by where they stand in every partition at once; only ever summed, never shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from scoring import rounds, tallies, uncertainty
from scoring.replies import POSITIONS, Replies
from scoring.result import Mode
from scoring.rounds import Round
from scoring.scheme import Scheme
from scoring.tallies import CHUNK


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """One break-down; `labels`: each person's place in `options`, -1 where none is known."""

    id: str
    options: tuple[str, ...]
    labels: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Sets of people who stand in the same place of every partition, the groups first.

    `places`: shape (sets, partitions); people without an option stand behind the last. `people`: of
    each set. `counts`: replies, shape (sets, questions, 9). `there`: pillar -> how many of each set
    have a scored answer to one of its used questions.
    """

    scheme: Scheme
    replies: Replies
    places: NDArray[np.intp]
    people: NDArray[np.int64]
    counts: NDArray[np.int64]
    there: Mapping[str, NDArray[np.int64]]

    def round_(self, partition: int, options: Sequence[str], *, mode: Mode, k: int) -> Round:
        """Return the round with the options of one partition in place of its groups."""
        counts = np.zeros((len(options), *self.counts.shape[1:]), dtype=np.int64)
        people = np.zeros(len(options), dtype=np.int64)
        np.add.at(counts, self.places[:, partition], self.counts)
        np.add.at(people, self.places[:, partition], self.people)
        laid_out = replace(self.scheme, groups=tuple(options))
        return rounds.counted(laid_out, self.replies, counts, people, mode=mode, k=k, strict=True)

    def contributors(self, round_: Round, partition: int) -> dict[str, dict[str, int]]:
        """Count who of every option has a scored answer to a used question of every pillar."""
        options = round_.scheme.groups
        at = self.places[:, partition]
        return {
            pillar: dict(
                zip(options, np.bincount(at, there, len(options)).astype(np.int64).tolist(), strict=True)
            )
            for pillar, there in self.there.items()
        }


def cross(scheme: Scheme, replies: Replies, declared: Sequence[Declared], *, min_n: int) -> Crossed:
    """Count people by group and every declared break-down together; `min_n`: answers of a used question."""
    labels = [np.where(one.labels < 0, len(one.options), one.labels) for one in declared]
    places, at = _places(replies.groups, labels)
    counts = tallies.count(Replies(replies.ids, at, replies.codes), len(places))
    people = np.bincount(at, minlength=len(places))
    used = counts[:, :, POSITIONS[0] : POSITIONS[-1] + 1].sum(axis=(0, 2)) >= min_n
    return Crossed(scheme, replies, places, people, counts, _there(scheme, replies, at, used, len(places)))


def _places(groups: NDArray[np.intp], labels: Sequence[NDArray[np.intp]]) -> tuple[NDArray[np.intp], ...]:
    """Return the places of every set, and in which set each person is."""
    every = np.column_stack([groups, *labels])
    sizes = every.max(axis=0, initial=0) + 1
    numbers, at = np.unique(np.ravel_multi_index(tuple(every.T), tuple(sizes)), return_inverse=True)
    return np.column_stack(np.unravel_index(numbers, tuple(sizes))), at.ravel()


def _there(
    scheme: Scheme, replies: Replies, at: NDArray[np.intp], used: NDArray[np.bool_], sets: int
) -> dict[str, NDArray[np.int64]]:
    codes = replies.codes
    members = np.zeros((codes.shape[1], len(scheme.pillars)), dtype=np.float32)
    start = 0
    for place, pillar in enumerate(scheme.pillars):
        members[start : start + len(pillar.questions), place] = 1
        start += len(pillar.questions)
    members[~used] = 0
    there = np.zeros((sets, len(scheme.pillars)))
    for start in range(0, len(codes), CHUNK):
        rows = slice(start, start + CHUNK)
        answered = uncertainty.scored(codes[rows]).astype(np.float32) @ members > 0
        cells = at[rows, None] * len(scheme.pillars) + np.arange(len(scheme.pillars))
        there += np.bincount(cells.ravel(), answered.ravel(), there.size).reshape(there.shape)
    return {pillar.id: there[:, place].astype(np.int64) for place, pillar in enumerate(scheme.pillars)}
