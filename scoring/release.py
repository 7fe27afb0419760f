"""Which further groupings of the answers may stand beside the pillars (section 9, rule 7)."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from scoring.result import QuestionResult, Result
from scoring.scheme import Scheme

Key = TypeVar("Key", bound=Hashable)
NOTHING = 1e-9


def released(scheme: Scheme, result: Result, groupings: Mapping[Key, Collection[str]]) -> frozenset[Key]:
    """Return which plain means of questions may be shown, the earlier before the later.

    `groupings`: the questions of each. One is withheld where, with the pillar scores and what was
    released before it, it gives the mean of a hidden unanimous question a single solution: the test
    of an auditor over everything that cuts across pillars.
    """
    hidden = [id_ for id_, question in result.questions.items() if question.used and not question.shown]
    rows = [
        [weights.get(id_, 0.0) for id_ in hidden]
        for pillar in scheme.pillars
        if result.pillars[pillar.id].score is not None
        for weights in [{question.id: question.weight for question in pillar.questions}]
    ]
    unanimous = {at for at, id_ in enumerate(hidden) if _is_unanimous(result.questions[id_])}
    told = {key: [float(id_ in questions) for id_ in hidden] for key, questions in groupings.items()}
    return kept(rows, told, unanimous, len(hidden))


def groupings(scheme: Scheme, result: Result) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return every grouping across pillars that has a score, with its questions: views, steps, balances."""
    return dict(_groupings(scheme, result))


def beside(scheme: Scheme, result: Result) -> tuple[tuple[str, ...], ...]:
    """Return the used questions of every grouping that a result shows, for comparisons with other rounds."""
    if result.scope == "pulse":
        return ()
    found = groupings(scheme, result)
    shown = released(scheme, result, found)
    return tuple(
        tuple(id_ for id_ in questions if result.questions[id_].used)
        for key, questions in found.items()
        if key in shown
    )


def _groupings(scheme: Scheme, result: Result) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for lens in scheme.mappings:
        for view in lens.views:
            if lens.id in result.lenses and result.lenses[lens.id].views[view.id].score is not None:
                yield ("view", lens.id, view.id), view.questions
    for step in scheme.steps:
        if result.steps.get(step) is not None:
            yield ("step", step), tuple(q.id for q in scheme.questions if q.step == step)
    for lens in scheme.mappings:
        for balance in lens.balances:
            read = result.lenses.get(lens.id)
            if read is not None and read.balances[balance.id].difference is not None:
                yield ("first", lens.id, balance.id), balance.first.questions
                yield ("second", lens.id, balance.id), balance.second.questions


def kept(
    rows: Sequence[Sequence[float]],
    told: Mapping[Key, Sequence[float]],
    unanimous: Collection[int],
    unknowns: int,
) -> frozenset[Key]:
    """Return which further rows may stand beside the first without solving an unanimous unknown."""
    system, out = list(rows), set()
    before = solved(system, unknowns).intersection(unanimous)
    for key, row in told.items():
        if solved([*system, row], unknowns).intersection(unanimous) == before:
            system.append(row)
            out.add(key)
    return frozenset(out)


def _is_unanimous(question: QuestionResult) -> bool:
    return max(question.distribution) == question.n


def solved(rows: Sequence[Sequence[float]], unknowns: int) -> frozenset[int]:
    """Return the unknowns of a linear system that have a single solution: no null vector moves them."""
    matrix = np.array(rows, dtype=float).reshape(len(rows), unknowns)
    _, values, vectors = np.linalg.svd(matrix)
    free = vectors[int((values > NOTHING).sum()) :]
    return frozenset(np.flatnonzero((np.abs(free) < NOTHING).all(axis=0)).tolist())
