"""Pillars at a glance (P, A) and the radar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from reports.builder import agreement, workshop
from reports.builder.answer import certainty
from reports.builder.questions import unseen
from reports.builder.scene import Scene, whole_or_none
from reports.document import GroupScore, Pillar, PillarsPart, Question, Radar, Sentence
from reports.narrative import theirs
from scoring.result import GroupFigure, PillarResult

SEVERAL = 2


def part(scene: Scene, written: Mapping[str, Pillar], radar: Radar) -> PillarsPart:
    """Arrange the pillars in both orders."""
    order = scene.result.priority.order
    ranked = [*order, *(id_ for id_ in written if id_ not in order)]
    return PillarsPart(
        heading=scene.words.word("heading_pillars"),
        message=_message(scene),
        pillars=tuple(written.values()),
        by_priority=tuple(written[id_] for id_ in ranked),
        radar=radar,
        aim=_aim(scene, written.values()),
    )


def _aim(scene: Scene, written: Iterable[Pillar]) -> Sentence | None:
    """Say what the target is: the anchor of a degree, which nobody foretells."""
    if all(pillar.aimed_at is None for pillar in written):
        return None
    anchored = (one for one in scene.kit.framework.levels if one.anchor_score == scene.result.priority.target)
    return next((scene.say("pillars.aim", degree=theirs(one.name)) for one in anchored), None)


def _message(scene: Scene) -> Sentence:
    """Count the pillars at every degree, lowest first."""
    counted = Counter(pillar.degree for pillar in scene.result.pillars.values())
    of = scene.words.number(len(scene.result.pillars))
    if len(counted) == 1 and (only := next(iter(counted))) is not None:
        return scene.say("pillars.alike", of=of, degree=scene.degree_name(only))
    named = [
        scene.phrase(
            "pillars.one" if counted[id_] == 1 else "pillars.many",
            count=scene.words.number(counted[id_]),
            degree=theirs(degree.name),
        ).parts
        for id_, degree in scene.degrees.items()
        if counted[id_]
    ]
    if counted[None]:
        named.append(scene.phrase("pillars.unknown", count=scene.words.number(counted[None])).parts)
    counts = scene.words.chain(named, scene.words.word("comma"), scene.words.word("and"))
    return scene.say("pillars", of=of, counts=counts)


def pillars(scene: Scene, questions: Mapping[str, Question]) -> dict[str, Pillar]:
    """Write every pillar, in framework order."""
    agreed = workshop.sentences(scene)
    return {
        id_: _pillar(scene, id_, result, questions, agreed.get(id_))
        for id_, result in scene.result.pillars.items()
    }


def _pillar(
    scene: Scene,
    id_: str,
    result: PillarResult,
    questions: Mapping[str, Question],
    agreed: Sentence | None,
) -> Pillar:
    source, ranked = scene.kit.pillar(id_), scene.result.priority
    return Pillar(
        id=id_,
        name=source.name,
        purpose=source.purpose,
        section_id=source.section,
        section=scene.kit.section(source.section).short,
        degree=scene.degree(result.degree),
        figure=scene.figure(result),
        band=scene.kit.band(result.band).name if result.band else "",
        certainty=certainty(scene, result.certainty),
        agreement=agreement.word(scene, result),
        reading=_reading(scene, id_, result),
        notes=tuple(_notes(scene, id_, result)),
        target=whole_or_none(ranked.target),
        rank=ranked.order.index(id_) + 1 if id_ in ranked.order else None,
        groups=groups(scene, result),
        questions=tuple(questions[question.id] for question in source.questions),
        agreed=agreed,
    )


def _reading(scene: Scene, id_: str, result: PillarResult) -> Sentence:
    """Say what a degree means in this pillar, as surely as it may be said."""
    if result.degree is None:
        return scene.say("P7")
    readings = scene.kit.pillar(id_).readings
    if result.low is None:
        return scene.say("P8", reading=theirs(readings[result.degree]))
    if result.certainty == "borderline" and result.border is not None:
        ends = sorted((result.degree, result.border), key=lambda degree: scene.degrees[degree].place)
        return scene.say("P2", lower=theirs(readings[ends[0]]), higher=theirs(readings[ends[1]]))
    key = "P1" if result.certainty == "secure" else "P1b"
    return scene.say(key, reading=theirs(readings[result.degree]))


def _notes(scene: Scene, id_: str, result: PillarResult) -> Iterator[Sentence]:
    if (ends := _between(scene, result)) and result.certainty != "borderline":  # else P2 has said it
        yield scene.say("P3", lower=scene.degree_name(ends[0]), upper=scene.degree_name(ends[1]))
    if result.capped:
        yield _capped(scene, result)
    yield from agreement.sentences(scene, id_)
    for question in scene.kit.pillar(id_).questions:
        if (asked := scene.result.questions[question.id]).visibility.shown:
            yield unseen(scene, question.id, asked)
    if result.lower_bound_degree is not None:
        yield scene.say("P6", degree=scene.degree_name(result.lower_bound_degree))


def _between(scene: Scene, result: PillarResult) -> tuple[str, str] | None:
    """Return the degrees that a pillar's band lies between: it is the last of several of its degree."""
    bands, levels = scene.kit.framework.bands, [level.id for level in scene.kit.framework.levels]
    own = [band.id for band in bands if result.band and band.level == scene.kit.band(result.band).level]
    if len(own) < SEVERAL or result.band != own[-1]:
        return None
    at = levels.index(scene.kit.band(result.band).level)
    return (levels[at], levels[at + 1]) if at + 1 < len(levels) else None


def _capped(scene: Scene, result: PillarResult) -> Sentence:
    last = theirs(scene.kit.framework.levels[-1].name)
    by = result.capped_by
    if by is None or not scene.release.shows("question", by):
        return scene.say("P4.hidden", last_level=last)
    return scene.say("P4", last_level=last, prompt=scene.prompt(by))


def groups(scene: Scene, result: PillarResult) -> tuple[GroupScore, ...]:
    """Return the score of every group in a pillar, or why there is none."""
    return tuple(_group(scene, id_, figure) for id_, figure in result.breakdown.groups.items())


def _group(scene: Scene, id_: str, figure: GroupFigure) -> GroupScore:
    shown = figure.score is not None and not figure.hidden
    return GroupScore(
        id=id_,
        name=scene.kit.group(id_).name,
        score=whole_or_none(figure.score) if shown else None,
        n=figure.n if shown else None,
        reason="" if shown else _why(scene, id_, figure),
    )


def _why(scene: Scene, id_: str, figure: GroupFigure) -> str:
    if figure.hidden:
        return scene.write("group_score.hidden")
    return scene.write("figure.unknown" if scene.result.groups[id_] else "group_score.none")
