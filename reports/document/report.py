"""The whole report, built once and rendered in many formats (narrative.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reports.document import parts
from reports.document.texts import Sentence
from reports.document.values import Identity, Labels


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader sees. A part that is None has no data; `kind` says which to expect.

    `full`: everything. `pulse`: answer, pulse, questions and the last three parts.
    `withheld`: nothing may be shown; only `withheld` (N1) and the method note stand.
    """

    kind: Literal["full", "pulse", "withheld"]
    identity: Identity
    labels: Labels
    withheld: Sentence | None
    answer: parts.Answer | None
    pulse: parts.PulsePart | None
    pillars: parts.PillarsPart | None
    differences: parts.Differences | None
    unseen: parts.UnseenPart | None
    views: tuple[parts.ViewsPart, ...]
    plan: parts.Plan | None
    questions: parts.QuestionsPart | None
    method: parts.MethodNote
    board: parts.BoardPart | None
    words: parts.WordsPart | None
