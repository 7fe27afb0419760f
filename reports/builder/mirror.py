"""Said, done and felt: three pictures of each promise, side by side (S)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assessments.lens_figures import MirrorFigures, PromiseFigures
from frameworks.lenses import MirrorLens, Promise
from reports.builder.scene import NAMED_FROM, Scene, whole_or_none
from reports.document import MirrorPart, PromiseLine, Row, Sentence, Table, Track
from reports.narrative import theirs
from scoring import Item


def part(scene: Scene) -> MirrorPart | None:
    """Write said, done and felt, None where nothing was answered or counted."""
    figures = scene.context.mirror
    lens = scene.kit.lens(figures.lens) if figures else None
    if figures is None or not isinstance(lens, MirrorLens):
        return None
    promises = tuple(_line(scene, lens, promise, figures.promises[promise.id]) for promise in lens.promises)
    return MirrorPart(
        heading=scene.words.word("heading_mirror"),
        purpose=lens.about.purpose,
        caution=lens.about.caution or "",
        notes=tuple(_notes(scene, figures)),
        promises=promises,
        table=_table(scene, lens, figures.promises),
    )


def heard(figures: MirrorFigures | None) -> bool:
    """Say whether customers were asked, enough of them to tell what they said."""
    return figures is not None and any(promise.felt is not None for promise in figures.promises.values())


def _notes(scene: Scene, figures: MirrorFigures) -> Iterator[Sentence]:
    if not any(promise.customers for promise in figures.promises.values()):
        yield scene.say("S3" if figures.counted else "S.not_asked")
    if any(promise.do.hidden_groups and promise.do.mean is not None for promise in figures.promises.values()):
        yield scene.say("S.groups_hidden")


def _line(scene: Scene, lens: MirrorLens, promise: Promise, figures: PromiseFigures) -> PromiseLine:
    sides = (("say", figures.say.mean), ("do", figures.do.mean), ("felt", figures.felt))
    return PromiseLine(
        id=promise.id,
        name=promise.name,
        tracks=tuple(Track(id_, scene.words.word(f"mirror_{id_}"), whole_or_none(s)) for id_, s in sides),
        readings=tuple(_readings(scene, lens, figures)),
        customers=_customers(scene, figures),
        hidden=tuple(_hidden(scene, figures)),
    )


def _readings(scene: Scene, lens: MirrorLens, figures: PromiseFigures) -> Iterator[Sentence]:
    for pattern in lens.patterns:
        if pattern.id in figures.reading.patterns:
            yield scene.say("S.reading", name=theirs(pattern.name), reading=theirs(pattern.reading))
    sides = [side for side in (figures.say.mean, figures.do.mean, figures.felt) if side is not None]
    close = len(sides) == 3 and max(sides) - min(sides) < NAMED_FROM  # noqa: PLR2004 # said, done and felt
    if close and not figures.reading.patterns:
        yield scene.say("S4")


def _customers(scene: Scene, figures: PromiseFigures) -> Sentence | None:
    if figures.felt is None:
        return None
    number = figures.reading.customers == "number"
    return scene.say("S1" if number else "S2", n=figures.customers)


def _hidden(scene: Scene, figures: PromiseFigures) -> Iterator[Sentence]:
    for side, item in (("say", figures.say), ("do", figures.do)):
        if item.hidden is not None:
            yield scene.say("S.hidden", side=scene.words.word(f"mirror_{side}"))


def _table(scene: Scene, lens: MirrorLens, promises: Mapping[str, PromiseFigures]) -> Table:
    groups = _groups(lens)
    word = scene.words.word
    done = tuple(f"{word('mirror_do')}: {scene.kit.group(group).name}" for group in groups)
    return Table(
        caption=scene.write("S.caption"),
        corner=word("mirror_promise"),
        columns=(word("mirror_say"), word("mirror_do"), *done, word("mirror_felt"), word("mirror_customers")),
        rows=tuple(
            Row(promise.name, _cells(scene, promises[promise.id], groups)) for promise in lens.promises
        ),
    )


def _groups(lens: MirrorLens) -> Sequence[str]:
    return next(form.groups for form in lens.forms if form.id == "do")


def _cells(scene: Scene, figures: PromiseFigures, groups: Sequence[str]) -> tuple[str, ...]:
    return (
        _cell(scene, figures.say, figures.say.mean),
        _cell(scene, figures.do, figures.do.mean),
        *(_of_group(scene, figures.do, group) for group in groups),
        scene.cell(whole_or_none(figures.felt)),
        str(figures.customers) if figures.felt is not None else scene.label("not_known"),
    )


def _cell(scene: Scene, item: Item, score: float | None) -> str:
    return scene.words.word("mirror_hidden") if item.hidden else scene.cell(whole_or_none(score))


def _of_group(scene: Scene, item: Item, group: str) -> str:
    if group in item.hidden_groups:
        return scene.words.word("mirror_hidden")
    return scene.cell(whole_or_none(item.groups.get(group)))
