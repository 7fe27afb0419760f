"""Questions a board member may ask, each with what this round can answer (narrative, 8)."""

from __future__ import annotations

from collections.abc import Iterator

import scoring
from reports.builder import answer, costs, headline, mirror
from reports.builder.identity import groups
from reports.builder.scene import Scene, percent
from reports.document import BoardPart, BoardQuestion, Part, Sentence
from reports.narrative import theirs
from scoring import degrees
from scoring.arithmetic import below, whole


def part(scene: Scene) -> BoardPart:
    """Write the questions with their answers."""
    return BoardPart(scene.words.word("heading_board"), tuple(_questions(scene)))


def _questions(scene: Scene) -> Iterator[BoardQuestion]:
    say = scene.say
    yield from _why(scene)
    yield from _what_next(scene)
    yield BoardQuestion(say("board.who"), tuple(_who(scene)))
    yield BoardQuestion(say("board.better"), (say("board.better_unknown"),))
    yield BoardQuestion(say("board.customers"), (say(_customers(scene)),))
    yield BoardQuestion(say("board.pay"), tuple(_pay(scene)))
    yield BoardQuestion(say("board.today"), (answer.decision(scene).sentence,))


def _pay(scene: Scene) -> Iterator[Sentence]:
    """Say that no effect is known, and what the present state costs as far as that was counted (C)."""
    counted = costs.part(scene)
    if counted is None:
        yield scene.say("board.pay_unknown")
        return
    yield scene.say("board.pay_counted")
    yield from (line.sentence for line in counted.lines)


def _customers(scene: Scene) -> str:
    return "board.customers_heard" if mirror.heard(scene.context.mirror) else "board.customers_unknown"


def _why(scene: Scene) -> Iterator[BoardQuestion]:
    """Ask only where a main question holds back what most pillars reach."""
    head, held = scene.result.headline.headline, scene.result.headline.held_back_by
    higher = _degree_of_most(scene)
    if not held or head is None or higher is None or scene.degrees[higher].place <= scene.degrees[head].place:
        return
    because = scene.say(
        "board.because_one" if len(held) == 1 else "board.because_many", count=scene.words.number(len(held))
    )
    names = {"degree": scene.degree_name(head), "higher_degree": scene.degree_name(higher)}
    pillars = (_pillars_of(scene, section) for section in held)
    variant = "board.why" if _is_most(scene, higher) else "board.why_or_higher"
    yield BoardQuestion(scene.say(variant, **names), (because, *headline.reasons(scene), *pillars))


def _degree_of_most(scene: Scene) -> str | None:
    """Return the highest degree that more than half of the determined pillars reach."""
    places = sorted(
        scene.degrees[pillar.degree].place for pillar in scene.result.pillars.values() if pillar.degree
    )
    if not places:
        return None
    place = places[(len(places) - 1) // 2]
    return next(id_ for id_, degree in scene.degrees.items() if degree.place == place)


def _is_most(scene: Scene, degree: str) -> bool:
    """Say whether more than half of the determined pillars stand at this very degree."""
    reached = [pillar.degree for pillar in scene.result.pillars.values() if pillar.degree]
    return 2 * reached.count(degree) > len(reached)


def _pillars_of(scene: Scene, section: str) -> Sentence:
    named = [_pillar(scene, pillar.id) for pillar in scene.kit.pillars_of(section)]
    between = scene.words.word("semicolon")
    return scene.say(
        "board.why_pillars", question=scene.asks(section), pillars=scene.words.chain(named, between, between)
    )


def _pillar(scene: Scene, id_: str) -> tuple[Part, ...]:
    result = scene.result.pillars[id_]
    if result.score is None or result.degree is None:
        return scene.phrase("board.why_unknown", pillar=scene.pillar_name(id_)).parts
    return scene.phrase(
        "board.why_pillar",
        pillar=scene.pillar_name(id_),
        degree=scene.degree_name(result.degree),
        score=whole(result.score),
    ).parts


def _what_next(scene: Scene) -> Iterator[BoardQuestion]:
    """Say what it would take to reach the next degree; nothing lies above the last."""
    head, levels = scene.result.headline.headline, scene.kit.framework.levels
    if head is None or head == levels[-1].id:
        return
    above = degrees.one_above(scene.kit.scheme.levels, head)
    question = scene.say("board.next", next_degree=scene.degree_name(above.id))
    holding = [id_ for id_, section in scene.result.sections.items() if section.degree == head]
    answers = [_below(scene, section, above.min_score) for section in holding]
    yield BoardQuestion(question, (*answers, *_first_actions(scene), _detectable(scene, holding)))


def _below(scene: Scene, section: str, border: float) -> Sentence:
    low = [
        pillar.id
        for pillar in scene.kit.pillars_of(section)
        if (score := scene.result.pillars[pillar.id].score) is not None and below(score, border)
    ]
    return scene.say("board.pillars", question=scene.asks(section), pillars=scene.pillar_names(low))


def _first_actions(scene: Scene) -> Iterator[Sentence]:
    if scene.result.roadmap.now:
        titles = (theirs(scene.kit.action(id_).title) for id_ in scene.result.roadmap.now)
        yield scene.say("board.actions", actions=scene.words.quoted(titles))


def _detectable(scene: Scene, sections: list[str]) -> Sentence:
    """Say what change could be told from chance, at the least sure of the sections."""
    found = [scene.result.sections[id_] for id_ in sections]
    changes = [
        scoring.smallest_change(entry.se, entry.n) for entry in found if entry.se and entry.low is not None
    ]
    if not changes or len(changes) < len(found):
        return scene.say("board.undetectable")
    return scene.say("board.detectable", points=scene.words.points(whole(max(changes))))


def _who(scene: Scene) -> Iterator[Sentence]:
    between = scene.words.word("semicolon")
    listed = scene.words.chain((group.words.parts for group in groups(scene)), between, between)
    yield scene.say("board.groups", people=scene.words.people(scene.result.n), groups=listed)
    rate = answer.response_rate(scene)
    yield scene.say("board.rate_unknown") if rate is None else scene.say("board.rate", rate=percent(rate))
