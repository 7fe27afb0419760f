"""What a pillar may show of its questions and groups (section 9, rules 3 and 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring import pillars, rounds, suppression, visibility
from scoring.result import Breakdown, GroupFigure
from scoring.rounds import Round
from scoring.scheme import Pillar

MIN_QUESTIONS = 2
"""Questions that a group must use for a pillar score of its own."""
MIN_QUESTIONS_UNANIMOUS = 3
"""The same where the group is unanimous on one of them."""
MIN_HIDDEN = 2
"""Groups of which each hides behind the other."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one group brings to a pillar.

    `n`: people with a scored answer to one of its questions. `answers`: scored answers by question,
    only where there are any. `used`: questions with enough answers; `unanimous`: those of them on
    which all answers are equal.
    """

    n: int
    answers: Mapping[str, int]
    used: tuple[str, ...]
    unanimous: tuple[str, ...]


def shown_questions(round_: Round, questions: Iterable[str]) -> tuple[str, ...]:
    """Return which questions of one score may be shown for all together: all used ones, or none.

    None in a confidential round where everybody gave one of them the same answer (rule 7, G49).
    """
    asked = tuple(questions)
    used = set(round_.used(asked))
    if round_.mode == "confidential" and any(round_.everybody.unanimous[column] for column in used):
        return ()
    return tuple(question for question in asked if round_.columns[question] in used)


Contributors = Mapping[str, Mapping[str, int]]
"""Pillar -> group -> people with a scored answer to one of its used questions."""


def read(round_: Round, people: Contributors | None = None) -> dict[str, Breakdown]:
    """Return what every pillar may show, by the rules for one group and one question at a time."""
    known = contributors(round_) if people is None else people
    return {pillar.id: of_pillar(round_, pillar, known[pillar.id]) for pillar in round_.scheme.pillars}


def contributors(round_: Round) -> dict[str, dict[str, int]]:
    """Count who of every group has a scored answer to a used question of every pillar."""
    used = [round_.used(rounds.ids(pillar.questions)) for pillar in round_.scheme.pillars]
    people = {group: rounds.contributors(round_.codes_of(group), used) for group in round_.scheme.groups}
    return {
        pillar.id: {group: n[at] for group, n in people.items()}
        for at, pillar in enumerate(round_.scheme.pillars)
    }


def of_pillar(round_: Round, pillar: Pillar, people: Mapping[str, int]) -> Breakdown:
    """Return what one pillar may show; `people`: contributors per group (G48, G49)."""
    voices = {group: voice(round_, pillar, group, n) for group, n in people.items() if n > 0}
    questions = shown_questions(round_, rounds.ids(pillar.questions))
    hidden, whole = restricted(round_, pillar, voices)
    if not questions:
        whole = frozenset(voices)
    return Breakdown(
        questions=questions,
        groups={group: _figure(round_, pillar, group, n, hidden) for group, n in people.items()},
        by_question={
            group: _means(round_, group, voice) for group, voice in voices.items() if group not in whole
        },
        unanimous={group: voice.unanimous for group, voice in voices.items() if voice.unanimous},
        unseen=_unseen(round_, pillar, [group for group in voices if group not in whole]),
    )


def restricted(
    round_: Round, pillar: Pillar, voices: Mapping[str, Voice]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the groups whose pillar score is hidden and those that are not broken down."""
    if round_.mode == "open":
        return frozenset(), frozenset()
    unseen = frozenset(round_.groups).difference(round_.suppression.shown)
    hidden = hidden_scores(voices, hidden=unseen, k=round_.k)
    return hidden | unseen, not_broken_down(
        voices, hidden=hidden, order=rounds.ids(pillar.questions), k=round_.k
    )


def hidden_scores(voices: Mapping[str, Voice], *, hidden: Collection[str], k: int) -> frozenset[str]:
    """Return the groups whose pillar score is hidden (rules 3 and 7, G49).

    `hidden`: the groups hidden in the round.
    """
    alone = [
        group
        for group, voice in voices.items()
        if group in hidden or voice.n < k or len(voice.used) < _questions_needed(voice)
    ]
    people = {group: voice.n for group, voice in voices.items()}
    return suppression.complete(people, alone, people=k, groups=MIN_HIDDEN)


def _questions_needed(voice: Voice) -> int:
    return MIN_QUESTIONS_UNANIMOUS if voice.unanimous else MIN_QUESTIONS


def not_broken_down(
    voices: Mapping[str, Voice], *, hidden: Collection[str], order: Iterable[str], k: int
) -> frozenset[str]:
    """Return the groups that no question of the pillar shows apart (rules 3 and 7, G48, G49).

    `hidden`: groups whose pillar score is hidden; `order`: the questions in framework order.
    """
    whole = {
        group
        for group, voice in voices.items()
        if group in hidden or voice.unanimous or any(0 < n < k for n in voice.answers.values())
    }
    questions = tuple(order)
    before = -1
    while before != len(whole):
        before = len(whole)
        for question in questions:
            there = {group: v.answers[question] for group, v in voices.items() if question in v.answers}
            companion = _companion(there, whole, k)
            whole.update(companion)
    return frozenset(whole)


def _companion(there: Mapping[str, int], whole: Collection[str], k: int) -> tuple[str, ...]:
    """Return the smallest other group, where too little hides those not broken down at a question."""
    hiding = [n for group, n in there.items() if group in whole]
    others = sorted((n, group) for group, n in there.items() if group not in whole)
    enough = len(hiding) != 1 and sum(hiding) >= k
    return () if not hiding or enough or not others else (others[0][1],)


def voice(round_: Round, pillar: Pillar, group: str, n: int) -> Voice:
    """Return what one group of n contributors brings to a pillar."""
    tally = round_.by_group[group]
    names = [question.id for question in pillar.questions]
    carrying = round_.used(names)
    in_play = [name for name in names if round_.columns[name] in carrying]
    used = tuple(name for name in in_play if tally.n[round_.columns[name]] >= round_.min_n)
    return Voice(
        n=n,
        answers={name: many for name in in_play if (many := tally.n[round_.columns[name]]) > 0},
        used=used,
        unanimous=tuple(name for name in used if tally.unanimous[round_.columns[name]]),
    )


def _unseen(round_: Round, pillar: Pillar, apart: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return what many of a group that is broken down could not judge (section 2).

    In confidence only where those asked in the other groups are none, or k people of two groups.
    """
    out: dict[str, dict[str, float]] = {}
    for question, column in ((one.id, round_.columns[one.id]) for one in pillar.questions):
        base = {group: tally.base[column] for group, tally in round_.by_group.items()}
        shown = [group for group in apart if round_.by_group[group].n[column] >= round_.min_n]
        rest = [n for group, n in base.items() if n > 0 and group not in shown]
        if round_.mode == "confidential" and rest and (len(rest) < MIN_HIDDEN or sum(rest) < round_.k):
            continue
        for group in shown:
            tally = round_.by_group[group]
            found = visibility.of_question(
                n=tally.n[column],
                dont_know=tally.dont_know[column],
                base=tally.base[column],
                mode=round_.mode,
                k=round_.k,
            )
            if found.shown and found.dk_rate is not None:
                out.setdefault(group, {})[question] = found.dk_rate
    return out


def _figure(round_: Round, pillar: Pillar, group: str, n: int, hidden: Collection[str]) -> GroupFigure:
    if group in hidden:
        return GroupFigure(None, n, hidden=True)
    return GroupFigure(pillars.group_score(round_, pillar, group), n, hidden=False)


def _means(round_: Round, group: str, voice: Voice) -> dict[str, float]:
    means = round_.by_group[group].means
    known = {question: means[round_.columns[question]] for question in voice.used}
    return {question: mean for question, mean in known.items() if mean is not None}
