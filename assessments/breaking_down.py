"""The break-downs that a round declared, read from its sent sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

import scoring
from assessments import rows
from assessments.rows import Traits
from frameworks import kits
from frameworks.kits import Kit

if TYPE_CHECKING:
    from assessments.models import Assessment


def compute(
    assessment: Assessment, kit: Kit, replies: scoring.Replies, traits: Traits
) -> dict[str, scoring.Partition]:
    """Read every declared break-down of a full round; a pulse has no pillars to break down."""
    if not assessment.breakdowns or assessment.scope == assessment.Scope.PULSE:
        return {}
    asked = kits.load(
        assessment.framework.checksum, assessment.lens_checksums, without=assessment.not_asked
    ).scheme
    return scoring.break_down(
        asked,
        rows.of_questions(replies, kit.scheme, asked),
        [_declared(breakdown, traits) for breakdown in assessment.breakdowns],
        mode="confidential" if assessment.confidential else "open",
        k=assessment.k,
    )


def _declared(breakdown: Mapping[str, Any], traits: Traits) -> scoring.Declared:
    options = tuple(option["id"] for option in breakdown["options"])
    place = {option: at for at, option in enumerate(options)}
    labels = [place.get(of.get(breakdown["id"], ""), -1) for of in traits]
    return scoring.Declared(breakdown["id"], options, np.array(labels, dtype=np.intp))
