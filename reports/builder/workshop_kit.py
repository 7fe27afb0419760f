"""From a workshop's agenda to the facilitator's kit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from reports.builder.scene import percent
from reports.document.workshop_kit import Kit, KitAccepted, KitEntry, KitSpread, KitTopic, Strength
from workshops import prompts

if TYPE_CHECKING:
    from frameworks.documents import Question
    from reports.builder.workshop_plan import Plan
    from workshops.agendas import Alike
    from workshops.spreads import Spread


def kit(plan: Plan, measured: Mapping[str, Spread], accepted: Sequence[Alike]) -> Kit:
    """Write the kit; `measured` holds what may be shown of the answers given before, by question."""
    framework = plan.kit.framework
    agenda = tuple(_agenda(plan))
    return Kit(
        heading=plan.heading,
        own_word=plan.workshop.organisation.customers_word.strip(),
        alone=plan.alone,
        minutes=agenda[-1].ends if agenda else 0,
        agenda=agenda,
        guidance=framework.guidance.facilitator,
        accepted=tuple(KitAccepted(one.question.prompt, one.position, one.label) for one in accepted),
        positions=tuple((one.position, one.label) for one in framework.scale.positions),
        strengths=tuple(Strength(one.strength, one.name, one.meaning) for one in framework.evidence_scale),
        topics=tuple(_topics(plan, agenda, measured)),
    )


def _agenda(plan: Plan) -> Iterator[KitEntry]:
    """Yield the entries with the clock running from minute 0, and topics counted."""
    number = 0
    for line in plan.lines:
        number += line.question is not None
        what = line.question.prompt if line.question else line.title
        yield KitEntry(number if line.question else 0, line.begins, line.ends, line.minutes, what)


def _topics(plan: Plan, agenda: Sequence[KitEntry], measured: Mapping[str, Spread]) -> Iterator[KitTopic]:
    entries = {entry.number: entry for entry in agenda if entry.number}
    for number, question in enumerate(plan.questions, start=1):
        yield _topic(plan, question, number, entries.get(number), measured.get(question.id))


def _topic(
    plan: Plan, question: Question, number: int, entry: KitEntry | None, spread: Spread | None
) -> KitTopic:
    return KitTopic(
        id=question.id,
        number=number,
        begins=entry.begins if entry else None,
        ends=entry.ends if entry else None,
        section=plan.kit.section(question.section).question,
        pillar=plan.kit.pillar_of(question.id).name,
        prompt=question.prompt,
        descriptions=tuple(
            (one.position, plan.degrees[one.level], question.descriptors[one.level])
            for one in plan.kit.framework.scale.positions
            if one.anchored
        ),
        spread=_spread(plan, spread),
        why=question.why,
        evidence=question.evidence,
        ask=tuple(_ask(spread)),
    )


def _spread(plan: Plan, spread: Spread | None) -> KitSpread:
    if spread is None:
        return KitSpread(_nothing_yet(plan))
    if spread.hidden:
        return KitSpread(spread.hidden)
    return KitSpread(_words(plan, spread), _unsure(plan, spread), spread.distribution, spread.median)


def _unsure(plan: Plan, spread: Spread) -> str:
    if not spread.unsure:
        return ""
    rate = spread.unsure / (spread.unsure + (spread.n or 0))
    return plan.words.say("question.dont_know", percent=percent(rate)).plain


def _nothing_yet(plan: Plan) -> str:
    if plan.workshop.from_nothing:
        return gettext("Nothing was answered before; the room answers first, silently and alone.")
    return gettext("Nothing can be shown before the round is closed.")


def _words(plan: Plan, spread: Spread) -> str:
    """Say where the answers lie, in the words of the report."""
    if spread.distribution is not None:
        counts = plan.words.listing(str(count) for count in spread.distribution)
        return plan.words.say("A7.counts", counts=counts).plain
    if spread.median is None or spread.middle_half is None:
        return plan.words.say("question.picture_hidden").plain
    low, high = math.floor(spread.middle_half[0]), math.ceil(spread.middle_half[1])
    below, above = math.floor(spread.median), math.ceil(spread.median)
    if below != above:
        return plan.words.say("A7.between", below=below, above=above, low=low, high=high).plain
    key = "A7.same" if low == high else "A7.middle"
    return plan.words.say(key, median=below, low=low, high=high).plain


def _ask(spread: Spread | None) -> Iterator[str]:
    """Yield what to ask the room: first what the answers suggest, then what always helps."""
    if spread is not None and not spread.hidden:
        yield prompts.prompt(spread)
    yield gettext("Who has a recent case, their own or not?")
    yield gettext("What would a customer say?")
    yield gettext("Who has not spoken yet? The person of highest rank speaks last.")
