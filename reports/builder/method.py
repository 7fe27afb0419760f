"""How it was made, what it is not, and the words used (narrative specification, 7 and 9)."""

from __future__ import annotations

from collections.abc import Iterator

from reports.builder.answer import response_rate
from reports.builder.scene import FEW, Scene, percent
from reports.document import MethodNote, Part, Sentence, WordsPart
from reports.narrative import theirs, typed
from scoring.arithmetic import whole


def note(scene: Scene) -> MethodNote:
    """Write the methodology note."""
    return MethodNote(scene.words.word("heading_method"), tuple(_paragraphs(scene)))


def _paragraphs(scene: Scene) -> Iterator[Sentence]:
    yield _answered(scene) if scene.result.suppression.total_shown else _asked(scene)
    if scene.context.ruled_out:
        yield _ruled_out(scene)
    yield scene.say("M2.pulse" if scene.result.scope == "pulse" else "M2")
    shown = scene.result.suppression.total_shown
    yield scene.say("M3.single" if shown and scene.single else "M3")
    yield _protection(scene)
    about = scene.kit.framework.about
    yield scene.say(
        "M5",
        framework=theirs(about.id),
        version=theirs(about.version),
        link=theirs(scene.context.method_address),
    )


def _asked(scene: Scene) -> Sentence:
    return scene.say("M1.withheld", levels=_levels(scene), months=scene.months)


def _answered(scene: Scene) -> Sentence:
    result = scene.result
    rate = response_rate(scene)
    answered = [group for group in result.groups if group not in result.suppression.empty]
    return scene.say(
        "M1.few" if result.n < FEW else "M1.many",
        people=scene.words.people(result.n),
        groups=scene.words.listing(scene.group_name(group) for group in answered),
        questions_total=len(result.questions),
        period=_period(scene),
        several=result.n > 1,
        rate=None if rate is None else percent(rate),
        levels=_levels(scene),
        months=scene.months,
    )


def _ruled_out(scene: Scene) -> Sentence:
    items = [
        scene.phrase("M1.left_out", prompt=theirs(prompt), reason=typed(reason.rstrip(" ."))).parts
        for prompt, reason in scene.context.ruled_out
    ]
    between = scene.words.word("semicolon")
    return scene.say("M1.ruled_out", items=scene.words.chain(items, between, between))


def _period(scene: Scene) -> str:
    first, last = (scene.words.date(day) for day in (scene.context.answers_from, scene.context.answers_to))
    variant = "M1.day" if first == last else "M1.period"
    return scene.phrase(variant, first=first, last=last).plain


def _levels(scene: Scene) -> tuple[Part, ...]:
    return scene.words.listing(theirs(level.name) for level in scene.kit.framework.levels)


def _protection(scene: Scene) -> Sentence:
    if scene.result.mode == "open":
        return scene.say("M4.open")
    variant = "linked" if scene.context.linked_trend else "confidential"
    return scene.say(f"M4.{variant}", k=scene.words.number(scene.result.k))


def glossary(scene: Scene) -> WordsPart:
    """Define the words that this report uses."""
    anchors = (str(whole(level.anchor_score)) for level in scene.kit.framework.levels)
    listed = scene.words.listing(theirs(level.name) for level in scene.kit.framework.levels)
    terms = (
        scene.say("terms.degree", levels=listed),
        scene.say("terms.score", anchors=scene.words.listing(anchors)),
        *(scene.say(f"terms.{term}") for term in _terms(scene)),
    )
    return WordsPart(scene.words.word("heading_words"), terms)


def _terms(scene: Scene) -> Iterator[str]:
    """Yield the words to define: those of a workshop or a journey only where there is one."""
    yield from ("interval", "agreement")
    if scene.context.workshop is not None:
        yield "agreed_profile"
    yield from ("gap", "holds_back")
    if scene.context.journey is not None:
        yield "blind_stretch"
    if scene.context.workshop is not None:
        yield "record"
