"""The headline, why it is so, and what goes with it (H)."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.scene import Scene
from reports.document import GaugeStep, Part, Sentence
from reports.narrative import theirs
from scoring.arithmetic import at_least, whole
from scoring.result import SectionResult

BALANCE_NAMED = 6.25
FLAT = {"secure": "H1", "likely": "H2"}


def headline(scene: Scene) -> tuple[Sentence, ...]:
    """Say the degree as surely as it may be said (H1-H5)."""
    head = scene.result.headline
    if head.headline is None:
        return (_unknown(scene),)
    degree, certainty = scene.degree_name(head.headline), head.certainty or "single view"
    if certainty == "single view":
        return (scene.say("H4", org=scene.org, degree=degree, n_words=_viewers(scene)),)
    if certainty == "borderline" and head.border is not None:
        return (_between(scene, head.headline, head.border),)
    summary = theirs(scene.kit.level(head.headline).summary)
    return (scene.say(FLAT.get(certainty, "H2"), org=scene.org, degree=degree, summary=summary),)


def _unknown(scene: Scene) -> Sentence:
    missing = (section for section, result in scene.result.sections.items() if result.degree is None)
    at_most = scene.result.headline.at_most
    return scene.say(
        "H5",
        questions=scene.words.quoted(scene.asks(section) for section in missing),
        org=scene.org,
        at_most=scene.degree_name(at_most) if at_most else None,
    )


def _viewers(scene: Scene) -> str:
    """Return how many see it so: those of the section that fewest people judged."""
    count = min(section.n for section in scene.result.sections.values())
    return f"{scene.words.number(count)} {scene.words.word('person' if count == 1 else 'people')}"


def _between(scene: Scene, degree: str, border: str) -> Sentence:
    lower, upper = sorted((degree, border), key=lambda id_: scene.degrees[id_].place)
    return scene.say(
        "H3",
        org=scene.org,
        lower=scene.degree_name(lower),
        upper=scene.degree_name(upper),
        degree=scene.degree_name(degree),
    )


def reasons(scene: Scene) -> tuple[Sentence, ...]:
    """Say what holds the result back (H6-H9)."""
    head = scene.result.headline
    if head.headline is None:
        return ()
    held = head.held_back_by
    capped = tuple(
        _capped(scene, id_, section) for id_, section in scene.result.sections.items() if section.capped
    )
    if not held:
        return (scene.say("H8"), *capped)
    return (_one(scene, held[0]) if len(held) == 1 else _several(scene, held), *capped)


def _one(scene: Scene, section: str) -> Sentence:
    lowest = scene.result.sections[section].lowest_pillars
    variant = {0: "none", 1: "one"}.get(len(lowest), "many")
    return scene.say(
        f"H6.{variant}",
        average_degree=_average(scene),
        question=scene.asks(section),
        lowest_pillars=scene.pillar_names(lowest),
    )


def _several(scene: Scene, held: tuple[str, ...]) -> Sentence:
    items = [
        scene.phrase(
            "H7.item",
            question=scene.asks(section),
            lowest_pillars=scene.pillar_names(scene.result.sections[section].lowest_pillars),
        ).parts
        for section in held
    ]
    semicolon = scene.words.word("semicolon")
    return scene.say(
        "H7",
        average_degree=_average(scene),
        count=scene.words.number(len(held)).capitalize(),
        sections_count=scene.words.number(len(scene.result.sections)),
        items=scene.words.chain(items, semicolon, semicolon),
    )


def _average(scene: Scene) -> Part | None:
    average = scene.result.headline.average_degree
    return scene.degree_name(average) if average else None


def _capped(scene: Scene, section: str, result: SectionResult) -> Sentence:
    levels = scene.kit.framework.levels
    return scene.say(
        "H9",
        question=scene.asks(section),
        last_level=theirs(levels[-1].name),
        first_level=theirs(levels[0].name),
        pillar=scene.pillar_name(result.capped_by) if result.capped_by else None,
    )


def remarks(scene: Scene) -> tuple[Sentence, ...]:
    """Say what else belongs beside the headline (H10-H13)."""
    return tuple(_remarks(scene))


def _remarks(scene: Scene) -> Iterator[Sentence]:
    if scene.result.scope == "pulse":
        yield scene.say("H12", questions_in_pulse=scene.words.number(len(scene.result.questions)))
    named = scene.words.remarks.get(scene.result.headline.headline or "")
    if named and scene.context.first_report:
        yield scene.say(named)
    yield from _balanced(scene)


def _balanced(scene: Scene) -> Iterator[Sentence]:
    index = scene.result.index
    if difference := _difference(index.score, index.balanced):
        yield _alike(scene, "result", difference, None)
    for id_, section in scene.result.sections.items():
        if difference := _difference(section.score, section.balanced):
            yield _alike(scene, "section", difference, scene.asks(id_))


def _difference(score: float | None, balanced: float | None) -> float | None:
    if score is None or balanced is None or not at_least(abs(balanced - score), BALANCE_NAMED):
        return None
    return balanced - score


def _alike(scene: Scene, thing: str, difference: float, question: Part | None) -> Sentence:
    result = scene.result
    counted = [
        group
        for group in result.groups
        if group in result.suppression.shown and result.groups[group] >= result.k
    ]
    return scene.say(
        f"H13.{thing}.{'higher' if difference > 0 else 'lower'}",
        groups=scene.words.listing(scene.group_name(group) for group in counted),
        diff=scene.words.points(whole(abs(difference))),
        question=question,
    )


def gauge(scene: Scene) -> tuple[GaugeStep, ...]:
    """Return the degrees with the one that is reached."""
    reached = scene.degree(scene.result.headline.headline)
    return tuple(
        GaugeStep(
            degree=scene.degrees[level.id],
            summary=level.summary,
            reached=reached is not None and scene.degrees[level.id].place <= reached.place,
            current=reached is not None and level.id == reached.id,
            start=level.min_score,
        )
        for level in scene.kit.framework.levels
    )


def gauge_words(scene: Scene) -> Sentence:
    """Say what the gauge shows."""
    head = scene.result.headline
    if head.headline is not None:
        degree = scene.degrees[head.headline]
        return scene.say("gauge.reached", degree=theirs(degree.name), place=degree.place, of=degree.of)
    if head.at_most is not None:
        return scene.say("gauge.at_most", degree=scene.degree_name(head.at_most))
    return scene.say("gauge.unknown")
