"""Declared break-downs: role, site or tenure, one partition each and never crossed (section 9, rule 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scoring import auditing, breakdown, crossing, pillars, rounds, suppression
from scoring.books import Book, Published
from scoring.breakdown import MIN_HIDDEN, Contributors, Voice
from scoring.crossing import Crossed, Declared
from scoring.replies import POSITIONS, Replies
from scoring.result import Mode
from scoring.rounds import Round
from scoring.scheme import Pillar, Scheme

__all__ = ["Declared", "OptionFigure", "Partition", "Why", "break_down"]

REST = ""
"""The people for whom no option is known: one more option, that is never shown."""

Why = Literal[
    "nobody",  # nobody of it answered
    "too few people",  # 0 < n < k
    "protects others",  # another would follow by subtraction
    "too few answers",  # too few of its people answered a question of the pillar
    "told by sums",  # together with groups and other break-downs it would tell of a few, or one answer
    "undetermined",  # less than half of the questions carry a score
]


@dataclass(frozen=True, slots=True)
class OptionFigure:
    """One option's score of a pillar, or `why` it has none; then n is not shown either."""

    score: float | None
    n: int | None
    why: Why | None


@dataclass(frozen=True, slots=True)
class Partition:
    """One break-down read; `options`: people, None with the reason in `why` where it is hidden."""

    options: Mapping[str, int | None]
    why: Mapping[str, Why]
    pillars: Mapping[str, Mapping[str, OptionFigure]]


def break_down(
    scheme: Scheme,
    replies: Replies,
    declared: Sequence[Declared],
    *,
    mode: Mode = "confidential",
    k: int = 5,
) -> dict[str, Partition]:
    """Read the declared break-downs of a full round, each by the rules for groups.

    In a confidential round an option has a pillar score only where it could be broken down by
    question there (rules 3 and 7), and only as long as the sums of everything that is published -
    all together, groups and the break-downs before - tell neither of fewer than k people nor a
    question to which everybody behind a sum gave one answer. Time is linear in people.
    """
    crossed = crossing.cross(scheme, replies, declared, min_n=1 if mode == "open" else k)
    round_ = crossed.round_(0, scheme.groups, mode=mode, k=k)
    book = _book(crossed, round_) if mode == "confidential" and round_.suppression.total_shown else None
    out = {}
    for at, one in enumerate(declared, start=1):
        laid_out = crossed.round_(at, (*one.options, REST), mode=mode, k=k)
        out[one.id] = _read(laid_out, one, crossed.contributors(laid_out, at), at, book)
    return out


def _book(crossed: Crossed, round_: Round) -> Book:
    shown = auditing.breakdowns(round_, crossed.contributors(round_, 0))
    return replace(
        auditing.of_groups(round_, shown),
        places=crossed.places,
        answers=crossed.counts[:, :, POSITIONS[0] : POSITIONS[-1] + 1],
        there=crossed.there,
    )


def _read(round_: Round, declared: Declared, people: Contributors, at: int, book: Book | None) -> Partition:
    whys = _whys(round_)
    scores = {
        pillar.id: _of_pillar(round_, pillar, people[pillar.id], at, book) for pillar in round_.scheme.pillars
    }
    return Partition(
        options={option: None if option in whys else round_.groups[option] for option in declared.options},
        why={option: whys[option] for option in declared.options if option in whys},
        pillars={
            id_: {option: figures[option] for option in declared.options} for id_, figures in scores.items()
        },
    )


def _whys(round_: Round) -> dict[str, Why]:
    """Return why options are hidden in the round as a whole."""
    found = round_.suppression
    out: dict[str, Why] = dict.fromkeys(found.complementary, "protects others")
    out.update(dict.fromkeys(found.primary, "too few people"))
    out.update(dict.fromkeys(found.empty, "nobody"))
    return out


def _of_pillar(
    round_: Round, pillar: Pillar, people: Mapping[str, int], at: int, book: Book | None
) -> dict[str, OptionFigure]:
    voices = {option: breakdown.voice(round_, pillar, option, n) for option, n in people.items() if n > 0}
    whys = _whys(round_)
    if round_.mode == "confidential":
        whys = _hidden(round_, pillar, voices) | whys
    if book is not None:
        whys = _told(round_, pillar, voices, whys, book=book, at=at) | whys
    return {option: _figure(round_, pillar, option, n, whys.get(option)) for option, n in people.items()}


def _figure(round_: Round, pillar: Pillar, option: str, n: int, why: Why | None) -> OptionFigure:
    score = None if why else pillars.group_score(round_, pillar, option)
    if score is None:
        return OptionFigure(None, None, why or ("undetermined" if n else "nobody"))
    return OptionFigure(score, n, None)


def _hidden(round_: Round, pillar: Pillar, voices: Mapping[str, Voice]) -> dict[str, Why]:
    """Return the options that may not be broken down by question in a pillar, each with the reason."""
    hidden, whole = breakdown.restricted(round_, pillar, voices)
    out: dict[str, Why] = dict.fromkeys(hidden | whole, "protects others")
    for option, voice in voices.items():
        if option in out and _short_of_answers(voice, round_.k):
            out[option] = "too few answers"
    return out


def _short_of_answers(voice: Voice, k: int) -> bool:
    few = voice.n < k or any(n < k for n in voice.answers.values())
    return few or len(voice.used) < breakdown.MIN_QUESTIONS


def _told(
    round_: Round,
    pillar: Pillar,
    voices: Mapping[str, Voice],
    whys: Mapping[str, Why],
    *,
    book: Book,
    at: int,
) -> dict[str, Why]:
    """Hide the smallest option, and who hides with it, until the sums tell nothing new; enter the rest."""
    people = {option: voice.n for option, voice in voices.items()}
    hidden: Collection[str] = [option for option in voices if option in whys]
    while shown := [option for option in voices if option not in hidden]:
        found = tuple(_published(round_, pillar, option, at) for option in shown)
        if not book.tells_more(pillar.id, found):
            book.enter(pillar.id, book.pages[pillar.id].with_scores(found))
            break
        smallest = min(shown, key=lambda option: (people[option], option))
        hidden = suppression.complete(people, {*hidden, smallest}, people=round_.k, groups=MIN_HIDDEN)
    return {option: "told by sums" for option in hidden if option not in whys}


def _published(round_: Round, pillar: Pillar, option: str, at: int) -> Published:
    """Return one option's score as a sum: its people, and each used question's share of one answer."""
    tally = round_.by_group[option]
    made = pillars.composite(round_, pillar, round_.used(rounds.ids(pillar.questions), tally))
    shares = {column: weight / tally.n[column] for column, weight in made.weights()}
    return Published((at, round_.scheme.groups.index(option)), shares)
