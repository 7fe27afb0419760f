"""Workshops for tests, made by plain functions: `rooms.workshop(topics=3, seats=5)`.

Rows are written straight, so that a test of one service does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import count

from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from assessments import lifecycle
from assessments.models import Assessment
from frameworks import kits
from tests import factories
from workshops import agendas
from workshops.models import Ballot, Decision, Item, Seat, Topic, Vote, Workshop
from workshops.protocol import Stage

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_codes = count()


def code() -> str:
    """Return a code that no other workshop of the test has."""
    number, letters = next(_codes), ""
    for _place in range(8):
        number, digit = divmod(number, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return letters


def workshop(
    about: Assessment | None = None,
    *,
    topics: int = 3,
    seats: int = 0,
    phase: str = Workshop.Phase.RUNNING,
    title: str = "",
    from_nothing: bool = False,
) -> Workshop:
    """Make a workshop on a closed round of six people, its agenda written, at its first topic."""
    about = about or factories.closed(people=6)
    made = Workshop.objects.create(
        organisation=about.organisation,
        assessment=about,
        title=title,
        phase=phase,
        from_nothing=from_nothing,
        code=code(),
        code_expires_at=timezone.now() + timedelta(hours=8),
        began_at=None if phase == Workshop.Phase.PREPARED else timezone.now(),
        ended_at=timezone.now() if phase == Workshop.Phase.ENDED else None,
    )
    questions = kits.load(about.framework.checksum, about.lens_checksums).questions
    items = [topic(made, question.id).item for question in questions[:topics]]
    if items and made.live:
        made.current, made.item_began_at = items[0], timezone.now()
        made.save(update_fields=["current", "item_began_at"])
    for number in range(seats):
        seat(made, name=f"Person {number + 1}")
    return Workshop.objects.with_kit().select_related("current__topic").get(pk=made.pk)


def topic(of: Workshop, question: str, *, stage: str = Stage.WAITING, minutes: int = 9) -> Topic:
    """Put a question on the agenda."""
    made = Topic.objects.create(workshop=of, question=question, stage=stage)
    Item.objects.create(
        workshop=of, place=of.items.count(), kind=Item.Kind.TOPIC, minutes=minutes, topic=made
    )
    return made


def seat(of: Workshop, *, name: str = "", group: str = "") -> Seat:
    """Seat one more person."""
    return Seat.objects.create(workshop=of, name=name, group=group)


def ballot(of: Topic, votes: Mapping[Seat, int] | None = None, *, revealed: bool = False) -> Ballot:
    """Open a vote on a topic, with the votes given, and bring the topic to its stage."""
    number, at = of.ballots.count() + 1, timezone.now()
    made = Ballot.objects.create(topic=of, number=number, opened_at=at, revealed_at=at if revealed else None)
    for voter, reply in (votes or {}).items():
        Vote.objects.create(ballot=made, seat=voter, group=voter.group, reply=reply, revision=1)
    of.trail = [*of.trail, of.stage, *([Stage.VOTING] if revealed else [])]
    of.stage = Stage.REVEALED if revealed else Stage.VOTING
    of.save(update_fields=["stage", "trail"])
    return made


def decision(
    of: Topic, position: int = 3, *, evidence: int = 2, reason: str = "We looked at cases"
) -> Decision:
    """Agree on a topic."""
    of.trail, of.stage = [*of.trail, of.stage], Stage.AGREED
    of.save(update_fields=["stage", "trail"])
    return Decision.objects.create(topic=of, position=position, evidence=evidence, reason=reason)


def seen_alike(alike: int = 4, of: Organisation | None = None) -> tuple[Assessment, list[str]]:
    """Close a round of nine leaders whose first answers lie close together, and all others far apart."""
    round_ = factories.assessment(of, mode=Assessment.Mode.CONFIDENTIAL)
    asked = [question.id for question in kits.load(round_.framework.checksum).asked("leadership")]
    close = asked[:alike]
    for person in range(9):
        sheet = factories.response(round_)
        apart = dict.fromkeys(asked, (1, 3, 5)[person % 3])
        factories.send(factories.answers(sheet, apart | dict.fromkeys(close, 4 if person else 3)))
    closed = lifecycle.close_assessment(assessment=round_, by=None, at=timezone.now())
    return Assessment.objects.with_kit().get(pk=closed.pk), close


def questions(of: Workshop) -> list[str]:
    """Return the questions on the agenda in its order."""
    return [item.topic.question for item in agendas.in_order(of) if item.topic]


def off_agenda(of: Workshop) -> str:
    """Return a question that the round asks and that is not on the agenda."""
    return next(id_ for id_ in agendas.asked(of.assessment) if id_ not in questions(of))


def path(name: str, of: Workshop, *more: object) -> str:
    """Return the address of one of a workshop's pages or buttons."""
    return reverse(f"workshops:{name}", args=[of.organisation_id, of.pk, *more])
