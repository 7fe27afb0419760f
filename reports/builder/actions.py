"""Something to do, on a card or in a row (R1, R1b, R3, R5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from frameworks import documents
from reports.builder.scene import Scene, whole_or_none
from reports.document import NextStep, ProposedAction, Sentence
from reports.narrative import theirs
from scoring.result import PulseStep


def action(scene: Scene, id_: str) -> ProposedAction:
    """Write one action in full."""
    source = scene.kit.action(id_)
    pillar = scene.pillar_of_action[id_]
    day = scene.context.computed_on + timedelta(days=source.days)
    return ProposedAction(
        id=id_,
        pillar=scene.kit.pillar(pillar).name,
        step=scene.kit.step(source.step).name,
        title=source.title,
        do=source.do,
        done_when=source.done_when,
        owner=source.owner,
        first_result=_first_result(scene, source),
        by=scene.phrase("R1.due", date=scene.words.date(day)).plain,
        begins_with_talk=pillar in scene.result.roadmap.talk_first,
        sentence=_sentence(scene, source),
        notes=tuple(_notes(scene, source, pillar)),
        when=scene.label("first_result"),
        on=day,
    )


def _first_result(scene: Scene, source: documents.Action) -> str:
    return scene.phrase("R1.first_result", days=scene.words.days(source.days)).plain


def _sentence(scene: Scene, source: documents.Action) -> Sentence:
    return scene.say(
        "R1",
        title=theirs(source.title),
        do=theirs(source.do),
        done_when=theirs(source.done_when),
        owner=theirs(source.owner),
        days=scene.words.days(source.days),
    )


def _notes(scene: Scene, source: documents.Action, pillar: str) -> Iterator[Sentence]:
    if scene.result.roadmap.within_90_days.get(source.id) == "begun":
        yield scene.say("R1b", owner=theirs(source.owner))
    if scene.kit.pillar(pillar).section in scene.result.headline.held_back_by:
        yield scene.say("R3")


def next_steps(scene: Scene) -> tuple[NextStep, ...]:
    """Write the next steps of a pulse."""
    return tuple(_next_step(scene, step) for step in scene.result.pulse_next)


def _next_step(scene: Scene, step: PulseStep) -> NextStep:
    """Write one; a question that may not be shown lends its action, and neither prompt nor score."""
    question, source = scene.result.questions[step.question], scene.kit.action(step.action)
    score = whole_or_none(question.mean) if question.shown else None
    prompt = scene.prompt(step.question)
    sentence = scene.say(
        "R5.hidden" if score is None else "R5",
        prompt=prompt,
        score=score,
        title=theirs(source.title),
        do=theirs(source.do),
    )
    return NextStep("" if score is None else prompt.text, score, action(scene, step.action), sentence)
