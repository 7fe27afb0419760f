"""What a comparison may show beside what its rounds have shown already (sections 9 and 11).

Over the common questions a score is another sum of the same question means. Together with the
published scores it can leave a single solution for a mean that rule 7 hides, so every score is
put to the test of the auditor in every round before it is released.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from scoring import breakdown, pillars, pulses, rounds, sections, sums
from scoring.composites import Composite
from scoring.matching import INDEX, Comparison, Key, Side
from scoring.trend_result import Withheld

Row = list[float]
Grouping = Collection[str] | Mapping[str, float]
"""Questions of which a plain mean is shown, or their weights in a score that is shown."""
Id = TypeVar("Id", bound=Hashable)

ORDER: tuple[Withheld, ...] = (
    "too few people",
    "hidden in a round",
    "gives away a few",
    "gives away a question",
    "not determined",
)
"""Of several reasons the first one here is given, whichever round it comes from."""


@dataclass(frozen=True, slots=True)
class Book:
    """What one round tells of its hidden questions.

    `hidden`: own question id -> place in a row.
    `rows`: the weights with which each published score rests on them.
    """

    hidden: Mapping[str, int]
    rows: tuple[Row, ...]

    def follows(self, row: Row) -> bool:
        """Say whether a score over the hidden questions follows from what is published."""
        basis = sums.span(np.array(self.rows, dtype=float).reshape(len(self.rows), len(self.hidden)))
        rest = np.array(row) - np.array(row) @ basis.T @ basis
        return bool(np.linalg.norm(rest) < sums.WHOLE)

    def row(self, weights: Mapping[str, float]) -> Row:
        """Return weights by own question id as a row."""
        return [weights.get(id_, 0.0) for id_ in self.hidden]


def published_scores(side: Side) -> dict[Key, Composite]:
    """Return every pillar, section and index score that a round has shown, in its own columns."""
    round_ = side.published
    used = round_.used(round_.columns)
    if side.scope == "pulse":
        by_pillar: dict[str, Composite] = {}
        by_section = pulses.composites(round_, used)
    else:
        by_pillar = pillars.composites(round_, used)
        by_section = sections.from_pillars(round_.scheme, by_pillar)
    index = sections.index(round_.scheme, by_section)
    made: dict[Key, Composite] = {("pillar", id_): part for id_, part in by_pillar.items()}
    made.update({("section", id_): part for id_, part in by_section.items()})
    return {**made, INDEX: index} if index else made


def shown_questions(side: Side) -> frozenset[str]:
    """Return the questions, by own id, that a round shows for all together (section 9, rule 7)."""
    return frozenset(
        id_ for asked in _scored_together(side) for id_ in breakdown.shown_questions(side.published, asked)
    )


def _scored_together(side: Side) -> Iterator[Sequence[str]]:
    scheme = side.published.scheme
    if side.scope == "pulse":
        yield from pulses.questions_of(scheme).values()
    else:
        yield from (rounds.ids(pillar.questions) for pillar in scheme.pillars)


def book(side: Side, beside: Collection[Grouping] = ()) -> Book:
    """Write down what a round has published; `beside`: further groupings of its own questions."""
    round_ = side.published
    names = {column: id_ for id_, column in round_.columns.items()}
    shown = shown_questions(side)
    hidden = [names[column] for column in round_.used(round_.columns) if names[column] not in shown]
    places = {id_: at for at, id_ in enumerate(hidden)}
    empty = Book(places, ())
    scores = [_by_name(composite, names) for composite in published_scores(side).values()]
    plain = [g if isinstance(g, Mapping) else dict.fromkeys(g, 1.0) for g in beside]
    return Book(places, tuple(empty.row(weights) for weights in (*scores, *plain)))


def _by_name(composite: Composite, names: Mapping[int, str]) -> dict[str, float]:
    return {names[column]: weight for column, weight in composite.weights()}


def released(
    comparison: Comparison, side: Side, made: Mapping[Key, Composite], beside: Collection[Grouping] = ()
) -> frozenset[Key]:
    """Return which scores over the common questions one round may show.

    Over questions that it hides none that says anything new: taken together with the scores of groups
    and break-downs, even a sum that solves no question for all together can tell one of a group.
    """
    kept = book(side, beside)
    names = {at: side.names[question.id] for at, question in enumerate(comparison.scheme.questions)}
    rows = {key: kept.row(_by_name(composite, names)) for key, composite in made.items()}
    return frozenset(key for key, row in rows.items() if kept.follows(row))


def reasons(
    comparison: Comparison, side: Side, made: Mapping[Key, Composite], beside: Collection[Grouping] = ()
) -> dict[Key, Withheld]:
    """Return the scores that one round may not show in a comparison, each with the reason.

    Nothing is withheld in an open round. A part that the round's own framework does not have was
    never shown or hidden, and is put to the test of the auditor only.
    """
    round_ = side.published
    if round_.mode == "open":
        return {}
    if not round_.suppression.total_shown:
        return dict.fromkeys(made, "too few people")
    shown, parts = published_scores(side), {("pillar", pillar.id) for pillar in round_.scheme.pillars}
    own: set[Key] = {INDEX, *parts, *(("section", section.id) for section in round_.scheme.sections)}
    hidden: dict[Key, Withheld] = {
        key: "hidden in a round" for key in made if key in own and key not in shown
    }
    rest = {key: composite for key, composite in made.items() if key not in hidden}
    safe = released(comparison, side, rest, beside)
    return hidden | {key: "gives away a question" for key in rest if key not in safe}


def merged(found: Iterable[Mapping[Id, Withheld]]) -> dict[Id, Withheld]:
    """Return what any of several rules withholds, each with its foremost reason."""
    out: dict[Id, Withheld] = {}
    for reasons_ in found:
        for id_, reason in reasons_.items():
            out[id_] = min(reason, out.get(id_, reason), key=ORDER.index)
    return out
