"""What of a round may be shown, and where not, why: the one place that every reader of a result asks.

Scoring has decided what may be shown of the figures; a comment is released here. Reports are built
from what this page says, and pages, documents and files see nothing but the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

import scoring
from assessments.models import Answer
from frameworks import kits
from scoring.partitions import Why
from scoring.result import Result
from scoring.scheme import Scheme

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from assessments.models import Assessment
    from assessments.results import Frozen

COMMENTS_BY_GROUP = 10
"""Comments of a group on one question from which they are shown as the group's (section 9, rule 8)."""

Reason = Why | Literal["one answer", "not compared", "not published"]
Thing = tuple[str, ...]

WORDS: Mapping[Reason, StrPromise] = {
    "nobody": _("Nobody answered."),
    "too few people": _("Not shown: too few answers to do so without exposing people."),
    "protects others": _("Not shown: the answers of a smaller group could be worked out from it."),
    "too few answers": _("Not shown: too few of its people answered one of the questions."),
    "told by sums": _("Not shown: together with the other figures it would tell what a few people answered."),
    "undetermined": _("Not enough answers to say."),
    "one answer": _("Not shown: it would tell what each of some people answered."),
    "not compared": _("Not shown: too few answers in common to compare."),
    "not published": _("Not shown before the result is."),
}


@dataclass(frozen=True, slots=True)
class Comments:
    """Released comments, ordered by their own text; `by_group`: question -> group -> comments."""

    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_group: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """One result and what may be shown of it."""

    scheme: Scheme
    result: Result
    breakdowns: Mapping[str, scoring.Partition] = field(default_factory=dict)
    comments: Comments = field(default_factory=Comments)

    def shows(self, *thing: str) -> bool:
        """Say whether a thing may be shown; see `why`."""
        return self.why(*thing) is None

    def why(self, kind: str, *which: str) -> Reason | None:
        """Return why a thing may not be shown, None where it may.

        Things: "result"; "group", group; "question", question; "group score", pillar, group; "by
        question", pillar, group; "gap", pair, pillar; "view", lens, view; "step", step; "first" and
        "second", lens, balance; "option", break-down, option; "option score", break-down, pillar,
        option. Nothing is shown where the result is not.
        """
        if not self.result.suppression.total_shown:
            return "too few people" if self.result.n else "nobody"
        rules: Mapping[str, Callable[..., Reason | None]] = {
            "result": lambda: None,
            "group": self._group,
            "question": self._question,
            "group score": self._group_score,
            "by question": self._by_question,
            "gap": self._gap,
            "option": lambda id_, option: self.breakdowns[id_].why.get(option),
            "option score": lambda id_, pillar, option: self.breakdowns[id_].pillars[pillar][option].why,
        }
        return rules[kind](*which) if kind in rules else self._across((kind, *which))

    @cached_property
    def across(self) -> frozenset[Thing]:
        """Return which views, steps and sides of balances may show their scores."""
        return scoring.released(self.scheme, self.result, scoring.groupings(self.scheme, self.result))

    def _across(self, thing: Thing) -> Reason | None:
        return None if thing in self.across else "one answer"

    def _group(self, id_: str) -> Reason | None:
        found = self.result.suppression
        if id_ in found.empty:
            return "nobody"
        if id_ in found.shown:
            return None
        return "too few people" if id_ in found.primary else "protects others"

    def _question(self, id_: str) -> Reason | None:
        question = self.result.questions[id_]
        if question.shown:
            return None
        if not question.n:
            return "nobody" if self.result.mode == "open" else "too few answers"
        return "one answer" if question.used else "too few people"

    def _group_score(self, pillar: str, group: str) -> Reason | None:
        figure = self.result.pillars[pillar].breakdown.groups[group]
        if figure.hidden:
            return self._group(group) or "too few answers"
        return "undetermined" if figure.score is None else None

    def _by_question(self, pillar: str, group: str) -> Reason | None:
        shown = group in self.result.pillars[pillar].breakdown.by_question
        return None if shown else self._group_score(pillar, group) or "one answer"

    def _gap(self, pair: str, pillar: str) -> Reason | None:
        gap = self.result.gaps.get(pair, {}).get(pillar)
        return "not compared" if gap is None else None


def of(assessment: Assessment, frozen: Frozen) -> Release:
    """Return what of a round may be shown, in one query, two where it was reopened."""
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked)
    bare = Release(kit.scheme, frozen.result, frozen.further.breakdowns)
    return Release(kit.scheme, frozen.result, frozen.further.breakdowns, _comments(assessment, bare))


def _comments(assessment: Assessment, release: Release) -> Comments:
    """Return the comments that may be shown (rule 8).

    In confidence none before the result, and none while answers wait that the result does not count: a
    comment that came with them would be one of few people's.
    """
    if not release.shows("result"):
        return Comments()
    if assessment.confidential and _answers_wait(assessment, release.result):
        return Comments()
    rows = Answer.objects.comments_in(assessment).values_list("question", "group", "comment")
    found: dict[str, dict[str, list[str]]] = {}
    for question, group, comment in rows:
        found.setdefault(question, {}).setdefault(group, []).append(comment)
    named = {question: _named(release, groups) for question, groups in found.items()}
    return Comments(
        together={
            question: _sorted(
                text for group in groups if group not in named[question] for text in groups[group]
            )
            for question, groups in found.items()
        },
        by_group={
            question: {group: _sorted(found[question][group]) for group in groups}
            for question, groups in named.items()
            if groups
        },
    )


def _answers_wait(assessment: Assessment, result: Result) -> bool:
    """Say whether more has been sent than the result counts; only a round that was reopened takes more."""
    return assessment.reopened_at is not None and assessment.responses.sent().count() != result.n


def _named(release: Release, groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the groups whose comments may bear their name; the others' must not follow from it."""
    if release.result.mode == "open":
        return ()
    named = tuple(
        group
        for group in release.result.groups
        if len(groups.get(group, ())) >= COMMENTS_BY_GROUP and release.shows("group", group)
    )
    rest = sum(len(texts) for group, texts in groups.items() if group not in named)
    return named if rest == 0 or rest >= COMMENTS_BY_GROUP else ()


def _sorted(texts: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(texts))
