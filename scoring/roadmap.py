"""Actions in waves (section 12, "Roadmap")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from scoring import arithmetic, degrees
from scoring.result import AgreementLabel, Roadmap
from scoring.scheme import Action, Pillar, Scheme

CHOSEN = 3
MAX_NOW = 3
FOLLOWING = 3
FIRST_RESULT_DAYS = 90
NEXT_DAYS = 180
NOTHING = Roadmap((), (), (), {}, (), ())


def plan(
    scheme: Scheme,
    order: Sequence[str],
    scores: Mapping[str, float],
    labels: Mapping[str, AgreementLabel | None],
    target: float,
) -> Roadmap:
    """Place actions in waves (G45).

    `order`: the priority list; `scores`: 0-100 of its pillars; `target`: the anchor aimed at.
    """
    by_id = {pillar.id: pillar for pillar in scheme.pillars}
    candidates = [id_ for id_ in order if arithmetic.below(scores[id_], target)]
    actions = {id_: actions_of(scheme, by_id[id_], scores[id_]) for id_ in candidates}
    chosen = candidates[:CHOSEN]
    now = _now([actions[id_] for id_ in chosen])
    following = _next(actions, chosen, now, candidates[CHOSEN : CHOSEN + FOLLOWING])
    placed = {action.id for action in (*now, *following)}
    return Roadmap(
        chosen=tuple(chosen),
        talk_first=tuple(id_ for id_ in chosen if labels.get(id_) in ("weak", "split")),
        now=tuple(action.id for action in _printed(scheme, now, actions)),
        within_90_days={action.id: _within(action) for action in now},
        next=tuple(action.id for action in following),
        later=tuple(a.id for id_ in candidates for a in actions[id_] if a.id not in placed),
    )


def actions_of(scheme: Scheme, pillar: Pillar, score: float) -> tuple[Action, ...]:
    """Return a pillar's actions in the transition of a score 0-100, in step order, then by id."""
    lowest, highest = degrees.transition(scheme.levels, score)
    fitting = [a for a in pillar.actions if (a.from_level, a.to_level) == (lowest, highest)]
    return tuple(sorted(fitting, key=lambda action: (scheme.steps.index(action.step), action.id)))


def _now(chosen: Sequence[Sequence[Action]]) -> tuple[Action, ...]:
    """Return the first action of each chosen pillar, then their second, third, up to three in all."""
    return tuple(_round_robin(chosen))[:MAX_NOW]


def _round_robin(rows: Sequence[Sequence[Action]]) -> Iterator[Action]:
    for depth in range(max((len(row) for row in rows), default=0)):
        yield from (row[depth] for row in rows if depth < len(row))


def _next(
    actions: Mapping[str, Sequence[Action]],
    chosen: Sequence[str],
    now: Sequence[Action],
    following: Sequence[str],
) -> tuple[Action, ...]:
    rest = (a for id_ in chosen for a in actions[id_] if a not in now and a.days <= NEXT_DAYS)
    return (*rest, *(a for id_ in following for a in actions[id_][:1]))


def _printed(scheme: Scheme, now: Sequence[Action], actions: Mapping[str, Sequence[Action]]) -> list[Action]:
    """Order the first wave by step, then by the list, then by id."""
    places = {action.id: at for at, row in enumerate(actions.values()) for action in row}
    return sorted(now, key=lambda a: (scheme.steps.index(a.step), places[a.id], a.id))


def _within(action: Action) -> Literal["result", "begun"]:
    return "begun" if action.days > FIRST_RESULT_DAYS else "result"
