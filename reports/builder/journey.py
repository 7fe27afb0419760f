"""Along the journey: where the experience is designed, measured and owned, and where it is not (J)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.lens_figures import JourneyFigures
from frameworks.lenses import Stage, StagesLens
from reports.builder.scene import Scene, whole_or_none
from reports.document import JourneyPart, Part, Row, Sentence, StageLine, StageSign, Table
from reports.narrative import theirs, typed
from scoring import degrees
from scoring.arithmetic import whole

BLIND_FROM = 2  # stages in a row (J2)
DROP_FROM = 25.0  # points (J3)
SIGNS = ((0.0, "nothing"), (0.5, "half"), (1.0, "full"))
NOBODY = 0.0  # the value of an owner who is nobody in particular


@dataclass(frozen=True, slots=True)
class _Told:
    """The figures with the lens that names what they are about."""

    scene: Scene
    lens: StagesLens
    figures: JourneyFigures

    def stage(self, id_: str) -> Part:
        return theirs(next(stage.name for stage in self.lens.stages if stage.id == id_))

    def option(self, field: str, value: float | None) -> str:
        """Return the words of a choice."""
        options = next(one.options for one in self.lens.fields if one.id == field)
        labels = (option.label for option in options if option.value == value)
        return next(labels, self.scene.label("not_known"))


def part(scene: Scene) -> JourneyPart | None:
    """Write the journey, None where nothing was answered."""
    figures = scene.context.journey
    lens = scene.kit.lens(figures.lens) if figures else None
    if figures is None or not isinstance(lens, StagesLens):
        return None
    told = _Told(scene, lens, figures)
    stages = tuple(_line(told, stage) for stage in lens.stages if stage.id in figures.shown.measured)
    return JourneyPart(
        heading=lens.about.title,
        purpose=lens.about.purpose,
        about=tuple(_about(told)),
        sentences=tuple(_sentences(told)),
        hidden=tuple(_hidden(told)),
        chart_title=scene.write("J.chart"),
        measured_label=scene.words.word("journey_measured"),
        owner_label=scene.words.word("journey_owner"),
        blind_label=scene.words.word("journey_blind"),
        signs=tuple(StageSign(value, scene.words.word(f"journey_{name}")) for value, name in SIGNS),
        stages=stages,
        table=_table(scene, stages),
    )


def _about(told: _Told) -> Iterator[Sentence]:
    scene, figures = told.scene, told.figures
    if figures.people is not None:
        yield scene.say("J.people", people=scene.words.people(figures.people))
    if figures.subjects:
        subjects = scene.words.quoted(typed(subject) for subject in figures.subjects)
        yield scene.say("J.subject" if len(figures.subjects) == 1 else "J.subjects", subjects=subjects)
    irrelevant = [stage for stage in told.lens.stages if stage.id not in figures.shown.measured]
    if irrelevant:
        names = scene.words.listing(theirs(stage.name) for stage in irrelevant)
        yield scene.say("J.irrelevant", stages=names)


def _sentences(told: _Told) -> Iterator[Sentence]:
    reading = told.figures.shown.reading
    if reading.mean is not None and reading.degree is not None:
        degree = told.scene.degree_name(reading.degree)
        yield told.scene.say("J.mean", degree=degree, score=whole(reading.mean))
    yield from _measured(told)
    yield from _fallen(told)
    unowned = [id_ for id_, value in told.figures.shown.owner.items() if value == NOBODY]
    if unowned:
        names = told.scene.words.listing(told.stage(id_) for id_ in unowned)
        yield told.scene.say("J5", stages=names)


def _measured(told: _Told) -> Iterator[Sentence]:
    scene, reading = told.scene, told.figures.shown.reading
    known = sum(value is not None for value in told.figures.shown.measured.values())
    if not known:
        return
    felt, number = reading.customer_felt, scene.words.number
    variant = {0: ".none", 1: ".one"}.get(felt, "")
    if known < reading.relevant:
        yield scene.say("J1.known", known=number(known), relevant=number(reading.relevant))
    yield scene.say(f"J1{variant}", relevant=number(known), customer_felt=number(felt))
    if reading.blind_from_to and reading.blind_stretch >= BLIND_FROM:
        first, last = (told.stage(id_) for id_ in reading.blind_from_to)
        yield scene.say("J2", first=first, last=last, blind_stretch=number(reading.blind_stretch))


def _fallen(told: _Told) -> Iterator[Sentence]:
    scene, reading = told.scene, told.figures.shown.reading
    if reading.steepest_between and (reading.steepest_drop or 0.0) >= DROP_FROM:
        first, second = (told.stage(id_) for id_ in reading.steepest_between)
        points = scene.words.points(whole(reading.steepest_drop or 0.0))
        yield scene.say("J3", a=first, b=second, drop=points)
    weakest = reading.weakest
    score = reading.stages[weakest] if weakest else None
    levels = scene.kit.scheme.levels
    if weakest and score is not None and degrees.degree_of(levels, score) == levels[0].id:
        yield scene.say("J4", weakest=told.stage(weakest))


def _hidden(told: _Told) -> Iterator[Sentence]:
    shown = told.figures.shown
    if shown.hidden is not None:
        yield told.scene.say("J.alike" if shown.hidden == "all answered alike" else "J.few")
    elif shown.few:
        names = told.scene.words.listing(told.stage(id_) for id_ in shown.few)
        yield told.scene.say("J.few_stages", stages=names)


def _line(told: _Told, stage: Stage) -> StageLine:
    shown = told.figures.shown
    score = shown.reading.stages.get(stage.id)
    degree = None if score is None else degrees.degree_of(told.scene.kit.scheme.levels, score)
    measured, owner = shown.measured[stage.id], shown.owner[stage.id]
    return StageLine(
        id=stage.id,
        name=stage.name,
        customer_asks=stage.customer_asks,
        blind_spot=stage.blind_spot,
        score=whole_or_none(score),
        degree=told.scene.degree(degree),
        measured=measured,
        measured_words=told.option("measured", measured),
        measured_short=told.option("measured", measured).partition(":")[0],
        owner=owner,
        owner_words=told.option("owner", owner),
        blind=stage.id in _blind(told),
    )


def _blind(told: _Told) -> Sequence[str]:
    reading = told.figures.shown.reading
    if reading.blind_from_to is None or reading.blind_stretch < BLIND_FROM:
        return ()
    stages = list(told.figures.shown.measured)
    first, last = (stages.index(id_) for id_ in reading.blind_from_to)
    return stages[first : last + 1]


def _table(scene: Scene, stages: Sequence[StageLine]) -> Table:
    words = scene.words.word
    return Table(
        caption=scene.write("J.caption"),
        corner=words("journey_stage"),
        columns=(
            scene.label("score"),
            scene.label("degree"),
            words("journey_measured"),
            words("journey_owner"),
        ),
        rows=tuple(Row(stage.name, _cells(scene, stage)) for stage in stages),
    )


def _cells(scene: Scene, stage: StageLine) -> tuple[str, ...]:
    degree = stage.degree.name if stage.degree else scene.label("not_known")
    return (scene.cell(stage.score), degree, stage.measured_words, stage.owner_words)
