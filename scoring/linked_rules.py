"""What may be shown of the people who answered twice (sections 9 and 11).

Towards the round they are a group like any other: with the figures of everybody, theirs tell of those
who answered once only, and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring import breakdown, linked, matching, release, rounds, withholding
from scoring.composites import Composite
from scoring.linked import Camp, Pair
from scoring.matching import Comparison, Key, Side
from scoring.trend_result import Change, Withheld


def nested(
    comparison: Comparison, side: Side, made: Mapping[Key, Composite], found: Mapping[Key, Change]
) -> dict[Key, Withheld]:
    """Return the scores whose linked people are too few, or leave out too few of a round (rule 9.5)."""
    k, shown = side.common.k, withholding.published_scores(side)
    own = [side.published.columns[side.names[question.id]] for question in comparison.scheme.questions]
    sets = [[own[column] for column in part.columns()] for part in made.values()]
    counts = rounds.contributors(
        side.published.replies.codes, [*sets, *(tuple(part.columns()) for part in shown.values())]
    )
    here = dict(zip(made, counts, strict=False))
    whole = dict(zip(shown, counts[len(sets) :], strict=True))
    out: dict[Key, Withheld] = {}
    for key in made:
        n = found[key].n_before
        if n < k:
            out[key] = "too few people"
        elif any(0 < people - n < k for people in (here[key], whole.get(key, n))):
            out[key] = "gives away a few"
    return out


def uniform(comparison: Comparison, people: Pair, made: Mapping[Key, Composite]) -> dict[Key, Withheld]:
    """Return the scores of so few questions that one on which all agree could be told (rule 9.7)."""
    leaf = linked.kind_of(comparison)
    out: dict[Key, Withheld] = {}
    for key, composite in made.items():
        used = tuple(composite.columns())
        few = key[0] == leaf and len(used) < breakdown.MIN_QUESTIONS_UNANIMOUS
        if few and any(camp[column].unanimous for camp in people.camps for column in used):
            out[key] = "gives away a question"
    return out


def told(
    comparison: Comparison, made: Mapping[Key, Composite], hidden: Mapping[Key, Withheld]
) -> dict[Key, Withheld]:
    """Return the sums of pillars that, with the others shown, leave a hidden one a single solution."""
    kind = linked.kind_of(comparison)
    leaves = {key: at for at, key in enumerate(key for key in made if key[0] == kind)}
    secret = {at for key, at in leaves.items() if key in hidden}
    of_column = {column: at for key, at in leaves.items() for column in made[key].columns()}
    rows, out = list[list[float]](), dict[Key, Withheld]()
    for key in (key for key in made if key not in hidden):
        row = [0.0] * len(leaves)
        for column, weight in made[key].weights():
            row[of_column[column]] += weight
        if release.solved([*rows, row], len(leaves)) & secret:
            out[key] = "gives away a question"
        else:
            rows.append(row)
    return out


def hidden_questions(comparison: Comparison, people: Pair) -> dict[str, Withheld]:
    """Return the questions that may not show the linked people apart (rules 9.3, 9.5 and 9.7).

    As with a group, one question that must be hidden takes those scored with it along.
    """
    k = comparison.sides[0].common.k
    out: dict[str, Withheld] = {}
    for columns in matching.scored_together(comparison):
        found = [
            reason for column in columns if (reason := _apart([camp[column] for camp in people.camps], k))
        ]
        names = (comparison.scheme.questions[column].id for column in columns)
        out.update(dict.fromkeys(names, found[0]) if found else {})
    return out


def _apart(seen: Sequence[Camp], k: int) -> Withheld | None:
    """Return why a question may not show the linked people apart, None where it may."""
    if any(camp.linked < k for camp in seen):
        return "too few people"
    if any(0 < camp.others < k for camp in seen):
        return "gives away a few"
    return "gives away a question" if any(camp.unanimous for camp in seen) else None
