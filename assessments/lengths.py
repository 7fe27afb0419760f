"""How many questions the groups of a round are asked, and how long that takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assessments import sheets
from assessments.models import Assessment
from frameworks import kits
from frameworks.kits import Kit
from frameworks.lenses import MirrorLens, StagesLens


@dataclass(frozen=True, slots=True)
class GroupAsked:
    """How much one group is asked, and how long that takes."""

    name: str
    questions: int
    minutes: int


def of_groups(assessment: Assessment) -> tuple[GroupAsked, ...]:
    """Return what each group is asked, without what was ruled out; the time includes lenses."""
    kit = kits.load(assessment.framework.checksum, assessment.lens_checksums)
    about = kit.framework.about
    whole, minutes = about.questions_total, about.minutes_to_answer
    if assessment.scope == Assessment.Scope.PULSE and kit.pulse:
        whole, minutes = len(kit.pulse.questions), kit.pulse.about.minutes_to_answer
    further = sum(
        lens.about.minutes_to_answer for lens in own_lenses(kit) if lens.about.id in assessment.asked_lenses
    )
    totals = [(group.name, _total(assessment, group.id)) for group in kit.asked_groups]
    return tuple(
        GroupAsked(name, total, math.ceil(minutes * total / whole) + further) for name, total in totals
    )


def at_most(assessment: Assessment) -> tuple[int, int]:
    """Return how many questions a person is asked at most, and how many minutes that takes."""
    groups = of_groups(assessment)
    return max(group.questions for group in groups), max(group.minutes for group in groups)


def own_lenses(kit: Kit) -> tuple[StagesLens | MirrorLens, ...]:
    """Return the lenses that put questions of their own."""
    return tuple(lens for lens in kit.lenses if isinstance(lens, StagesLens | MirrorLens))


def _total(assessment: Assessment, group: str) -> int:
    return sheets.sheet(
        framework=assessment.framework.checksum,
        lenses=assessment.lens_checksums,
        group=group,
        scope=assessment.scope,
        without=assessment.not_asked,
    ).total
