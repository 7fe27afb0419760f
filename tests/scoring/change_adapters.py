"""The functions that the golden cases of section 11 name, in terms of those of scoring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring import announcements, changes, mixes
from scoring.result import Estimate
from scoring.trend_result import Verdict
from tests.scoring import core

Case = dict[str, Any]
VERDICTS: Mapping[Verdict | None, str] = {
    "improved": "improved",
    "declined": "declined",
    "possible": "possible, not established",
    "small": "small but detectable",
    "none": "no clear change",
}
CHANGE = ("change", "se", "df", "low", "high", "smallest_detectable")


def picked(value: object, *names: str) -> Case:
    return {name: getattr(value, name) for name in names}


def trend(layer: Any, pairs: list[list[Case]]) -> Case:
    results = []
    for sides in pairs:
        before, after = (Estimate(side["score"], side["se"], None, None, side["df"] + 1) for side in sides)
        found = changes.unlinked(layer, before, after)
        results.append({**picked(found, *CHANGE), "label": VERDICTS[found.verdict]})
    return {"results": results}


def trend_paired(layer: Any, sum_c2: float, before: list[float], after: list[float]) -> Case:
    found = changes.linked(layer, np.array(before, dtype=float), np.array(after, dtype=float), sum_c2)
    assert found.df is not None
    return {
        **picked(found, "before", "after", *CHANGE),
        "df": int(found.df),
        "n": found.n_before,
        "label": VERDICTS[found.verdict],
    }


def mix_shift(first: dict[str, int], second: dict[str, int]) -> Case:
    return {"shift": mixes.mix_shift(first, second)}


def degree_change(cases: list[list[Any]]) -> Case:
    words = {word: verdict for verdict, word in VERDICTS.items()}
    found = [
        announcements.degree_change(
            core.core().levels,
            (first, second),
            before,
            after,
            {id_: words[word] for id_, word in verdicts.items()},
        )
        for first, second, before, after, verdicts in cases
    ]
    return {"results": [picked(one, "changed", "deciding", "announced") for one in found]}


ADAPTERS: Mapping[str, Callable[..., Case]] = {
    "degree_change": degree_change,
    "mix_shift": mix_shift,
    "trend": trend,
    "trend_paired": trend_paired,
}
