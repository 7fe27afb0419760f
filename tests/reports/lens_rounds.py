"""Journeys and promises as a round leaves them, to write reports about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import scoring
from assessments.lens_figures import JourneyFigures, MirrorFigures, PromiseFigures
from frameworks.lenses import MirrorLens, StagesLens
from reports.document import Report
from scoring import Item, Stage
from tests.reports import rounds

UNKNOWN = Item(None, None, None, {}, ())


def stages() -> StagesLens:
    lens = rounds.core().lens("journey-wing-to-wing")
    assert isinstance(lens, StagesLens)
    return lens


def promises() -> MirrorLens:
    lens = rounds.core().lens("say-do")
    assert isinstance(lens, MirrorLens)
    return lens


def journey(
    positions: Mapping[str, float] | None = None,
    measured: Mapping[str, float] | None = None,
    owner: Mapping[str, float] | None = None,
    **changes: Any,
) -> JourneyFigures:
    """Return a journey as if one person had filled it in; 3, as the customer feels it and owned elsewhere."""
    ids = [stage.id for stage in stages().stages]
    filled = [
        Stage(
            id_,
            (int((positions or {}).get(id_, 3)),),
            ((measured or {}).get(id_, 1.0),),
            ((owner or {}).get(id_, 1.0),),
        )
        for id_ in ids
    ]
    reading = scoring.journey(rounds.core().scheme.levels, filled)
    shown = scoring.ShownJourney(
        reading=reading,
        measured={stage.id: stage.measured[0] for stage in filled},
        owner={stage.id: stage.owner[0] for stage in filled},
        hidden=None,
        few=(),
    )
    figures = JourneyFigures(lens=stages().about.id, people=18, shown=shown, subjects=())
    return replace(figures, **changes)


def item(mean: float | None, **changes: Any) -> Item:
    return replace(UNKNOWN, **{"n": None if mean is None else 18, "mean": mean, **changes})


def promise(say: Item, do: Item, felt: float | None, customers: int) -> PromiseFigures:
    lens = promises()
    patterns = [scoring.Pattern.parse(pattern.id, pattern.when) for pattern in lens.patterns]
    reading = scoring.say_do(
        scoring.Promise(say.mean, do.mean, do.groups, felt, customers),
        patterns,
        top=("leadership", "customer-facing"),
    )
    shown = reading.customers != "not shown"
    return PromiseFigures(say, do, felt if shown else None, customers if shown else 0, reading)


def mirror(figures: PromiseFigures, *, counted: bool = True) -> MirrorFigures:
    """Return say and do with the same figures for every promise."""
    lens = promises()
    return MirrorFigures(lens.about.id, counted, {promise.id: figures for promise in lens.promises})


def report(journey: JourneyFigures | None = None, mirror: MirrorFigures | None = None) -> Report:
    """Return the report of the golden round with these lenses."""
    return rounds.report(rounds.g42(), context=replace(rounds.CONTEXT, journey=journey, mirror=mirror))
