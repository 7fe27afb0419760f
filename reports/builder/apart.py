"""The declared break-downs: role, site or tenure, each by itself (section 9, rule 4)."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.release import WORDS
from reports.builder.context import DeclaredNames
from reports.builder.scene import Scene, whole_or_none
from reports.document import Apart, Dumbbell, GroupScore, OptionCount, Row, Table
from scoring.partitions import Partition

SIDE_BY_SIDE = 2


def parts(scene: Scene) -> tuple[Apart, ...]:
    """Write every break-down that has been read."""
    read = scene.release.breakdowns
    return tuple(_part(scene, one, read[one[0]]) for one in scene.context.breakdowns if one[0] in read)


def _part(scene: Scene, declared: DeclaredNames, read: Partition) -> Apart:
    id_, name, options = declared
    rows = {pillar: tuple(_scores(scene, declared, read, pillar)) for pillar in read.pillars}
    shown = any(score.score is not None for row in rows.values() for score in row)
    return Apart(
        name=name,
        options=tuple(_count(scene, id_, option, label, read) for option, label in options),
        dumbbells=tuple(_dumbbells(scene, rows)),
        nothing="" if shown else scene.write("apart.nothing"),
        table=_table(scene, declared, rows),
    )


def _count(scene: Scene, id_: str, option: str, name: str, read: Partition) -> OptionCount:
    why = scene.release.why("option", id_, option)
    return OptionCount(name, None if why else read.options[option], str(WORDS[why]) if why else "")


def _scores(scene: Scene, declared: DeclaredNames, read: Partition, pillar: str) -> Iterator[GroupScore]:
    id_, _, options = declared
    for option, name in options:
        why = scene.release.why("option score", id_, pillar, option)
        figure = read.pillars[pillar][option]
        yield GroupScore(
            id=option,
            name=name,
            score=None if why else whole_or_none(figure.score),
            n=None if why else figure.n,
            reason=str(WORDS[why]) if why else "",
        )


def _dumbbells(scene: Scene, rows: dict[str, tuple[GroupScore, ...]]) -> Iterator[Dumbbell]:
    for pillar, scores in rows.items():
        if sum(score.score is not None for score in scores) >= SIDE_BY_SIDE:
            yield Dumbbell(scene.kit.pillar(pillar).name, scores)


def _table(scene: Scene, declared: DeclaredNames, rows: dict[str, tuple[GroupScore, ...]]) -> Table:
    return Table(
        caption=scene.write("apart.caption"),
        corner=scene.label("pillar"),
        columns=tuple(name for _, name in declared[2]),
        rows=tuple(
            Row(scene.kit.pillar(pillar).name, tuple(_cell(scene, score) for score in scores))
            for pillar, scores in rows.items()
        ),
    )


def _cell(scene: Scene, score: GroupScore) -> str:
    if score.score is None:
        return score.reason
    return scene.write("figure.cell", score=score.score, people=scene.words.people(score.n or 0))
