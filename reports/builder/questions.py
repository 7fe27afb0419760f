"""Every question with what of it may be shown (A7, P5)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from frameworks import documents
from reports.builder import workshop
from reports.builder.answer import how_many
from reports.builder.scene import Scene, percent
from reports.document import AgreedAnswer, Question, QuestionList, QuestionsPart, Sentence, Unseen, UnseenPart
from scoring.arithmetic import whole
from scoring.result import QuestionResult


def questions(scene: Scene) -> dict[str, Question]:
    """Write every question that was asked, in framework order."""
    agreed = workshop.answers(scene)
    return {
        id_: _question(scene, number, id_, result, agreed.get(id_))
        for number, (id_, result) in enumerate(scene.result.questions.items(), start=1)
    }


def part(scene: Scene, written: Mapping[str, Question]) -> QuestionsPart:
    """Arrange the questions by pillar."""
    lists = (_list(scene, pillar, written) for pillar in scene.kit.framework.pillars)
    return QuestionsPart(
        heading=scene.words.word("heading_all"),
        positions=tuple(position.label for position in scene.kit.framework.scale.positions),
        lists=tuple(entry for entry in lists if entry.questions),
    )


def _list(scene: Scene, pillar: documents.Pillar, written: Mapping[str, Question]) -> QuestionList:
    asked = tuple(written[question.id] for question in pillar.questions if question.id in written)
    return QuestionList(pillar.name, scene.kit.section(pillar.section).short, asked)


def _question(
    scene: Scene, number: int, id_: str, result: QuestionResult, agreed: AgreedAnswer | None
) -> Question:
    source, pillar = scene.kit.question(id_), scene.kit.pillar_of(id_)
    shown = scene.release.shows("question", id_) and result.mean is not None
    hidden = "" if shown else _why_hidden(scene, result)
    levels = scene.kit.framework.levels
    pictured = shown and result.distribution_shown
    return Question(
        id=id_,
        number=number,
        prompt=source.prompt,
        pillar=pillar.name,
        section=scene.kit.section(pillar.section).short,
        descriptions=tuple((scene.degrees[level.id], source.descriptors[level.id]) for level in levels),
        score=whole(result.mean) if shown and result.mean is not None else None,
        n=result.n if shown else None,
        figure_words=hidden or _figure(scene, result),
        distribution=result.distribution if pictured else None,
        picture_words=_picture(scene, result) if shown else hidden,
        median=result.median if shown and not pictured else None,
        middle_half=result.middle_half if shown and not pictured else None,
        dont_know=_dont_know(result),
        dont_know_words=_dont_know_words(scene, result),
        notes=tuple(_unseen(scene, id_, result)),
        hidden=hidden,
        comments=tuple(scene.context.comments.get(id_, ())),
        group_comments=_group_comments(scene, id_),
        agreed=agreed,
    )


def _group_comments(scene: Scene, id_: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_group = scene.context.group_comments.get(id_, {})
    return tuple((scene.kit.group(group).name, said) for group, said in by_group.items())


def _why_hidden(scene: Scene, result: QuestionResult) -> str:
    open_ = scene.result.mode == "open"
    return scene.write("question.unanswered" if open_ and not result.n else "question.hidden")


def _figure(scene: Scene, result: QuestionResult) -> str:
    score = whole(result.mean) if result.mean is not None else None
    return scene.write("figure.plain", score=score, people=scene.words.people(result.n))


def _picture(scene: Scene, result: QuestionResult) -> str:
    if result.distribution_shown:
        counts = scene.words.listing(str(count) for count in result.distribution)
        return scene.write("A7.counts", counts=counts)
    if result.median is None or result.middle_half is None:
        return scene.write("question.picture_hidden")
    low, high = math.floor(result.middle_half[0]), math.ceil(result.middle_half[1])
    below, above = math.floor(result.median), math.ceil(result.median)
    if below != above:
        return scene.write("A7.between", below=below, above=above, low=low, high=high)
    return scene.write("A7.same" if low == high else "A7.middle", median=below, low=low, high=high)


def _dont_know(result: QuestionResult) -> int | None:
    rate, may = result.visibility.dk_rate, result.shown or result.visibility.percentage_shown
    return percent(rate) if rate is not None and may else None


def _dont_know_words(scene: Scene, result: QuestionResult) -> str:
    share = _dont_know(result)
    return scene.write("question.dont_know", percent=share) if share else ""


def _unseen(scene: Scene, id_: str, result: QuestionResult) -> Iterator[Sentence]:
    if result.visibility.shown:
        yield unseen(scene, id_, result)


def unseen(scene: Scene, id_: str, result: QuestionResult) -> Sentence:
    """Say that many of those asked could not judge a question (P5, P5b)."""
    seen = result.visibility
    if seen.percentage_shown and seen.dk_rate is not None:
        return scene.say("P5", percent=percent(seen.dk_rate), prompt=scene.prompt(id_))
    return scene.say(f"P5b.{how_many(result)}", prompt=scene.prompt(id_))


def unseen_part(scene: Scene) -> UnseenPart | None:
    """List what many could not judge, None where there is nothing of the kind."""
    gaps = tuple(
        _gap(scene, id_, result) for id_, result in scene.result.questions.items() if result.visibility.shown
    )
    return UnseenPart(scene.words.word("heading_unseen"), gaps) if gaps else None


def _gap(scene: Scene, id_: str, result: QuestionResult) -> Unseen:
    seen = result.visibility
    return Unseen(
        prompt=scene.kit.question(id_).prompt,
        pillar=scene.kit.pillar_of(id_).name,
        percent=percent(seen.dk_rate) if seen.percentage_shown and seen.dk_rate is not None else None,
        sentence=unseen(scene, id_, result),
    )
