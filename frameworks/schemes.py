"""From documents to the scheme that scoring reads: ids, cuts and mappings, and no texts."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.documents import Framework, Pillar
from frameworks.lenses import DiagnosisLens, Lens, MappingLens, SubsetLens
from scoring import scheme


def build(framework: Framework, lenses: Sequence[Lens] = ()) -> scheme.Scheme:
    """Return the scheme of a framework with those of its lenses that read the same answers."""
    return scheme.Scheme(
        id=framework.about.id,
        version=framework.about.version,
        levels=tuple(
            scheme.Level(level.id, level.anchor_score, level.min_score) for level in framework.levels
        ),
        bands=tuple(scheme.Band(band.id, band.level, band.min_score) for band in framework.bands),
        groups=tuple(group.id for group in framework.groups if group.asked),
        steps=tuple(step.id for step in framework.steps),
        sections=tuple(scheme.Section(section.id) for section in framework.sections),
        pillars=tuple(_pillar(pillar) for pillar in framework.pillars),
        mappings=tuple(_mapping(lens) for lens in lenses if isinstance(lens, MappingLens)),
        diagnosis=next((_diagnosis(lens) for lens in lenses if isinstance(lens, DiagnosisLens)), None),
        pulse=next((_pulse(lens, framework) for lens in lenses if isinstance(lens, SubsetLens)), None),
    )


def _pillar(pillar: Pillar) -> scheme.Pillar:
    return scheme.Pillar(
        id=pillar.id,
        section=pillar.section,
        weight=pillar.weight,
        questions=tuple(
            scheme.Question(
                id=question.id,
                step=question.step,
                judged_by=frozenset(question.judged_by),
                na_allowed=question.na_allowed,
                weight=question.weight,
            )
            for question in pillar.questions
        ),
        actions=tuple(
            scheme.Action(action.id, action.from_level, action.to_level, action.step, action.days)
            for action in pillar.actions
        ),
    )


def _mapping(lens: MappingLens) -> scheme.Mapping:
    return scheme.Mapping(
        id=lens.about.id,
        views=tuple(scheme.View(view.id, view.questions) for view in lens.views),
        balances=tuple(
            scheme.Balance(
                id=balance.id,
                first=scheme.View("first", balance.first.questions),
                second=scheme.View("second", balance.second.questions),
                threshold=balance.threshold,
            )
            for balance in lens.balances
        ),
        min_share_answered=lens.min_share_answered,
    )


def _diagnosis(lens: DiagnosisLens) -> scheme.Diagnosis:
    return scheme.Diagnosis(
        id=lens.about.id,
        blocks=tuple(scheme.Block(block.id, block.steps) for block in lens.blocks),
        in_place_score=lens.rule.in_place_score,
        step_floor=lens.rule.step_floor,
        min_questions_per_step=lens.rule.min_questions_per_step,
    )


def _pulse(lens: SubsetLens, framework: Framework) -> scheme.Pulse:
    chosen = frozenset(lens.questions)
    return scheme.Pulse(lens.about.id, tuple(q.id for q in framework.questions if q.id in chosen))
