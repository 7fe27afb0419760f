"""The minutes of a workshop: what was agreed, who was there, how the room voted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from frameworks.kits import Kit
from reports import narrative
from reports.builder import agreed
from reports.builder.agreed import Told
from reports.builder.identity import SHORT
from reports.document import Minutes, Sentence, VotedLine
from workshops.outcomes import Outcome, Voted, Votes


@dataclass(frozen=True, slots=True)
class About:
    """Facts about a workshop that its outcome does not hold; `result` is the result's checksum, if any."""

    organisation: str
    title: str
    result: str = ""


def build(kit: Kit, outcome: Outcome, about: About) -> Minutes:
    """Write the minutes."""
    told = Told(kit, narrative.words_for(kit.framework.about.id, kit.language), outcome)
    word = told.words.word
    return Minutes(
        language=kit.framework.about.language,
        heading=word("minutes.heading"),
        organisation=about.organisation,
        title=outcome.title or about.title,
        on=outcome.on,
        date_words=told.date,
        present_heading=word("minutes.heading_present"),
        present=_present(told),
        names=outcome.names,
        agreements=agreed.agreements(told),
        votes_heading=word("minutes.heading_votes"),
        votes=tuple(_voted(told, one) for one in outcome.votes if one.question in told.known),
        votes_columns=tuple(word(f"minutes.{name}") for name in ("question", "times", "first", "last")),
        asked_heading=word("minutes.heading_asked"),
        asked=tuple(agreed.asked(told)),
        method_heading=word("minutes.heading_method"),
        method=tuple(_method(told)),
        checksum_label=word("label.checksum"),
        checksum=outcome.checksum,
        checksum_short=outcome.checksum[:SHORT],
        checksums=_checksums(told, about),
    )


def _present(told: Told) -> Sentence:
    people, named = told.outcome.present, len(told.outcome.names)
    if not named:
        return told.words.say("minutes.present_unnamed", people=told.words.people(people))
    key = "minutes.present_all" if named == people else "minutes.present"
    return told.words.say(key, people=told.words.people(people), named=str(named))


def _voted(told: Told, one: Voted) -> VotedLine:
    return VotedLine(
        prompt=told.prompt(one.question).text,
        times=told.words.write("minutes.once" if one.times == 1 else "minutes.times", times=one.times),
        first=_votes(told, one.first),
        last=_votes(told, one.last) if one.times > 1 else "–",
    )


def _votes(told: Told, votes: Votes) -> str:
    unsure = votes.unsure or None
    if votes.distribution is not None:
        counts = told.words.listing(str(count) for count in votes.distribution)
        return told.words.write("minutes.counts", counts=counts, unsure=unsure)
    if votes.median is None:
        return told.words.write("minutes.hidden")
    low, high = math.floor(votes.median), math.ceil(votes.median)
    if low == high:
        return told.words.write("minutes.middle", median=low, unsure=unsure)
    return told.words.write("minutes.between", low=low, high=high, unsure=unsure)


def _method(told: Told) -> Iterator[Sentence]:
    yield told.words.say("minutes.from_nothing" if told.outcome.from_nothing else "minutes.after")
    yield told.words.say("minutes.room")
    yield told.words.say("W.standing")


def _checksums(told: Told, about: About) -> Sentence:
    return told.words.say("minutes.checksums", outcome=told.outcome.checksum, result=about.result)
