"""Where people see it differently, within a pillar and between groups (A3, A4, G)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from reports.builder import agreement, apart, pairs
from reports.builder.scene import Scene, percent
from reports.document import Differences, Dumbbell, Pillar, Question, Row, Sentence, Table, UnseenBy, Within

SIDE_BY_SIDE = 2


def part(scene: Scene, pillars: Mapping[str, Pillar], questions: Mapping[str, Question]) -> Differences:
    """Write the part on differences."""
    within = tuple(_within(scene, questions))
    labelled = any(agreement.label_of(pillar) for pillar in scene.result.pillars.values())
    dumbbells = tuple(_dumbbells(pillars))
    return Differences(
        heading=scene.words.word("heading_differences"),
        within_heading=scene.words.word("heading_within"),
        within=within,
        within_none=None if within else scene.say("within.none" if labelled else "within.unlabelled"),
        groups_heading=scene.words.word("heading_groups"),
        hidden=tuple(_hidden(scene)),
        pairs=pairs.pairs(scene),
        dumbbells=dumbbells,
        message=_message(scene, dumbbells),
        table=_table(scene, pillars),
        apart=apart.parts(scene),
        unseen=tuple(_unseen(scene)),
    )


def _within(scene: Scene, questions: Mapping[str, Question]) -> Iterator[Within]:
    for id_, pillar in scene.result.pillars.items():
        label = agreement.label_of(pillar)
        if label not in agreement.APART:
            continue
        kind: Literal["weak", "split"] = "split" if label == "split" else "weak"
        most = agreement.most_apart(scene, id_)
        named = agreement.split_shown(scene, id_) or ((most,) if most else ())
        yield Within(
            pillar=scene.kit.pillar(id_).name,
            kind=kind,
            sentences=(agreement.apart(scene, id_), agreement.talk(scene, id_)),
            questions=tuple(questions[question] for question in named),
        )


def _hidden(scene: Scene) -> Iterator[Sentence]:
    """Name the groups that are not shown, and why; never how many were in them."""
    suppression = scene.result.suppression
    for group in scene.result.groups:
        if group in suppression.primary or group in suppression.complementary:
            yield scene.say("G7.group", group=scene.group_name(group))
        if group in suppression.empty:
            yield scene.say("G7.empty", group=scene.group_name(group))


def _dumbbells(pillars: Mapping[str, Pillar]) -> Iterator[Dumbbell]:
    for pillar in pillars.values():
        if sum(group.score is not None for group in pillar.groups) >= SIDE_BY_SIDE:
            yield Dumbbell(pillar.name, pillar.groups)


def _message(scene: Scene, dumbbells: tuple[Dumbbell, ...]) -> Sentence:
    clear = [
        id_
        for id_ in scene.result.pillars
        if any((gap := gaps[id_]) is not None and gap.label == "clear" for gaps in scene.result.gaps.values())
    ]
    if clear:
        count, of = (scene.words.number(many) for many in (len(clear), len(scene.result.pillars)))
        return scene.say("pair.clear", count=count, of=of)
    return scene.say("pair.none" if dumbbells else "pair.unknown")


def _table(scene: Scene, pillars: Mapping[str, Pillar]) -> Table:
    return Table(
        caption=scene.write("pair.caption"),
        corner=scene.label("pillar"),
        columns=tuple(scene.kit.group(group).name for group in scene.result.groups),
        rows=tuple(Row(pillar.name, _cells(scene, pillar)) for pillar in pillars.values()),
    )


def _cells(scene: Scene, pillar: Pillar) -> tuple[str, ...]:
    scores = {group.id: group for group in pillar.groups}
    return tuple(
        scene.write("figure.cell", score=scores[id_].score, people=scene.words.people(scores[id_].n or 0))
        if scores[id_].score is not None
        else scores[id_].reason
        for id_ in scene.result.groups
    )


def _unseen(scene: Scene) -> Iterator[UnseenBy]:
    """List what many of a group could not judge, for every group of which that may be said."""
    for group in scene.result.groups:
        lines = tuple(
            scene.say("P5", percent=percent(rate), prompt=scene.prompt(question))
            for pillar in scene.result.pillars.values()
            for question, rate in pillar.breakdown.unseen.get(group, {}).items()
        )
        if lines:
            yield UnseenBy(scene.kit.group(group).name, lines)
