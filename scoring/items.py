"""What may be shown of single questions that no score draws together (section 9, rules 1, 2, 3 and 7).

Each question is a system of its own: its mean over all who answered, and the means of its groups.
Nothing published on one question tells of another, so each is put to the rules alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from scoring import breakdown
from scoring.breakdown import Voice
from scoring.rounds import Round

Hidden = Literal["too few people", "all answered alike", "group not shown"]


@dataclass(frozen=True, slots=True)
class Item:
    """One question as it may be shown; scores 0-100.

    `n`: scored answers, `mean`: over all of them, both None where hidden or where nobody answered.
    `hidden`: why it is hidden. `groups`: those that may be shown; `hidden_groups`: the others with answers.
    """

    n: int | None
    mean: float | None
    hidden: Hidden | None
    groups: Mapping[str, float]
    hidden_groups: tuple[str, ...]


def read(round_: Round) -> dict[str, Item]:
    """Return every question of a round as it may be shown."""
    return {question.id: _item(round_, question.id) for question in round_.scheme.questions}


def _item(round_: Round, question: str) -> Item:
    column = round_.columns[question]
    voices = _voices(round_, question, column)
    if not voices:
        return Item(None, None, None, {}, ())
    why = _why_hidden(round_, question, voices)
    if why is not None:
        return Item(None, None, why, {}, tuple(voices))
    whole = _not_apart(round_, question, voices)
    means = {group: round_.by_group[group].means[column] for group in voices if group not in whole}
    return Item(
        n=round_.everybody.n[column],
        mean=round_.everybody.means[column],
        hidden=None,
        groups={group: mean for group, mean in means.items() if mean is not None},
        hidden_groups=tuple(group for group in voices if group in whole),
    )


def _voices(round_: Round, question: str, column: int) -> dict[str, Voice]:
    """Return what each group brings to the question, where it brings anything."""
    voices = {}
    for group in round_.scheme.groups:
        tally = round_.by_group[group]
        if n := tally.n[column]:
            used = (question,) if n >= round_.min_n else ()
            voices[group] = Voice(n, {question: n}, used, used if tally.unanimous[column] else ())
    return voices


def _unseen(round_: Round) -> frozenset[str]:
    return frozenset(round_.groups).difference(round_.suppression.shown)


def _why_hidden(round_: Round, question: str, voices: Mapping[str, Voice]) -> Hidden | None:
    """Return why the question is not even shown for all together, None if it is."""
    if round_.mode == "open":
        return None
    if not round_.suppression.total_shown or not round_.used((question,)):
        return "too few people"
    if not breakdown.shown_questions(round_, (question,)):
        return "all answered alike"
    # All together are then one group, and it is hidden in the round.
    return "group not shown" if len(voices) == 1 and _unseen(round_).issuperset(voices) else None


def _not_apart(round_: Round, question: str, voices: Mapping[str, Voice]) -> Collection[str]:
    """Return the groups whose mean is not shown.

    None at all is shown where the answers of those not shown are all equal: their sum, which is what
    all together leave, would be each of them.
    """
    if round_.mode == "open":
        return ()
    whole = breakdown.not_broken_down(voices, hidden=_unseen(round_), order=(question,), k=round_.k)
    return voices if _alike(round_, question, whole.intersection(voices)) else whole


def _alike(round_: Round, question: str, groups: Collection[str]) -> bool:
    column = round_.columns[question]
    rows = [round_.by_group[group].distributions[column] for group in groups]
    return sum(any(row[at] for row in rows) for at in range(5)) == 1
