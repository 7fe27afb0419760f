"""What everybody in a room may know at a moment; a vote is no part of it before its reveal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils.translation import ngettext

from frameworks import documents, kits
from workshops import codes, prompts, spreads
from workshops.models import Action, Ballot, Decision, Item, ParkingNote, Seat, Topic, Vote, Workshop
from workshops.protocol import Stage

if TYPE_CHECKING:
    from workshops.spreads import Spread

PRESENT = timedelta(minutes=3)
"""How long after it was last seen a seat counts as present."""
DOTS = 60
"""People up to whom each is drawn as a dot."""


@dataclass(frozen=True, slots=True)
class Card:
    """One of the five positions: a description of a degree, or a step between two (no description, no level).

    `degree` counts the degrees from 1; a step counts as the one below it.
    """

    position: int
    label: str
    description: str
    level: documents.Level | None
    degree: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the agenda; `number` counts topics only and is 0 of another part."""

    item: Item
    number: int
    topic: Topic | None
    question: documents.Question | None
    measured: Spread | None
    decision: Decision | None
    now: bool

    @property
    def title(self) -> str:
        """Return what the entry is called: its question, its own title, or its kind."""
        return self.question.prompt if self.question else str(self.item)


@dataclass(frozen=True, slots=True)
class Person:
    """A seat that is taken: whether its phone is near, and that it has voted or sent, never what."""

    seat: Seat
    group: str  # its name
    present: bool
    voted: bool
    sent: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What changes with every vote: how many have voted, are here, and have sent their sheets."""

    voted: int
    present: int
    answered: int


@dataclass(frozen=True)
class Room:
    """A room as it stands; the same for everybody in it."""

    workshop: Workshop
    at: datetime
    kit: kits.Kit
    stage: Stage | None
    item: Item | None
    number: int
    of: int
    topic: Topic | None
    ballot: int
    question: documents.Question | None
    section: str
    pillar: str
    cards: tuple[Card, ...]
    voted: int
    present: int
    answered: int
    spread: Spread | None
    measured: Spread | None
    prompt: str
    decision: Decision | None
    withdrawn: Decision | None  # agreed and undone since the last reveal: it need not be typed once more
    address: str
    code: str
    link: str
    seconds_left: int | None
    entries: tuple[Entry, ...]
    decisions: Mapping[UUID, Decision]
    actions: tuple[Action, ...]
    notes: tuple[ParkingNote, ...]
    people: tuple[Person, ...]
    gone: frozenset[UUID]

    @property
    def state(self) -> str:
        """Return what the room is doing: a phase, the kind of part it is at, or the stage of its topic."""
        if self.workshop.phase != Workshop.Phase.RUNNING:
            return self.workshop.phase
        if self.item is None:
            return Workshop.Phase.PREPARED
        return self.stage.value if self.stage else self.item.kind

    @property
    def scale(self) -> tuple[Card, ...]:
        """Return the five positions without any question's descriptions."""
        return cards(self.kit)

    @property
    def described(self) -> tuple[Card, ...]:
        """Return the three positions that have a description."""
        return tuple(card for card in self.cards if card.description)

    @cached_property
    def entry(self) -> Entry | None:
        """Return the entry of the agenda that the room is at."""
        return next((entry for entry in self.entries if entry.now), None)

    @cached_property
    def following(self) -> Entry | None:
        """Return the entry after it, the first where the room is at none."""
        places = [place for place, entry in enumerate(self.entries) if entry.now]
        after = self.entries[places[0] + 1 :] if places else self.entries
        return after[0] if after else None

    @cached_property
    def agreed(self) -> int:
        """Count the topics of the agenda that were agreed."""
        return sum(entry.decision is not None for entry in self.entries)

    @cached_property
    def seen_alike(self) -> int:
        """Count the questions accepted as seen alike."""
        return sum(decision.seen_alike for decision in self.decisions.values())

    @property
    def ends_at(self) -> int | None:
        """Return when the item's minutes are over, in milliseconds since 1970."""
        if self.seconds_left is None or self.item is None or self.workshop.item_began_at is None:
            return None
        return round((self.workshop.item_began_at + timedelta(minutes=self.item.minutes)).timestamp() * 1000)

    @property
    def clock(self) -> str:
        """Return the time left as minutes and seconds, with a plus for what is over."""
        left = self.seconds_left or 0
        minutes, seconds = divmod(abs(left), 60)
        return f"{'+' if left < 0 else ''}{minutes}:{seconds:02}"

    @property
    def dots(self) -> range:
        """Return one dot for everybody present, none where there are too many to draw."""
        return range(self.present if self.present <= DOTS else 0)

    @property
    def asked(self) -> int:
        """Return how many questions are answered alone first."""
        return len(self.kit.pulse.questions) if self.kit.pulse else 0

    @property
    def parked(self) -> tuple[Entry, ...]:
        """Return the topics that were parked."""
        return tuple(
            entry for entry in self.entries if entry.topic is not None and entry.topic.stage == Stage.PARKED
        )

    @property
    def groups(self) -> list[tuple[str, Spread]]:
        """Return the groups that may be shown by their names, in the framework's order."""
        shown = self.spread.groups if self.spread else {}
        return [(group.name, shown[group.id]) for group in self.kit.asked_groups if group.id in shown]

    @property
    def still(self) -> str:
        """Return who is here and has not voted yet, or not sent while everybody answers alone, by name."""
        answering = self.state == Workshop.Phase.ANSWERING
        late = [
            person.seat.name
            for person in self.people
            if person.present and not (person.sent if answering else person.voted)
        ]
        named = [name for name in late if name]
        rest = len(late) - len(named)
        unnamed = ngettext("%(n)d without a name", "%(n)d without a name", rest) % {"n": rest}
        return ", ".join([*named, *([unnamed] if rest else [])])

    @property
    def may_resume(self) -> bool:
        """Say whether a workshop that was ended by mistake can go on."""
        expires = self.workshop.code_expires_at
        return self.workshop.ended and expires is not None and self.at < expires

    @property
    def agreed_card(self) -> Card | None:
        """Return the position that was agreed on."""
        return self.cards[self.decision.position - 1] if self.decision and self.cards else None

    @property
    def evidence(self) -> str:
        """Return the name of the evidence behind what was agreed."""
        if self.decision is None:
            return ""
        names = {entry.strength: entry.name for entry in self.kit.framework.evidence_scale}
        return names.get(self.decision.evidence, "")


def room(workshop_id: UUID, at: datetime) -> Room:
    """Return a room as it stands, in as many queries whatever its size; Workshop.DoesNotExist if it is gone."""
    workshop = Workshop.objects.with_kit().select_related("current__topic").get(pk=workshop_id)
    about = workshop.assessment
    kit = kits.load(about.framework.checksum, about.lens_checksums)
    made = _decisions(workshop)
    decisions = {one.topic_id: one for one in made if one.undone_at is None}
    entries = _entries(workshop, kit, decisions)
    item = workshop.current if workshop.phase == Workshop.Phase.RUNNING else None
    topic = item.topic if item else None
    ballot = topic.ballots.order_by("-number").first() if topic else None
    votes = list(ballot.votes.filter(void=False)) if ballot else []
    seats = list(workshop.seats.annotate(sent_at=F("response__sent_at")).order_by("joined_at", "pk"))
    people = _people(seats, votes, kit, at)
    code = workshop.code if workshop.joinable(at) else ""
    question = kit.question(topic.question) if topic else None
    spread = _spread(workshop, ballot, votes)
    host = settings.BASE_URL.partition("://")[2]
    return Room(
        workshop=workshop,
        at=at,
        kit=kit,
        stage=Stage(topic.stage) if topic else None,
        item=item,
        number=next((entry.number for entry in entries if entry.now), 0),
        of=sum(entry.topic is not None for entry in entries),
        topic=topic,
        ballot=ballot.number if ballot else 0,
        question=question,
        section=kit.section(question.section).short if question else "",
        pillar=kit.pillar_of(question.id).name if question else "",
        cards=cards(kit, question) if question else (),
        voted=len(votes),
        present=sum(person.present for person in people),
        answered=sum(person.sent for person in people),
        spread=spread,
        measured=next((entry.measured for entry in entries if entry.now), None),
        prompt=prompts.prompt(spread) if spread else "",
        decision=decisions.get(topic.pk) if topic else None,
        withdrawn=_withdrawn(topic, ballot, made),
        address=f"{host}/room",
        code=codes.spelled(code),
        link=f"{settings.BASE_URL}/room/{code}/" if code else "",
        seconds_left=_seconds_left(workshop, at),
        entries=entries,
        decisions=decisions,
        actions=tuple(workshop.actions.order_by("created_at", "pk")),
        notes=tuple(workshop.parking_notes.order_by("at", "pk")),
        people=people,
        gone=frozenset(seat.pk for seat in seats if seat.removed_at),
    )


def counts(workshop_id: UUID, at: datetime) -> Counts:
    """Return what a vote changes in a room that votes, in two queries."""
    here = Workshop.objects.filter(pk=workshop_id).values("current")
    last = Ballot.objects.filter(topic__item__in=here).order_by("-number").values("pk")[:1]
    votes = Vote.objects.filter(ballot__in=last, void=False)
    voters = list(votes.values_list("seat_id", flat=True))
    seats = Seat.objects.taken().filter(workshop=workshop_id)
    known = list(seats.values_list("pk", "seen_at", "response__sent_at"))
    here_anyway = set(voters)
    present = sum(seen_at > at - PRESENT or pk in here_anyway for pk, seen_at, _sent_at in known)
    return Counts(len(voters), present, sum(sent_at is not None for _pk, _seen_at, sent_at in known))


def _decisions(workshop: Workshop) -> Sequence[Decision]:
    return list(Decision.objects.filter(topic__workshop=workshop).order_by("at", "pk"))


def _withdrawn(topic: Topic | None, ballot: Ballot | None, made: Sequence[Decision]) -> Decision | None:
    if topic is None or topic.stage not in {Stage.WAITING, Stage.REVEALED}:
        return None
    shown_at = ballot.revealed_at if ballot else None
    undone = [one for one in made if one.topic_id == topic.pk and one.undone_at and not one.seen_alike]
    return next((one for one in reversed(undone) if shown_at is None or one.at >= shown_at), None)


def _entries(workshop: Workshop, kit: kits.Kit, decisions: Mapping[UUID, Decision]) -> tuple[Entry, ...]:
    measured = spreads.measured(workshop)
    number, entries = 0, []
    for item in workshop.items.select_related("topic").order_by("place", "pk"):
        topic = item.topic
        number += topic is not None
        entries.append(
            Entry(
                item=item,
                number=number if topic else 0,
                topic=topic,
                question=kit.question(topic.question) if topic else None,
                measured=measured.get(topic.question) if topic else None,
                decision=decisions.get(topic.pk) if topic else None,
                now=workshop.phase == Workshop.Phase.RUNNING and item.pk == workshop.current_id,
            )
        )
    return tuple(entries)


def cards(kit: kits.Kit, question: documents.Question | None = None) -> tuple[Card, ...]:
    """Return the five positions, with a question's descriptions where one is given."""
    return tuple(
        Card(
            position=position.position,
            label=position.label,
            description=question.descriptors[position.level] if question and position.anchored else "",
            level=kit.level(position.level) if position.anchored else None,
            degree=kit.level(position.level).order,
        )
        for position in kit.framework.scale.positions
    )


def _spread(workshop: Workshop, ballot: Ballot | None, votes: Sequence[Vote]) -> Spread | None:
    if ballot is None or ballot.revealed_at is None:
        return None
    said = [(vote.group, vote.reply) for vote in votes]
    return spreads.of_votes(said, k=workshop.assessment.k, shown=ballot.shown)


def _people(seats: Sequence[Seat], votes: Sequence[Vote], kit: kits.Kit, at: datetime) -> tuple[Person, ...]:
    voters = {vote.seat_id for vote in votes}
    names = {group.id: group.name for group in kit.framework.groups}
    return tuple(
        Person(
            seat=seat,
            group=names.get(seat.group, ""),
            present=seat.seen_at > at - PRESENT or seat.pk in voters,
            voted=seat.pk in voters,
            sent=getattr(seat, "sent_at", None) is not None,
        )
        for seat in seats
        if seat.removed_at is None
    )


def _seconds_left(workshop: Workshop, at: datetime) -> int | None:
    if workshop.phase != Workshop.Phase.RUNNING or not workshop.current or not workshop.item_began_at:
        return None
    ends_at = workshop.item_began_at + timedelta(minutes=workshop.current.minutes)
    return round((ends_at - at).total_seconds())
