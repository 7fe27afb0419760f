"""What the present state costs, as far as it was counted (C0, C1)."""

from __future__ import annotations

from assessments.editions import MOST_COSTS, Cost
from reports.builder.scene import Scene
from reports.document import CostLine, CostsPart
from reports.narrative import typed


def part(scene: Scene) -> CostsPart | None:
    """Write the figures that were typed in, None without any."""
    costs = scene.context.edition.costs[:MOST_COSTS]
    lines = tuple(_line(scene, "C1.more" if place else "C1", cost) for place, cost in enumerate(costs))
    return CostsPart(scene.words.word("heading_costs"), lines) if lines else None


def _line(scene: Scene, key: str, cost: Cost) -> CostLine:
    return CostLine(
        label=cost.label,
        amount=cost.amount,
        source=cost.source,
        sentence=scene.say(
            key, label=typed(cost.label), amount=typed(cost.amount), source=typed(cost.source)
        ),
    )
