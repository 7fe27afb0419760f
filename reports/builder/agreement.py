"""How alike people see it, and what to talk about first (A, R2)."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.scene import Scene
from reports.document import Sentence
from scoring.arithmetic import whole
from scoring.result import AgreementLabel, PillarResult

APART = ("weak", "split")
SINGLE = {"strong": "A1", "moderate": "A2"}


def label_of(pillar: PillarResult) -> AgreementLabel | None:
    """Return how alike a pillar is seen, None where it has no score of which to say so (A7)."""
    return None if pillar.score is None else pillar.agreement_label


def word(scene: Scene, pillar: PillarResult) -> str:
    """Return the word for how alike a pillar is seen, nothing where there is no label."""
    label = label_of(pillar)
    return scene.words.word(label) if label else ""


def sentences(scene: Scene, id_: str) -> Iterator[Sentence]:
    """Say how alike a pillar is seen (A1-A6)."""
    pillar = scene.result.pillars[id_]
    label = label_of(pillar)
    if label in SINGLE:
        yield scene.say(SINGLE[label])
    if label == "strong":
        yield from _agreed(scene, pillar)
    if label in APART:
        yield apart(scene, id_)


def _agreed(scene: Scene, pillar: PillarResult) -> Iterator[Sentence]:
    levels = scene.kit.framework.levels
    if pillar.degree == levels[0].id:
        yield scene.say("A5")
    if pillar.degree == levels[-1].id:
        yield scene.say("A6")


def apart(scene: Scene, id_: str) -> Sentence:
    """Say how a pillar with weak or split agreement is seen (A3, A4, A4b)."""
    pillar = scene.result.pillars[id_]
    if pillar.agreement_label == "weak":
        return scene.say("A3", score=whole(pillar.score) if pillar.score is not None else None)
    shown = split_shown(scene, id_)
    if not shown:
        return scene.say("A4b.unnamed")
    if not scene.result.questions[shown[0]].distribution_shown:
        return scene.say("A4b", questions=scene.prompts(shown))
    low, high = _camps(scene, shown[0])
    return scene.say("A4", questions=scene.prompts(shown), low=low, high=high)


def split_shown(scene: Scene, id_: str) -> tuple[str, ...]:
    """Return the split questions of a pillar that may be shown, most split first."""
    questions = scene.result.questions
    return tuple(q for q in scene.result.pillars[id_].split_questions if questions[q].shown)


def _camps(scene: Scene, question: str) -> tuple[str, str]:
    """Return how many of ten are on either side, in words."""
    result = scene.result.questions[question]
    low = whole(10 * sum(result.distribution[:2]) / result.n)
    high = whole(10 * sum(result.distribution[3:]) / result.n)
    return scene.words.number(low), scene.words.number(high)


def first_to_talk_about(scene: Scene) -> str | None:
    """Return the pillar to talk about first: of the chosen ones, else where talk is needed most."""
    result = scene.result
    if result.roadmap.talk_first:
        return result.roadmap.talk_first[0]
    apart_ = [id_ for id_ in result.priority.order if result.pillars[id_].agreement_label in APART]
    return max(apart_, key=lambda id_: result.priority.values[id_].talk_first, default=None)


def talk(scene: Scene, id_: str) -> Sentence:
    """Say where to begin the conversation about a pillar (R2)."""
    question = most_apart(scene, id_)
    if question is None:
        return scene.say("R2.unnamed", pillar=scene.pillar_name(id_))
    return scene.say("R2", pillar=scene.pillar_name(id_), question=scene.prompt(question))


def most_apart(scene: Scene, id_: str) -> str | None:
    """Return the most split question that may be shown, else the one seen least alike."""
    if shown := split_shown(scene, id_):
        return shown[0]
    known = {
        question.id: result.ad
        for question in scene.kit.pillar(id_).questions
        if (result := scene.result.questions[question.id]).shown and result.ad is not None
    }
    return max(known, key=lambda question: known[question], default=None)
