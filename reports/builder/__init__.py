"""From a framework, a result and a few facts to the report a reader sees; nothing else is asked."""

from __future__ import annotations

from frameworks.kits import Kit
from reports import narrative
from reports.builder import (
    answer,
    board,
    change,
    costs,
    cover,
    differences,
    identity,
    journey,
    method,
    mirror,
    pillars,
    plan,
    planning,
    pulse,
    questions,
    radar,
    views,
    workshop,
)
from reports.builder.context import Context
from reports.builder.minutes import About
from reports.builder.minutes import build as minutes
from reports.builder.scene import Scene
from reports.document import Report, Sentence
from scoring.result import Result

__all__ = ["About", "Context", "build", "minutes"]


def build(kit: Kit, result: Result, context: Context) -> Report:
    """Write the whole report.

    What the result does not mark as shown is left out, with the reason in its place. Raise
    `narrative.NarrativeFault` where the words ask for something that is not known.
    """
    words = narrative.words_for(kit.framework.about.id, kit.language)
    scene = Scene(kit, result, context, words)
    if not result.suppression.total_shown:
        return _withheld(scene)
    return _pulse(scene) if result.scope == "pulse" else _full(scene)


def _withheld(scene: Scene) -> Report:
    return Report(
        kind="withheld",
        identity=identity.identity(scene),
        labels=identity.labels(scene),
        withheld=_too_few(scene),
        answer=None,
        pulse=None,
        pillars=None,
        differences=None,
        unseen=None,
        views=(),
        journey=None,
        mirror=None,
        plan=None,
        change=None,
        questions=None,
        method=method.note(scene),
        board=None,
        words=None,
        cover=cover.cover(scene),
    )


def _too_few(scene: Scene) -> Sentence:
    if scene.result.mode == "open":
        return scene.say("N1.nobody")
    return scene.say("N1", k=scene.words.number(scene.result.k))


def _pulse(scene: Scene) -> Report:
    written = questions.questions(scene)
    return Report(
        kind="pulse",
        identity=identity.identity(scene),
        labels=identity.labels(scene),
        withheld=None,
        answer=answer.answer(scene),
        pulse=pulse.part(scene, written),
        pillars=None,
        differences=None,
        unseen=None,
        views=(),
        journey=None,
        mirror=None,
        plan=None,
        change=change.part(scene),
        questions=questions.part(scene, written),
        method=method.note(scene),
        board=None,
        words=None,
        workshop=workshop.part(scene),
        cover=cover.cover(scene),
        planning=planning.part(scene),
        review=planning.review(scene),
    )


def _full(scene: Scene) -> Report:
    asked = questions.questions(scene)
    written = pillars.pillars(scene, asked)
    return Report(
        kind="full",
        identity=identity.identity(scene),
        labels=identity.labels(scene),
        withheld=None,
        answer=answer.answer(scene),
        pulse=None,
        pillars=pillars.part(scene, written, radar.radar(scene, written)),
        differences=differences.part(scene, written, asked),
        unseen=questions.unseen_part(scene),
        views=views.parts(scene),
        journey=journey.part(scene),
        mirror=mirror.part(scene),
        plan=plan.part(scene),
        change=change.part(scene),
        questions=questions.part(scene, asked),
        method=method.note(scene),
        board=board.part(scene),
        words=method.glossary(scene),
        workshop=workshop.part(scene),
        cover=cover.cover(scene),
        planning=planning.part(scene),
        review=planning.review(scene),
        costs=costs.part(scene),
    )
