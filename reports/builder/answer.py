"""Page 1: the answer, what to do, what to talk about, what is not known, what to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reports.builder import actions, agreement, chosen, headline, mirror
from reports.builder.scene import FEW, NAMED_FROM, Scene, percent
from reports.document import Action, Answer, Decision, MainQuestion, Sentence
from reports.narrative import theirs
from scoring.arithmetic import at_least
from scoring.result import QuestionResult, SectionResult

LOW_RESPONSE = 0.5
MOST = 0.5
UNKNOWN_LIMIT = 3


def answer(scene: Scene) -> Answer:
    """Write page 1."""
    head, index, word = scene.result.headline, scene.result.index, scene.words.word
    return Answer(
        heading=word("heading_answer"),
        headline=headline.headline(scene),
        reasons=headline.reasons(scene),
        remarks=headline.remarks(scene),
        degree=scene.degree(head.headline),
        border=scene.degree(head.border),
        at_most=scene.degree(head.at_most),
        certainty=certainty(scene, head.certainty),
        gauge=headline.gauge(scene),
        gauge_words=headline.gauge_words(scene),
        questions_heading=word("heading_questions"),
        questions=tuple(_question(scene, *entry) for entry in scene.result.sections.items()),
        index=scene.figure(index),
        average=scene.degree(head.average_degree),
        average_words=_average(scene),
        do_heading=word("heading_do"),
        do=tuple(_do(scene)),
        next_steps=actions.next_steps(scene),
        talk_heading=word("heading_talk"),
        talk=_talk(scene),
        unknown_heading=word("heading_unknown"),
        unknown=unknown(scene),
        decision=decision(scene) if scene.result.scope == "full" else None,
        standing=tuple(_standing(scene)),
    )


def certainty(scene: Scene, label: str | None) -> str:
    """Return the word for how sure a degree is, nothing where there is no degree."""
    return scene.words.word(label.replace(" ", "_")) if label else ""


def _average(scene: Scene) -> Sentence:
    figure, degree = scene.figure(scene.result.index), scene.result.headline.average_degree
    if figure is None or degree is None:
        return scene.say("average.unknown")
    return scene.say("average", degree=scene.degree_name(degree), figure=figure.words)


def _question(scene: Scene, id_: str, result: SectionResult) -> MainQuestion:
    section = scene.kit.section(id_)
    return MainQuestion(
        id=id_,
        short=section.short,
        question=section.question,
        meaning=section.meaning,
        degree=scene.degree(result.degree),
        figure=scene.figure(result),
        certainty=certainty(scene, result.certainty),
        holds_back=id_ in scene.result.headline.held_back_by,
        sentences=tuple(_sentences(scene, id_, result)),
    )


def _sentences(scene: Scene, id_: str, result: SectionResult) -> Iterator[Sentence]:
    if result.score is None or result.degree is None:
        yield scene.say("Q4")
        return
    yield _degree(scene, id_, result)
    if result.low is not None and result.certainty != "secure" and result.other_degrees:
        others = scene.words.choice(scene.degree_name(degree) for degree in result.other_degrees)
        yield scene.say("Q2", other_degrees=others)
    if result.spread is not None and at_least(result.spread, NAMED_FROM):
        names = {"strongest": result.strongest, "weakest": result.weakest}
        yield scene.say("Q3", **{place: scene.pillar_name(id_) for place, id_ in names.items() if id_})


def _degree(scene: Scene, id_: str, result: SectionResult) -> Sentence:
    figure = scene.figure(result)
    key = "Q1" if result.certainty == "secure" else "Q1b"
    return scene.say(
        key if figure and figure.low is not None else "Q5",
        question=scene.asks(id_),
        degree=scene.degree_name(result.degree) if result.degree else None,
        score=figure.score if figure else None,
        low=figure.low if figure else None,
        high=figure.high if figure else None,
        people=scene.words.people(result.n),
        meaning=theirs(scene.kit.section(id_).meaning),
    )


def _do(scene: Scene) -> Iterator[Action]:
    """Yield what was chosen to be done, else what is proposed (R1)."""
    if planned := chosen.of(scene):
        yield from (chosen.action(scene, one) for one in planned)
    else:
        yield from (actions.action(scene, id_) for id_ in chosen.proposed(scene))


def _talk(scene: Scene) -> tuple[Sentence, ...]:
    pillar = agreement.first_to_talk_about(scene)
    return (agreement.talk(scene, pillar),) if pillar else ()


def unknown(scene: Scene) -> tuple[Sentence, ...]:
    """Say what is not known: one to three things (U)."""
    found = tuple(_unknown(scene))[:UNKNOWN_LIMIT]
    return found or (scene.say("U1.promises"),)


def _unknown(scene: Scene) -> Iterator[Sentence]:
    result, hidden = scene.result, scene.result.suppression
    if not mirror.heard(scene.context.mirror):
        yield scene.say("U1")
    if result.headline.certainty == "borderline":
        yield scene.say("U5")
    if hidden.empty:
        groups = scene.words.quoted(scene.group_name(id_) for id_ in result.groups if id_ in hidden.empty)
        yield scene.say("U2.absent_one" if len(hidden.empty) == 1 else "U2.absent_many", groups=groups)
    if hidden.primary or hidden.complementary:
        yield scene.say("U2.suppressed")
    rate = response_rate(scene)
    if rate is not None and rate < LOW_RESPONSE:
        yield scene.say("U3", percent=100 - percent(rate))
    for id_, question in result.questions.items():
        if question.visibility.shown:
            yield scene.say(f"U4.{how_many(question)}", prompt=scene.prompt(id_))


def how_many(result: QuestionResult) -> str:
    """Say whether most or many could not judge (scoring specification, section 2)."""
    return "most" if at_least(result.visibility.dk_rate or 0.0, MOST) else "many"


def response_rate(scene: Scene) -> float | None:
    """Return the share of those invited who answered, None where nobody counted."""
    invited = scene.context.invited
    return min(1.0, scene.result.n / invited) if invited else None


def decision(scene: Scene) -> Decision:
    """Say what the board is asked to decide (D1)."""
    items = tuple(_items(scene))
    between = scene.words.word("semicolon")
    every = scene.words.chain((item.parts for item in items), between, between)
    return Decision(scene.words.word("heading_decision"), items, scene.say("D1", items=every))


def _items(scene: Scene) -> Iterator[Sentence]:
    if planned := chosen.of(scene):
        yield from (chosen.to_decide(scene, one) for one in planned)
    else:
        yield from (_proposed(scene, id_) for id_ in chosen.proposed(scene))
    if pillar := agreement.first_to_talk_about(scene):
        yield scene.phrase("D1.talk", pillar=scene.pillar_name(pillar))
    day = scene.context.next_round
    yield scene.phrase("D1.meet", date=scene.words.date(day)) if day else scene.phrase("D1.meet_unset")


def _proposed(scene: Scene, id_: str) -> Sentence:
    action = scene.kit.action(id_)
    by = scene.words.date(scene.context.computed_on + timedelta(days=action.days))
    return scene.phrase("D1.action", title=theirs(action.title), owner=theirs(action.owner), date=by)


def _standing(scene: Scene) -> Iterator[Sentence]:
    if scene.result.n < FEW:
        yield scene.say("standing.few_voices", people=scene.words.people(scene.result.n))
    yield scene.say("standing.self_report")
    day = scene.words.date(scene.context.answers_to)
    yield scene.say("standing.point_in_time", months=scene.months, date=day)
    yield scene.say("standing.metrics")
