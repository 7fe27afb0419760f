"""What a report needs to know besides the framework and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from actions.plans import Plan
from assessments.comparing import Comparison
from assessments.lens_figures import JourneyFigures, MirrorFigures
from assessments.release import Release
from reports.builder.editions import Edition
from workshops.outcomes import Outcome

DeclaredNames = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about the assessment that no figure holds; texts are as people typed them.

    `organisation` may be empty (nobody has named it yet). `checksum` is that of the stored result.
    `computed_on` is the day the round closed or, on demand, the day of the result. `invited` is None
    where nobody counted. `comments`, and those that may bear the name of their group, are by question and released
    already. `release` says what else may be shown; by default what the result alone says. `breakdowns` names the declared break-downs: id, name, and id and name of each option.
    """

    organisation: str
    title: str
    checksum: str
    computed_on: date
    closed: bool
    answers_from: date
    answers_to: date
    invited: int | None = None
    own_word: str = ""
    next_round: date | None = None
    linked_trend: bool = False
    first_report: bool = True
    method_address: str = ""
    comments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group_comments: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    release: Release | None = None
    breakdowns: tuple[DeclaredNames, ...] = ()
    ruled_out: tuple[tuple[str, str], ...] = ()  # questions that nobody was asked, each with the reason
    comparison: Comparison | None = None  # with the rounds before, where there are any
    journey: JourneyFigures | None = None
    mirror: MirrorFigures | None = None
    edition: Edition = field(default_factory=Edition)  # marking, approval, the name on the cover
    plan: Plan | None = None  # the actions that were chosen, and what became of those before
    workshop: Outcome | None = None  # of the latest workshop on the round that has ended
