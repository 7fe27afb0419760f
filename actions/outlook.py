"""What the result would be if actions reached their mark: arithmetic, and no prediction (narrative, F0)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import scoring
from actions.models import Action
from actions.proposals import Ground
from frameworks.kits import Kit
from scoring.arithmetic import whole


@dataclass(frozen=True, slots=True)
class Standing:
    """A degree by name and place."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Moved:
    """One main question that would stand higher."""

    question: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the result stands and would stand; `moved` is empty where the actions move nothing."""

    before: Standing
    after: Standing
    moved: tuple[Moved, ...]
    counted: int  # how many of the actions are the framework's, and so have a mark


def can_tell(result: scoring.Result) -> bool:
    """Say whether a result shows enough, and asked enough, to say where actions would lead."""
    return result.suppression.total_shown and result.scope != "pulse"


def of(ground: Ground, sources: Collection[str]) -> Outlook | None:
    """Work it out for the framework's actions; None where nothing may be shown, or too much is unknown."""
    if not can_tell(ground.result):
        return None
    found = scoring.forecast(ground.kit.scheme, ground.result, sources)
    if found is None:
        return None
    moved = (
        Moved(ground.kit.section(id_).question, whole(one.before), whole(one.after))
        for id_, one in found.sections.items()
        if one.changed and one.before is not None and one.after is not None
    )
    return Outlook(
        before=standing(ground.kit, found.headline_before),
        after=standing(ground.kit, found.headline),
        moved=tuple(moved),
        counted=len(set(sources)),
    )


def counting(ground: Ground, actions: Collection[Action]) -> list[str]:
    """Return the framework's ids of actions that count: those of its own that nobody has dropped."""
    marks = {action.id for pillar in ground.kit.framework.pillars for action in pillar.actions}
    return [
        one.source
        for one in actions
        if one.origin == Action.Origin.FRAMEWORK
        and one.status != Action.Status.DROPPED
        and one.source in marks
    ]


def standing(kit: Kit, level: str) -> Standing:
    """Return a degree by its id."""
    return Standing(kit.level(level).name, kit.level(level).order)
