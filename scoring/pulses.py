"""The short form: its sections and next steps (section 15.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scoring import arithmetic, roadmap
from scoring.composites import Composite
from scoring.errors import NoPulse
from scoring.result import PulseStep
from scoring.rounds import Round
from scoring.scheme import Action, Pillar, Pulse, Question, Scheme

MIN_QUESTIONS = 2
"""Questions that determine a section of a pulse."""
NEXT_STEPS = 3


def required(scheme: Scheme) -> Pulse:
    """Return the pulse of a scheme; raise `NoPulse` where it has none."""
    if scheme.pulse is None:
        raise NoPulse(scheme.id)
    return scheme.pulse


def questions_of(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """Return the pulse questions of every section, in framework order."""
    asked = frozenset(required(scheme).questions)
    return {
        section.id: tuple(
            question.id
            for pillar in scheme.pillars_of(section.id)
            for question in pillar.questions
            if question.id in asked
        )
        for section in scheme.sections
    }


def composites(round_: Round, used: Collection[int]) -> dict[str, Composite]:
    """Return each determined section: the plain mean of two or more pulse question means."""
    columns = {
        section: tuple(at for question in questions if (at := round_.columns[question]) in used)
        for section, questions in questions_of(round_.scheme).items()
    }
    return {id_: Composite.plain(at) for id_, at in columns.items() if len(at) >= MIN_QUESTIONS}


def sections(round_: Round) -> dict[str, float | None]:
    """Return the pulse read out of a full round: score 0-100 by section, nothing without a pulse."""
    if round_.scheme.pulse is None:
        return {}
    made = composites(round_, round_.used(round_.columns))
    return {
        section.id: made[section.id].value(round_.everybody.means) if section.id in made else None
        for section in round_.scheme.sections
    }


def next_steps(
    scheme: Scheme, means: Mapping[str, float | None], held_back_by: Collection[str]
) -> tuple[PulseStep, ...]:
    """Return up to three low questions, each with an action of its pillar (G55).

    `means`: 0-100 by question; a question whose pillar has no action left gives way to the next.
    """
    steps: list[PulseStep] = []
    for pillar, question, mean in _lowest_first(scheme, means, held_back_by):
        taken = {step.action for step in steps}
        free = [a for a in roadmap.actions_of(scheme, pillar, mean) if a.id not in taken]
        if free and len(steps) < NEXT_STEPS:
            steps.append(PulseStep(question.id, _best(free, question).id))
    return tuple(steps)


def _best(actions: list[Action], question: Question) -> Action:
    """Return the first action with the question's step, else the first."""
    return next((action for action in actions if action.step == question.step), actions[0])


def _lowest_first(
    scheme: Scheme, means: Mapping[str, float | None], held_back_by: Collection[str]
) -> list[tuple[Pillar, Question, float]]:
    low = [
        (pillar, question, mean)
        for pillar in scheme.pillars
        for question in pillar.questions
        if (mean := means.get(question.id)) is not None and arithmetic.below(mean, arithmetic.TOP)
    ]
    return sorted(low, key=lambda entry: (entry[0].section not in held_back_by, arithmetic.rounded(entry[2])))
