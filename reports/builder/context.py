"""What a report needs to know besides the framework and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.comparing import Comparison
from assessments.lens_figures import JourneyFigures, MirrorFigures


@dataclass(frozen=True, slots=True)
class Context:
    """Facts about the assessment that no figure holds; texts are as people typed them.

    `organisation` may be empty (nobody has named it yet). `checksum` is that of the stored result.
    `computed_on` is the day the round closed or, on demand, the day of the result. `invited` is None
    where nobody counted. `comments` are by question, already released under the rules of the mode.
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
    ruled_out: tuple[tuple[str, str], ...] = ()  # questions that nobody was asked, each with the reason
    comparison: Comparison | None = None  # with the rounds before, where there are any
    journey: JourneyFigures | None = None
    mirror: MirrorFigures | None = None
