"""The same people in two rounds: their own scores before and after (sections 2 and 11)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring import (
    arithmetic,
    changes,
    sections,
    uncertainty,
)
from scoring.composites import Composite
from scoring.errors import ImpossibleLinks
from scoring.matching import INDEX, Comparison, Key, Side
from scoring.replies import CODES, Reply
from scoring.trend_result import Change, Layer

Links = Sequence[tuple[int, int]]
"""Row in the earlier replies, row in the later ones, once for each person who is in both."""

Scores = Mapping[Key, NDArray[np.float64]]
"""Each person's scores 0-100, shape (people,), NaN where the person has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """The people of both rounds, row by row: their replies to the common questions, before and after.

    `camps`: for each round, by column.
    """

    before: NDArray[np.int8]
    after: NDArray[np.int8]
    camps: tuple[tuple[Camp, ...], ...]


@dataclass(frozen=True, slots=True)
class Camp:
    """Linked people and the others at one question of one round: how many, and whether they are as one."""

    linked: int
    others: int
    unanimous: bool


def pair(sides: Sequence[Side], links: Links) -> Pair:
    """Return the linked people; raise `ImpossibleLinks` on a row that does not exist or comes twice."""
    rows = np.array(links, dtype=np.intp).reshape(len(links), 2)
    before, after = (_rows(side, rows[:, at]) for at, side in enumerate(sides))
    both = uncertainty.scored(before) & uncertainty.scored(after)
    camps = tuple(_camps(side, codes, both) for side, codes in zip(sides, (before, after), strict=True))
    return Pair(before, after, camps)


def _rows(side: Side, rows: NDArray[np.intp]) -> NDArray[np.int8]:
    codes = side.common.replies.codes
    chosen, counts = np.unique(rows, return_counts=True)
    wrong = chosen[(chosen < 0) | (chosen >= len(codes)) | (counts > 1)]
    if len(wrong):
        raise ImpossibleLinks(int(wrong[0]))
    return codes.take(rows, axis=0)


def plain(comparison: Comparison) -> dict[Key, Composite]:
    """Return what a person's scores are made of: plain means of questions, pillars and sections."""
    parts, kind = comparison.parts, kind_of(comparison)
    leaves = parts.pillars if kind == "pillar" else parts.sections
    made: dict[Key, Composite] = {
        (kind, id_): Composite.plain(composite.columns()) for id_, composite in leaves.items()
    }
    for id_ in parts.sections if kind == "pillar" else ():
        made["section", id_] = Composite.plain(_members(comparison, made, id_))
    by_section = {key[1]: part for key, part in made.items() if key[0] == "section"}
    whole = sections.index(comparison.scheme, by_section)
    return {**made, INDEX: whole} if whole else made


def kind_of(comparison: Comparison) -> str:
    """Return what questions are gathered in first: pillars, or the sections of a pulse."""
    return "section" if comparison.scope == "pulse" else "pillar"


def _members(comparison: Comparison, made: Mapping[Key, Composite], section: str) -> list[Composite]:
    ids = (("pillar", pillar.id) for pillar in comparison.scheme.pillars_of(section))
    return [made[key] for key in ids if key in made]


def scores(comparison: Comparison, made: Mapping[Key, Composite], codes: NDArray[np.int8]) -> Scores:
    """Return every person's scores; `codes`: replies to the common questions (people, questions).

    A pillar as in section 2; a section where two thirds of its pillars are valid; the index where
    all sections are.
    """
    leaf = kind_of(comparison)
    found: dict[Key, NDArray[np.float64]] = _leaves(
        {key: list(part.columns()) for key, part in made.items() if key[0] == leaf}, codes
    )
    for section in comparison.parts.sections if leaf == "pillar" else ():
        members = comparison.scheme.pillars_of(section)
        valid = [found[key] for pillar in members if (key := ("pillar", pillar.id)) in found]
        found["section", section] = _mean_of(valid, sections.needed(len(members)), len(codes))
    if INDEX in made:
        all_of = [found["section", section.id] for section in comparison.scheme.sections]
        found[INDEX] = _mean_of(all_of, len(all_of), len(codes))
    return found


def _leaves(columns: Mapping[Key, Sequence[int]], codes: NDArray[np.int8]) -> dict[Key, NDArray[np.float64]]:
    """Return the mean of what each person scored, where that is at least half of the base (section 2)."""
    by_question = np.ascontiguousarray(codes.T)
    scored = uncertainty.scored(by_question)
    base = (by_question != Reply.NOT_ASKED) & (by_question != Reply.NOT_APPLICABLE)
    positions = np.where(scored, by_question, np.int8(0))
    out = {}
    for key, used in columns.items():
        many = scored[used].sum(axis=0)
        valid = (many > 0) & (2 * many >= base[used].sum(axis=0))
        means = positions[used].sum(axis=0) / np.maximum(many, 1)
        out[key] = np.where(valid, arithmetic.STEP * (means - 1), np.nan)
    return out


def _mean_of(parts: Sequence[NDArray[np.float64]], needed: int, people: int) -> NDArray[np.float64]:
    """Return each person's mean of the known parts, NaN below so many of them."""
    if not parts:
        return np.full(people, np.nan)
    table = np.stack(parts)
    known = ~np.isnan(table)
    many = known.sum(axis=0)
    total = np.where(known, table, 0.0).sum(axis=0)
    return np.where(many >= needed, total / np.maximum(many, 1), np.nan)


def of_scores(comparison: Comparison, people: Pair, made: Mapping[Key, Composite]) -> dict[Key, Change]:
    """Return the change of every score of the people who have it in both rounds."""
    before, after = (scores(comparison, made, codes) for codes in (people.before, people.after))
    out = {}
    for key, composite in made.items():
        both = ~np.isnan(before[key]) & ~np.isnan(after[key])
        squares = math.fsum(weight**2 for _, weight in composite.weights())
        out[key] = changes.linked(layer(key), before[key][both], after[key][both], squares)
    return out


def layer(key: Key) -> Layer:
    """Return the layer that a key speaks of."""
    layers: Mapping[str, Layer] = {"pillar": "pillar", "section": "section", "index": "index"}
    return layers[key[0]]


def of_question(people: Pair, column: int) -> Change:
    """Return the change of one question among those who scored it in both rounds."""
    before, after = people.before[:, column], people.after[:, column]
    both = uncertainty.scored(before) & uncertainty.scored(after)
    first, second = (arithmetic.STEP * (codes[both].astype(np.float64) - 1) for codes in (before, after))
    return changes.linked("question", first, second, squares=1.0)


def _camps(side: Side, codes: NDArray[np.int8], both: NDArray[np.bool_]) -> tuple[Camp, ...]:
    """Return the linked people and the others at every common question; `codes`: theirs in this round."""
    questions = codes.shape[1]
    cells = np.where(both, codes, 0) + np.arange(questions) * CODES
    counts = np.bincount(cells.ravel(), minlength=questions * CODES).reshape(questions, CODES)
    mine = counts[:, Reply.P1 : Reply.P5 + 1]
    others = np.array(side.common.everybody.distributions).reshape(mine.shape) - mine
    alike = (np.count_nonzero(mine, axis=1) == 1) | (np.count_nonzero(others, axis=1) == 1)
    people = mine.sum(axis=1).tolist(), others.sum(axis=1).tolist()
    return tuple(Camp(*camp) for camp in zip(*people, alike.tolist(), strict=True))
