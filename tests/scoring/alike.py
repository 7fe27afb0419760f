"""Sections and the index as if every group counted alike, as sums over people's answers (section 5)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scoring import pillars, rounds, sections
from scoring.result import Result
from tests.scoring import published
from tests.scoring.published import Organisation, Row


def rows(of: Organisation, result: Result) -> Iterator[Row]:
    """Yield every balanced score of a round."""
    round_ = rounds.open_round(of.made, of.replies, mode="confidential", k=of.k, strict=True)
    means = _means(of, result)
    used = tuple(of.names.index(name) for name in means)
    made = sections.from_pillars(of.made, pillars.composites(round_, used))
    shown = {id_: section.balanced for id_, section in result.sections.items()}
    for id_, composite in made.items():
        if shown[id_] is not None:
            yield sum((means[of.names[at]] * weight for at, weight in composite.weights()), _nothing(of))
    whole = sections.index(of.made, made)
    if whole is not None and result.index.balanced is not None:
        yield sum((means[of.names[at]] * weight for at, weight in whole.weights()), _nothing(of))


def _nothing(of: Organisation) -> Row:
    return np.zeros(of.codes.shape)


def _means(of: Organisation, result: Result) -> dict[str, Row]:
    """Return each question's plain mean of the means of groups with enough people."""
    groups = [of.groups == of.made.groups.index(group) for group in result.suppression.shown]
    groups = [who for who in groups if who.sum() >= of.k]
    out = {}
    for column, name in enumerate(of.names):
        there = [who for who in groups if (who & of.answered()[:, column]).sum() >= of.k]
        if there:
            each = [published.mean(of, who, {name: 1.0}) for who in there]
            out[name] = sum(each, _nothing(of)) / len(each)
    return out
