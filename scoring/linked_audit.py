"""The auditor's test of what a comparison of the same people publishes (sections 9 and 11).

Everybody counts alike in a person's own score, whatever was skipped, so their mean is a sum of its own
over people's answers. Together with what a round shows of all and of its groups it may tell of a few, or
of one answer; then none of it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring import auditing, linked, sums, uncertainty, withholding
from scoring.books import EVERYBODY, Published
from scoring.composites import Composite
from scoring.linked import Links, Pair
from scoring.matching import INDEX, Comparison, Key, Side
from scoring.rounds import Round

Weights = NDArray[np.float64]
"""What each answer counts for, shape (people, questions)."""
POSITIONS = range(1, 6)
MOST_KINDS = 500
"""Kinds of people beyond which nothing of the same people is shown, unsearched."""


def tells(
    comparison: Comparison, links: Links, people: Pair, shown: Collection[Key], questions: Collection[int]
) -> bool:
    """Say whether the own scores shown tell of a few people or one answer in any of the rounds.

    `shown`: keys of the scores, `questions`: columns of the single questions that would be shown.
    """
    made = linked.plain(comparison)
    before, after = (weights(comparison, made, codes) for codes in (people.before, people.after))
    both = {key: np.logical_and(before[key].any(axis=1), after[key].any(axis=1)) for key in shown}
    scored = uncertainty.scored(people.before) & uncertainty.scored(people.after)
    for at, (side, own) in enumerate(zip(comparison.sides, (before, after), strict=True)):
        sums_ = [own[key] * both[key][:, None] / both[key].sum() for key in shown if both[key].any()]
        sums_ += [_single(scored, column) for column in questions if scored[:, column].any()]
        if sums_ and _tells(side, [_laid_out(comparison, side, links, at, one) for one in sums_]):
            return True
    return False


def weights(
    comparison: Comparison, made: Mapping[Key, Composite], codes: NDArray[np.int8]
) -> dict[Key, Weights]:
    """Return what every answer counts for in people's own scores, nothing where one has no score."""
    known = linked.scores(comparison, made, codes)
    scored, leaf = uncertainty.scored(codes), linked.kind_of(comparison)
    found: dict[Key, Weights] = {}
    for key, composite in made.items():
        if key[0] == leaf:
            used = np.zeros(codes.shape[1], dtype=bool)
            used[list(composite.columns())] = True
            found[key] = _over(scored & used, known[key])
    for section in comparison.parts.sections if leaf == "pillar" else ():
        members = [("pillar", pillar.id) for pillar in comparison.scheme.pillars_of(section)]
        found["section", section] = _mean(
            [found[key] for key in members if key in found], known["section", section]
        )
    if INDEX in made:
        found[INDEX] = _mean([found["section", one.id] for one in comparison.scheme.sections], known[INDEX])
    return found


def _over(scored: NDArray[np.bool_], known: NDArray[np.float64]) -> Weights:
    many = np.maximum(scored.sum(axis=1), 1)
    return np.where(np.isnan(known)[:, None], 0.0, scored / many[:, None])


def _mean(parts: Sequence[Weights], known: NDArray[np.float64]) -> Weights:
    total = np.sum(parts, axis=0)
    many = np.maximum(np.sum([part.any(axis=1) for part in parts], axis=0), 1)
    return np.where(np.isnan(known)[:, None], 0.0, total / many[:, None])


def _single(scored: NDArray[np.bool_], column: int) -> Weights:
    row = np.zeros(scored.shape)
    row[:, column] = scored[:, column] / scored[:, column].sum()
    return row


def _laid_out(comparison: Comparison, side: Side, links: Links, at: int, own: Weights) -> Weights:
    """Return a sum over the linked people as one over everybody and every question of a round."""
    round_ = side.published
    columns = [round_.columns[side.names[question.id]] for question in comparison.scheme.questions]
    row = np.zeros(round_.replies.codes.shape)
    row[np.ix_([link[at] for link in links], columns)] = own
    return row


@dataclass(frozen=True, slots=True, eq=False)
class _Kinds:
    """People whom nothing published tells apart, as one: how many, their group, what was answered.

    `given`: how many gave each position, shape (kinds, questions, 5).
    """

    people: NDArray[np.int64]
    groups: NDArray[np.intp]
    scored: NDArray[np.bool_]
    given: NDArray[np.int64]


def _tells(side: Side, own: Sequence[Weights]) -> bool:
    first, kinds = _kinds(side.published, own)
    if len(first) > MOST_KINDS:
        return True
    theirs = [one[first] for one in own]
    scores, questions = ([_row(kinds, one) for one in found] for found in _published(side))
    k = side.published.k
    for column in np.flatnonzero(np.any([one.any(axis=0) for one in theirs], axis=0)).tolist():
        at = [[row[:, column] for row in rows] for rows in (scores, questions, theirs)]
        if _few([row for rows in at for row in rows], kinds.people, k):
            return True
    return _tells_one_answer(kinds, [*scores, *questions, *theirs])


def _kinds(round_: Round, own: Sequence[Weights]) -> tuple[NDArray[np.intp], _Kinds]:
    """Return the first person of every kind, and the kinds."""
    codes = round_.replies.codes
    scored = uncertainty.scored(codes)
    apart = [np.unique(one, axis=0, return_inverse=True)[1].ravel() for one in own]
    _, first, kind, people = np.unique(
        np.column_stack([round_.replies.groups, scored, *apart]),
        axis=0,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    given = np.zeros((len(first), codes.shape[1], len(POSITIONS)), dtype=np.int64)
    for at, position in enumerate(POSITIONS):
        np.add.at(given[:, :, at], kind.ravel(), codes == position)
    return first, _Kinds(people, round_.replies.groups[first], scored[first], given)


def _published(side: Side) -> tuple[list[Published], list[Published]]:
    """Return the scores and the single questions that a round shows; a pulse shows nothing of groups."""
    round_ = side.published
    if side.scope == "pulse":
        shown = withholding.shown_questions(side)
        totals = [
            _total(round_, dict(part.weights())) for part in withholding.published_scores(side).values()
        ]
        return totals, [_total(round_, {round_.columns[id_]: 1.0}) for id_ in sorted(shown)]
    book = auditing.of_groups(round_, auditing.breakdowns(round_))
    pages = book.pages.values()
    scores = [score for page in pages for score in page.scores]
    return [*scores, *book.across], [one for page in pages for one in page.questions]


def _total(round_: Round, made: Mapping[int, float]) -> Published:
    n = round_.everybody.n
    return Published(EVERYBODY, {column: weight / n[column] for column, weight in made.items()})


def _row(kinds: _Kinds, one: Published) -> Weights:
    shares = np.zeros(kinds.scored.shape[1])
    shares[list(one.shares)] = list(one.shares.values())
    who = np.ones(len(kinds.people), dtype=bool) if one.where == EVERYBODY else kinds.groups == one.where[1]
    return np.where(who[:, None] & kinds.scored, shares, 0.0)


def _few(rows: Sequence[Weights], people: NDArray[np.int64], k: int) -> bool:
    """Ask at one question, every score taken for shown apart there."""
    made = np.array([row / np.linalg.norm(row) for row in rows if row.any()])
    if not len(made):
        return False
    columns, at = np.unique(np.round(made, 9), axis=1, return_inverse=True)
    behind = np.bincount(at.ravel(), weights=people).astype(np.int64)
    there = columns.any(axis=0)
    return sums.tell_of_few(columns[:, there], behind[there], k)


def _tells_one_answer(kinds: _Kinds, rows: Sequence[Weights]) -> bool:
    flat = np.array([row.ravel() / np.linalg.norm(row) for row in rows if row.any()])
    basis = sums.span(flat).reshape(-1, *kinds.scored.shape)
    alone = (kinds.given == kinds.given.sum(axis=2, keepdims=True)) & (kinds.given > 0)
    return any(
        sums.rests_on(basis[:, :, column], alone[:, column, at])
        for column, at in np.argwhere(alone.any(axis=0)).tolist()
    )
