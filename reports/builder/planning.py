"""What was decided to be done, and what became of what was decided before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import cast

from actions.plans import Plan, Planned, Reviewed
from reports.builder.identity import SHORT
from reports.builder.scene import Scene
from reports.document import (
    Part,
    PlannedAction,
    PlanningLabels,
    PlanningPart,
    ReviewedAction,
    ReviewPart,
    Sentence,
    Table,
    TypedRow,
)
from reports.document.planning import Status, Verdict

STATES: tuple[Status, ...] = ("planned", "begun", "done", "dropped")
FOUND: dict[str, Verdict] = {"done": "done", "goes on": "goes on", "dropped": "dropped", "": "open"}


def part(scene: Scene) -> PlanningPart | None:
    """Write the actions that were chosen, None without any."""
    plan = scene.context.plan
    if plan is None or not plan.actions:
        return None
    chosen = tuple(_action(scene, one) for one in plan.actions)
    labels = _labels(scene)
    return PlanningPart(
        heading=scene.words.word("heading_planning"),
        message=_message(scene, plan),
        as_of=scene.write("planning.as_of", date=scene.words.date(plan.on)),
        actions=chosen,
        labels=labels,
        table=_table(scene, labels, plan, chosen),
        checksum=plan.checksum,
        checksum_short=plan.checksum[:SHORT],
    )


def _action(scene: Scene, one: Planned) -> PlannedAction:
    word, status = scene.words.word, cast("Status", one.status)
    return PlannedAction(
        id=one.id,
        title=one.title,
        do=one.do,
        pillar=scene.pillar_if_known(one.pillar),
        step=scene.step_if_known(one.step),
        done_when=one.done_when,
        owner=one.owner,
        due=scene.day(one.due_on),
        due_on=one.due_on,
        status=status,
        status_words=word(f"status.{status}"),
        impact=one.impact,
        impact_words=word(f"grade.{one.impact}"),
        effort=one.effort,
        effort_words=word(f"grade.{one.effort}"),
        note=one.note,
    )


def _labels(scene: Scene) -> PlanningLabels:
    words = {field.name: scene.words.word(f"planning.{field.name}") for field in fields(PlanningLabels)}
    return PlanningLabels(**words)


def _message(scene: Scene, plan: Plan) -> Sentence:
    if len(plan.actions) == 1:
        state = scene.words.word(f"status.{plan.actions[0].status}").lower()
        return scene.say("planning.message_one", state=state)
    states = [one.status for one in plan.actions]
    return scene.say(
        "planning.message",
        count=scene.words.number(len(states)),
        states=scene.words.listing(_counted(scene, "planning", states, STATES)),
    )


def _counted(scene: Scene, group: str, found: Sequence[str], kinds: Sequence[str]) -> Iterator[Part]:
    """Yield how many there are of each kind, kinds without any left out."""
    for kind in kinds:
        if count := found.count(kind):
            key = f"{group}.{kind.replace(' ', '_')}"
            yield Part(scene.phrase(key, count=scene.words.number(count)).plain)


def _undated(scene: Scene, one: Planned) -> str:
    """Say that a date is missing where one is still needed."""
    return scene.words.word("planning.no_date") if one.open else "–"


def _table(scene: Scene, labels: PlanningLabels, plan: Plan, chosen: Sequence[PlannedAction]) -> Table:
    word = scene.words.word
    return Table(
        caption=scene.write("planning.caption"),
        corner=labels.action,
        columns=(labels.owner, labels.due, labels.status, labels.done_when),
        rows=tuple(
            TypedRow(
                one.title,
                (
                    one.owner or word("planning.no_owner"),
                    one.due or _undated(scene, planned),
                    one.status_words,
                    one.done_when or "–",
                ),
            )
            for planned, one in zip(plan.actions, chosen, strict=True)
        ),
    )


def review(scene: Scene) -> ReviewPart | None:
    """Write what became of the actions of the rounds before, None without any."""
    plan = scene.context.plan
    if plan is None or not plan.reviewed:
        return None
    looked_at = tuple(_reviewed(scene, one) for one in plan.reviewed)
    return ReviewPart(
        heading=scene.words.word("heading_review"),
        message=_found(scene, looked_at),
        actions=looked_at,
        table=_review_table(scene, looked_at),
    )


def _reviewed(scene: Scene, one: Reviewed) -> ReviewedAction:
    verdict = FOUND[one.verdict]
    words = scene.words.word(f"verdict.{verdict.replace(' ', '_')}")
    return ReviewedAction(one.title, one.owner, verdict, words, one.note)


def _found(scene: Scene, looked_at: Sequence[ReviewedAction]) -> Sentence:
    if len(looked_at) == 1:
        return scene.say("review.message_one", found=looked_at[0].verdict_words.lower())
    verdicts = [one.verdict for one in looked_at]
    counted = _counted(scene, "review", verdicts, tuple(FOUND.values()))
    return scene.say(
        "review.message", count=scene.words.number(len(verdicts)), found=scene.words.listing(counted)
    )


def _review_table(scene: Scene, looked_at: Sequence[ReviewedAction]) -> Table:
    word = scene.words.word
    return Table(
        caption=scene.write("review.caption"),
        corner=word("planning.action"),
        columns=(word("planning.owner"), word("planning.found"), word("planning.note")),
        rows=tuple(
            TypedRow(one.title, (one.owner or "–", one.verdict_words, one.note or "–")) for one in looked_at
        ),
    )
