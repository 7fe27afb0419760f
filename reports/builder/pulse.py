"""A pulse, question by question: a dot for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reports.builder.scene import NAMED_FROM, Scene
from reports.document import Dot, PulsePart, Question, Row, Sentence, Table
from reports.narrative import theirs


def part(scene: Scene, questions: Mapping[str, Question]) -> PulsePart:
    """Write the dots; the bars are those of page 1."""
    dots = _dots(scene, questions)
    return PulsePart(
        heading=scene.words.word("heading_pulse"),
        message=_message(scene, dots),
        dots=dots,
        table=_table(scene, dots),
    )


def _dots(scene: Scene, questions: Mapping[str, Question]) -> tuple[Dot, ...]:
    """Label each question by its pillar, numbered where a pillar has several."""
    several = Counter(question.pillar for question in questions.values())
    seen: Counter[str] = Counter()
    dots: list[Dot] = []
    for question in questions.values():
        seen[question.pillar] += 1
        number = f" {seen[question.pillar]}" if several[question.pillar] > 1 else ""
        dots.append(_dot(scene, question, question.pillar + number))
    return tuple(dots)


def _dot(scene: Scene, question: Question, label: str) -> Dot:
    return Dot(
        id=question.id,
        prompt=question.prompt,
        label=label,
        section=question.section,
        section_id=scene.kit.pillar_of(question.id).section,
        score=question.score,
        n=question.n,
        words=question.figure_words,
    )


def _message(scene: Scene, dots: tuple[Dot, ...]) -> Sentence:
    known = {dot.label: dot.score for dot in dots if dot.score is not None}
    if not known:
        return scene.say("dots.hidden" if scene.result.mode == "confidential" else "dots.unknown")
    lowest, highest = min(known, key=lambda at: known[at]), max(known, key=lambda at: known[at])
    if known[highest] - known[lowest] < NAMED_FROM:
        return scene.say("dots.even")
    return scene.say("dots", lowest=theirs(lowest), highest=theirs(highest))


def _table(scene: Scene, dots: tuple[Dot, ...]) -> Table:
    columns = tuple(scene.label(label) for label in ("section", "score", "people"))
    unknown = scene.label("not_known")
    cells = ((dot, str(dot.n) if dot.n is not None else unknown) for dot in dots)
    return Table(
        caption=scene.write("dots.caption"),
        corner=scene.label("question"),
        columns=columns,
        rows=tuple(Row(dot.prompt, (dot.section, scene.cell(dot.score), people)) for dot, people in cells),
    )
