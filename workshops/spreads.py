"""How far answers lie apart, as far as a room may see it: those measured before, and votes after a reveal.

What was measured is shown by the release rules of its round. A vote is open to the room by declaration,
never by name; with fewer than five voters only the median is shown (scoring specification, section 7).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

import scoring
from assessments import release, results
from assessments.models import Assessment
from frameworks import kits
from scoring import agreement, suppression
from workshops import protocol

if TYPE_CHECKING:
    from uuid import UUID

    from workshops.models import Ballot, Workshop

Counts = tuple[int, int, int, int, int]
Tally = Sequence[int]
"""Votes by reply: the five positions, and those who cannot judge."""
SHOWN_FROM = 5
"""Voters with a position from which their distribution is shown."""
MEDIAN_FROM = 2
NO_GROUP = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where answers lie, or in words why it may not be said; None is what may not be known."""

    n: int | None = None  # voters or respondents with a position
    distribution: Counts | None = None
    median: float | None = None
    middle_half: tuple[float, float] | None = None
    unsure: int | None = None  # could not judge
    split: bool = False
    hidden: str = ""
    groups: Mapping[str, Spread] = field(default_factory=dict)


def measured(workshop: Workshop) -> Mapping[str, Spread]:
    """Return the individual answers of the round by question; nothing before its result stands.

    Asks one query where the same result was read before.
    """
    if not workshop.assessment.result_stands:
        return {}
    mark = results.mark(workshop.assessment)
    return {} if mark is None else _measured(workshop.assessment_id, mark.checksum)


@lru_cache(maxsize=64)
def _measured(assessment_id: UUID, _checksum: str) -> Mapping[str, Spread]:
    """Read a published result once: what its checksum names never changes."""
    assessment = Assessment.objects.select_related("framework").get(pk=assessment_id)
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)
    page = release.Release(kit.scheme, results.current(assessment).result)
    return {question: _of_question(page, question) for question in page.result.questions}


def _of_question(page: release.Release, id_: str) -> Spread:
    reason = page.why("question", id_)
    if reason is not None:
        return Spread(hidden=str(release.WORDS[reason]))
    question = page.result.questions[id_]
    return Spread(
        n=question.n,
        distribution=question.distribution if question.distribution_shown else None,
        median=question.median,
        middle_half=question.middle_half,
        unsure=question.dont_know if question.visibility.percentage_shown else None,
        split=question.split,
    )


def voted(ballot: Ballot) -> Spread:
    """Return how the votes of a revealed ballot lie; nothing before its reveal."""
    if ballot.revealed_at is None:
        return Spread(hidden=_("Not shown before the reveal."))
    votes = ballot.votes.filter(void=False).values_list("group", "reply")
    return of_votes(list(votes), k=ballot.topic.workshop.assessment.k, shown=ballot.shown)


def tally(votes: Sequence[tuple[str, int]]) -> Tally:
    """Count votes by what was chosen."""
    return protocol.tally([reply for _group, reply in votes])


def of_votes(votes: Sequence[tuple[str, int]], *, k: int, shown: Collection[Tally] = ()) -> Spread:
    """Return how votes lie, each a group ("" for none) and a reply.

    `shown`: how the same ballot lay whenever it was shown before. Beside that, the votes of one to four
    people who came, left or chose otherwise since would be the difference (section 9, rules 5 and 6).
    """
    if any(0 < _otherwise(before, tally(votes)) < SHOWN_FROM for before in shown):
        return Spread(hidden=_few_new())
    positions = [(group, reply) for group, reply in votes if reply != scoring.Reply.DONT_KNOW]
    unsure = len(votes) - len(positions) if len(votes) >= SHOWN_FROM else None
    counts, n = _counts([reply for _group, reply in positions]), len(positions)
    if n < MEDIAN_FROM:
        return Spread(unsure=unsure, hidden=_too_few(n))
    if n < SHOWN_FROM:
        return Spread(median=agreement.median(counts), unsure=unsure)
    return _pictured(counts, unsure=unsure, groups={} if shown else _groups(positions, k=max(SHOWN_FROM, k)))


def _otherwise(before: Tally, now: Tally) -> int:
    """Return how many people at least lie between two tallies of one ballot."""
    changes = [after - count for count, after in zip(before, now, strict=True)]
    return max(
        sum(change for change in changes if change > 0), -sum(change for change in changes if change < 0)
    )


def _few_new() -> str:
    return _(
        "These votes were shown before, and so few are new since then that they would tell whose they are. "
        "Vote again to see how the room stands."
    )


def _too_few(n: int) -> str:
    return _("One vote alone is not shown.") if n else _("Nobody has chosen a position.")


def _pictured(
    counts: Counts, *, unsure: int | None = None, groups: Mapping[str, Spread] | None = None
) -> Spread:
    return Spread(
        n=sum(counts),
        distribution=counts,
        median=agreement.median(counts),
        middle_half=agreement.middle_half(counts),
        unsure=unsure,
        split=agreement.is_split(counts),
        groups=groups or {},
    )


def _counts(replies: Sequence[int]) -> Counts:
    one, two, three, four, five = (replies.count(position) for position in range(1, 6))
    return one, two, three, four, five


def _groups(positions: Sequence[tuple[str, int]], *, k: int) -> Mapping[str, Spread]:
    """Return the groups that may be shown beside all together (section 9, rules 1 to 3 and 7).

    Whoever gave no group is never shown apart. Neither is a group that voted as one, nor any while the
    rest that would follow from it voted as one.
    """
    replies: dict[str, list[int]] = {}
    for group, reply in positions:
        replies.setdefault(group, []).append(reply)
    people = {group: len(chosen) for group, chosen in replies.items()}
    released = scoring.suppress(people, k=k).shown
    hidden = {group for group in replies if group not in released or _as_one(replies[group])}
    hidden |= {NO_GROUP} & replies.keys()
    kept_back = suppression.complete(people, hidden, people=k, groups=2)
    rest = [reply for group in kept_back for reply in replies[group]]
    if rest and _as_one(rest):
        return {}
    return {group: _pictured(_counts(replies[group])) for group in sorted(replies) if group not in kept_back}


def _as_one(replies: Sequence[int]) -> bool:
    return len(set(replies)) == 1
