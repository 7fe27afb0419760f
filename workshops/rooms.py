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
from workshops import attendance, cards, codes, prompts, spreads
from workshops.models import Action, Ballot, Decision, Item, ParkingNote, Topic, Vote, Workshop
from workshops.protocol import Stage

if TYPE_CHECKING:
    from workshops.attendance import Person
    from workshops.cards import Card
    from workshops.spreads import Spread

DOTS = 60
"""People up to whom each is drawn as a dot."""


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


@dataclass(frozen=True)
class Room:
    """A room as it stands; the same for everybody in it."""

    workshop: Workshop
    at: datetime
    kit: kits.Kit
    ballot: int  # its number, 0 before the first
    voted: int
    spread: Spread | None  # after the reveal only
    entries: tuple[Entry, ...]
    decisions: Mapping[UUID, Decision]  # by topic
    withdrawn: Decision | None  # agreed and undone since the last reveal: it need not be typed once more
    actions: tuple[Action, ...]
    notes: tuple[ParkingNote, ...]
    people: tuple[Person, ...]
    gone: frozenset[UUID]  # seats that were removed

    @cached_property
    def entry(self) -> Entry | None:
        """Return the entry of the agenda that the room is at."""
        return next((entry for entry in self.entries if entry.now), None)

    @property
    def item(self) -> Item | None:
        """Return what the room is at, as the agenda keeps it."""
        return self.entry.item if self.entry else None

    @property
    def topic(self) -> Topic | None:
        """Return the topic that the room is at."""
        return self.entry.topic if self.entry else None

    @property
    def stage(self) -> Stage | None:
        """Return how far the topic is."""
        return Stage(self.topic.stage) if self.topic else None

    @property
    def number(self) -> int:
        """Return which of the topics it is, 0 where the room is at none."""
        return self.entry.number if self.entry else 0

    @cached_property
    def of(self) -> int:
        """Count the topics."""
        return sum(entry.topic is not None for entry in self.entries)

    @property
    def question(self) -> documents.Question | None:
        """Return the question of the topic."""
        return self.entry.question if self.entry else None

    @property
    def section(self) -> str:
        """Return the main question that it belongs to, in short."""
        return self.kit.section(self.question.section).short if self.question else ""

    @property
    def pillar(self) -> str:
        """Return the name of its pillar."""
        return self.kit.pillar_of(self.question.id).name if self.question else ""

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """Return the five positions with the question's descriptions."""
        return cards.of(self.kit, self.question) if self.question else ()

    @cached_property
    def present(self) -> int:
        """Count the people who are here."""
        return sum(person.present for person in self.people)

    @cached_property
    def answered(self) -> int:
        """Count the people who have sent their sheets."""
        return sum(person.sent for person in self.people)

    @property
    def measured(self) -> Spread | None:
        """Return how the individual answers to the question lie."""
        return self.entry.measured if self.entry else None

    @property
    def prompt(self) -> str:
        """Return what to ask the room after a reveal."""
        return prompts.prompt(self.spread) if self.spread else ""

    @property
    def decision(self) -> Decision | None:
        """Return what was agreed on the topic."""
        return self.entry.decision if self.entry else None

    @property
    def address(self) -> str:
        """Return where people type the code in."""
        return f"{settings.BASE_URL.partition('://')[2]}/room"

    @property
    def code(self) -> str:
        """Return the code as people read it, while it lets them in."""
        return codes.spelled(self.workshop.code) if self.workshop.joinable(self.at) else ""

    @property
    def link(self) -> str:
        """Return the address with the code in it, while it lets people in."""
        return f"{settings.BASE_URL}/room/{self.workshop.code}/" if self.code else ""

    @property
    def over_at(self) -> datetime | None:
        """Return when the minutes of the item are over."""
        if self.item is None or self.workshop.item_began_at is None:
            return None
        return self.workshop.item_began_at + timedelta(minutes=self.item.minutes)

    @property
    def seconds_left(self) -> int | None:
        """Return how much of its time is left, by the server's clock."""
        return round((self.over_at - self.at).total_seconds()) if self.over_at else None

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
        return cards.of(self.kit)

    @property
    def described(self) -> tuple[Card, ...]:
        """Return the three positions that have a description."""
        return tuple(card for card in self.cards if card.description)

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
        """Return when its time is over as pages count it, in milliseconds since 1970."""
        return round(self.over_at.timestamp() * 1000) if self.over_at else None

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
    workshop = Workshop.objects.with_kit().get(pk=workshop_id)
    about = workshop.assessment
    kit = kits.load(about.framework.checksum, about.lens_checksums)
    made = _decisions(workshop)
    decisions = {one.topic_id: one for one in made if one.undone_at is None}
    entries = _entries(workshop, kit, decisions)
    topic = next((entry.topic for entry in entries if entry.now), None)
    ballot = topic.ballots.order_by("-number").first() if topic else None
    votes = list(ballot.votes.filter(void=False)) if ballot else []
    seats = list(workshop.seats.annotate(sent_at=F("response__sent_at")).order_by("joined_at", "pk"))
    return Room(
        workshop=workshop,
        at=at,
        kit=kit,
        ballot=ballot.number if ballot else 0,
        voted=len(votes),
        spread=_spread(workshop, ballot, votes),
        entries=entries,
        decisions=decisions,
        withdrawn=_withdrawn(topic, ballot, made),
        actions=tuple(workshop.actions.order_by("created_at", "pk")),
        notes=tuple(workshop.parking_notes.order_by("at", "pk")),
        people=attendance.people(seats, votes, kit, at),
        gone=frozenset(seat.pk for seat in seats if seat.removed_at),
    )


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


def _spread(workshop: Workshop, ballot: Ballot | None, votes: Sequence[Vote]) -> Spread | None:
    if ballot is None or ballot.revealed_at is None:
        return None
    said = [(vote.group, vote.reply) for vote in votes]
    return spreads.of_votes(said, k=workshop.assessment.k, shown=ballot.shown)
