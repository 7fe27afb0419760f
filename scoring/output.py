"""A result as the plain dictionary that a command prints (section 19)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from scoring.result import Gap, Result

Json = dict[str, Any]

PILLAR = ("score", "degree", "band", "se", "low", "high", "n", "certainty", "ad", "agreement_label")
SECTION = ("score", "degree", "capped", "se", "low", "high", "n")
INDEX = ("score", "se", "low", "high", "n")
HEADLINE = ("headline", "at_most", "average_degree", "held_back_by", "support", "certainty")
ENTRY = ("entry", "entry_step")
SUPPRESSION = ("total_shown", "shown", "primary", "complementary", "empty", "residual")
GAP = ("gap", "p", "p_adjusted", "label")


def summary(result: Result) -> Json:
    """Return the figures of a result in the shape of section 19, in full precision (G42).

    Everything in it is JSON: keys in framework order, tuples as lists, "not known" as None. It
    holds what scoring knows, so the rules of section 9 still have to be asked before it is shown.
    """
    return {
        "pillars": {id_: _pick(pillar, PILLAR) for id_, pillar in result.pillars.items()},
        "sections": {id_: _pick(section, SECTION) for id_, section in result.sections.items()},
        "index": _pick(result.index, INDEX),
        "headline": _pick(result.headline, HEADLINE),
        "steps": dict(result.steps),
        "entry_point": _pick(result.entry_point, ENTRY),
        "suppression": _pick(result.suppression, SUPPRESSION),
        "gaps": {pair: {id_: _gap(gap) for id_, gap in by.items()} for pair, by in result.gaps.items()},
        "lenses": _lenses(result),
        "priority": {
            "target": result.priority.target,
            "values": {id_: dataclasses.asdict(value) for id_, value in result.priority.values.items()},
            "order": list(result.priority.order),
        },
    }


def _pick(value: object, names: tuple[str, ...]) -> Json:
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _gap(gap: Gap | None) -> Json | None:
    return None if gap is None else {**_pick(gap, GAP), "common": len(gap.common)}


def _lenses(result: Result) -> Mapping[str, Mapping[str, float | None]]:
    views = {
        lens: {id_: view.score for id_, view in read.views.items()} for lens, read in result.lenses.items()
    }
    if result.pulse is None or not result.pulse_sections:
        return views
    return {**views, result.pulse: dict(result.pulse_sections)}
