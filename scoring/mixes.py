"""Who answered, and what the change would be if every group counted alike (sections 5 and 11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from scoring import arithmetic, matching, sections
from scoring.composites import Composite
from scoring.matching import INDEX, Comparison, Key
from scoring.rounds import Round
from scoring.trend_result import Mix

Means = tuple[float | None, ...]
"""Question means 0-100 by column, None where they are not known."""

NOTEWORTHY = 0.15
"""The shift above which a trend carries a warning and the balanced change beside it."""


def shares(people: Mapping[str, int]) -> dict[str, float]:
    """Return each group's share of the people of a round, 0 to 1; all 0 in an empty round."""
    total = sum(people.values())
    return {group: n / total if total else 0.0 for group, n in people.items()}


def moved(first: Mapping[str, int], second: Mapping[str, int]) -> dict[str, float]:
    """Return by how much each group's share grew; `first`, `second`: people by group."""
    before, after = shares(first), shares(second)
    return {group: after.get(group, 0.0) - before.get(group, 0.0) for group in {**after, **before}}


def mix_shift(first: Mapping[str, int], second: Mapping[str, int]) -> float:
    """Return half the sum of the movements of the groups' shares, 0 to 1 (G28)."""
    return 0.5 * sum(abs(by) for by in moved(first, second).values())


def is_noteworthy(shift: float) -> bool:
    """Say whether a shift is above 0.15."""
    return arithmetic.below(NOTEWORTHY, shift)


def ranked(moved: Mapping[str, float]) -> tuple[str, ...]:
    """Return the groups whose share grew, the largest movement first."""
    grown = {group: by for group, by in moved.items() if arithmetic.below(0.0, by)}
    return tuple(sorted(grown, key=lambda group: -arithmetic.rounded(grown[group])))


def balanced_means(rounds: Sequence[Round], used: Collection[int]) -> tuple[Means, ...] | None:
    """Return each round's question means as if every group counted alike (section 5, G41).

    A group counts where it may be shown and has k people in every round; at a question where it has
    enough answers in every round. None below two groups.
    """
    groups = [group for group in rounds[0].groups if all(_counts(round_, group) for round_ in rounds)]
    if len(groups) < sections.MIN_BALANCED_GROUPS:
        return None
    at = {
        column: [group for group in groups if all(_answered(round_, group, column) for round_ in rounds)]
        for column in used
    }
    return tuple(
        tuple(_mean(round_, at.get(column, ()), column) for column in round_.columns.values())
        for round_ in rounds
    )


def _counts(round_: Round, group: str) -> bool:
    return group in round_.suppression.shown and round_.groups[group] >= round_.k


def _answered(round_: Round, group: str, column: int) -> bool:
    return round_.by_group[group].n[column] >= round_.min_n


def _mean(round_: Round, groups: Sequence[str], column: int) -> float | None:
    means = (round_.by_group[group].means[column] for group in groups)
    return arithmetic.mean(mean for mean in means if mean is not None)


def read(comparison: Comparison, hidden: Collection[Key]) -> Mix:
    """Say who answered, and beyond the limit what changed with equal weight for each group.

    `hidden`: the scores whose change is not shown.
    """
    people = [side.published.groups for side in comparison.sides]
    shift, movements = mix_shift(*people), moved(*people)
    warned = is_noteworthy(shift)
    scores = _balanced(comparison) if warned else {}
    known = {key: score for key, score in scores.items() if key not in hidden}
    return Mix(
        shift=shift,
        warned=warned,
        up=ranked(movements),
        down=ranked({group: -by for group, by in movements.items()}),
        balanced_sections={
            section.id: known.get(("section", section.id)) for section in comparison.scheme.sections
        },
        balanced_index=known.get(INDEX),
    )


def _balanced(comparison: Comparison) -> dict[Key, float]:
    """Return the change of every section and the index as if every group counted alike (section 5)."""
    means = balanced_means([side.common for side in comparison.sides], comparison.used)
    if means is None:
        return {}
    known = tuple(column for column in comparison.used if means[0][column] is not None)
    made = matching.parts(comparison.scheme, comparison.scope, comparison.sides, known).all()
    return {key: _moved(composite, *means) for key, composite in made.items()}


def _moved(composite: Composite, before: Means, after: Means) -> float:
    first, second = composite.value(before), composite.value(after)
    return (second or 0.0) - (first or 0.0)
