"""Entries of an agenda in their places; called with the workshop locked."""

from __future__ import annotations

from collections.abc import Sequence

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
    topics = [topic_entry(locked, question, minutes=minutes.get(question)) for question in questions]
    number([*others[:place], *topics, *others[place:]])
    forget_unused(locked)


def topic_entry(locked: Workshop, question: str, *, minutes: int | None = None) -> Item:
    """Make an entry of a question, for the minutes of a topic unless others are given; its place comes later."""
    topic, _made = Topic.objects.get_or_create(workshop=locked, question=question)
    framework = agendas.kit_of(locked.assessment).framework
    each = minutes or agendas.plan_of(framework, from_nothing=locked.from_nothing).each
    return Item.objects.create(workshop=locked, place=MOST, kind=Item.Kind.TOPIC, minutes=each, topic=topic)


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
