"""Entries of an agenda in their places; called with the workshop locked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshops import agendas
from workshops.models import Item, Topic, Workshop

MOST = 60
"""Entries that an agenda may have."""


def replace_topics(locked: Workshop, questions: Sequence[str]) -> None:
    """Put the topics where topics stood, else where they belong."""
    before = list(agendas.in_order(locked))
    others = [item for item in before if item.topic_id is None]
    minutes = {item.topic.question: item.minutes for item in before if item.topic is not None}
    place = next((at for at, item in enumerate(before) if item.topic_id), end_of_topics(others))
    locked.items.exclude(topic=None).delete()
    topics = add_topics(locked, questions, minutes=minutes)
    number([*others[:place], *topics, *others[place:]])
    forget_unused(locked)


def add_topics(
    locked: Workshop, questions: Sequence[str], *, minutes: Mapping[str, int] | None = None
) -> list[Item]:
    """Make entries of questions, for the minutes given or those of a topic; their places come later."""
    framework = agendas.kit_of(locked.assessment).framework
    each = agendas.plan_of(framework, from_nothing=locked.from_nothing).each
    return Item.objects.bulk_create(
        Item(
            workshop=locked,
            place=MOST,
            kind=Item.Kind.TOPIC,
            minutes=(minutes or {}).get(topic.question, each),
            topic=topic,
        )
        for topic in topics_of(locked, questions)
    )


def topics_of(locked: Workshop, questions: Sequence[str]) -> list[Topic]:
    """Return the topics of questions in their order, made where there are none yet."""
    found = {topic.question: topic for topic in locked.topics.filter(question__in=questions)}
    new = [Topic(workshop=locked, question=id_) for id_ in questions if id_ not in found]
    found.update({topic.question: topic for topic in Topic.objects.bulk_create(new)})
    return [found[id_] for id_ in questions]


def forget_unused(locked: Workshop) -> None:
    """Let go of questions that are on no agenda and about which nothing was ever said."""
    locked.topics.filter(item=None, decisions=None, ballots=None).delete()


def end_of_topics(items: Sequence[Item]) -> int:
    """Return the place after the last topic, or where topics would begin."""
    kinds = [item.kind for item in items]
    for kind in (Item.Kind.TOPIC, Item.Kind.SPREAD, Item.Kind.OPENING):
        if kind in kinds:
            return len(kinds) - kinds[::-1].index(kind)
    return 0


def number(items: Sequence[Item]) -> None:
    """Keep the entries in this order."""
    for place, item in enumerate(items):
        item.place = place
    Item.objects.bulk_update(items, ["place"])
