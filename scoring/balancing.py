"""Which scores with equal weight for every group may stand beside the others (sections 5 and 9, rule 7).

A balanced score adds the means of groups, question by question. Where groups are not broken down by
question it is another sum over them, which the rules for a pillar do not see; so it is shown only where
it follows from what the round shows of its groups anyway.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from scoring import pillars, rounds, sections, sums
from scoring.composites import Composite
from scoring.result import Breakdown
from scoring.rounds import Round
from scoring.sections import Structure

Key = TypeVar("Key", bound=Hashable)
Shares = Mapping[tuple[str, int], float]
"""What one answer counts for, by its group and column."""


def balanced(
    round_: Round, shown: Mapping[str, Breakdown], structure: Structure
) -> dict[str | None, float | None]:
    """Return the balanced score of each section, and of the index under None, that follows."""
    scores, groups = sections.balanced(round_, structure), sections.alike(round_)
    if groups is None:
        return scores
    by_section = structure(round_, tuple(groups))
    made: dict[str | None, Composite] = {id_: part for id_, part in by_section.items()}  # noqa: C416 # wider keys
    if whole := sections.index(round_.scheme, by_section):
        made[None] = whole
    weights = {key: dict(part.weights()) for key, part in made.items()}
    kept = following(round_, shown, weights, groups)
    return {key: score if key in kept else None for key, score in scores.items()}


def following(
    round_: Round,
    shown: Mapping[str, Breakdown],
    made: Mapping[Key, Mapping[int, float]],
    groups: Mapping[int, Sequence[str]],
) -> frozenset[Key]:
    """Return the balanced scores that follow from the pillars, groups and questions shown.

    `made`: by column the weights of each score; `groups`: those that count alike at a column.
    """
    cells = len(round_.scheme.groups) * len(round_.columns)
    found = [_row(round_, shares) for shares in _published(round_, shown)]
    basis = sums.span(np.array(found).reshape(-1, cells))
    rows = {key: _row(round_, _alike(round_, weights, groups)) for key, weights in made.items()}
    return frozenset(key for key, row in rows.items() if _follows(row, basis))


def _follows(row: NDArray[np.float64], basis: NDArray[np.float64]) -> bool:
    return bool(np.linalg.norm(row - row @ basis.T @ basis) < sums.WHOLE)


def _row(round_: Round, shares: Shares) -> NDArray[np.float64]:
    """Return a sum over all answers of each group to each question, with length 1."""
    row = np.zeros((len(round_.scheme.groups), len(round_.columns)))
    for (group, column), share in shares.items():
        row[round_.scheme.groups.index(group), column] = share * np.sqrt(round_.by_group[group].n[column])
    length = np.linalg.norm(row)
    return row.ravel() / (length or 1.0)


def _alike(round_: Round, weights: Mapping[int, float], groups: Mapping[int, Sequence[str]]) -> Shares:
    return {
        (group, column): weight / len(groups[column]) / round_.by_group[group].n[column]
        for column, weight in weights.items()
        for group in groups[column]
    }


def _published(round_: Round, shown: Mapping[str, Breakdown]) -> Iterator[Shares]:
    """Yield what a round shows for sure; comparisons of groups and what cuts across pillars are left out."""
    determined = pillars.composites(round_, round_.used(round_.columns))
    for pillar in round_.scheme.pillars:
        of = shown[pillar.id]
        if pillar.id in determined:
            yield _together(round_, dict(determined[pillar.id].weights()))
        for question in of.questions:
            yield _together(round_, {round_.columns[question]: 1.0})
        for group, figure in of.groups.items():
            tally = round_.by_group[group]
            if figure.score is not None:
                used = round_.used(rounds.ids(pillar.questions), tally)
                weights = pillars.composite(round_, pillar, used).weights()
                yield {(group, column): weight / tally.n[column] for column, weight in weights}
            for question in of.by_question.get(group, ()):
                yield {(group, round_.columns[question]): 1.0}


def _together(round_: Round, weights: Mapping[int, float]) -> Shares:
    return {
        (group, column): weight / round_.everybody.n[column]
        for group in round_.scheme.groups
        for column, weight in weights.items()
    }
