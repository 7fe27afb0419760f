"""What must hold between the values of a framework file once each of them is well formed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

from frameworks import rules
from frameworks.documents import Framework, Pillar, Question
from frameworks.faults import Fault
from frameworks.fields import quoted
from frameworks.measures import check_measures

MIN_SHARED_QUESTIONS = 2
MIN_PULSE_QUESTIONS = 2  # a section of a pulse is determined with two


def check(framework: Framework) -> list[Fault]:
    """Return everything in a framework that contradicts itself."""
    return [
        *_totals(framework),
        *_ids(framework),
        *_orders(framework),
        *check_measures(framework),
        *_sections(framework),
        *_groups(framework),
        *(fault for place in range(len(framework.pillars)) for fault in _pillar(framework, place)),
        *_pulse(framework),
    ]


def _totals(framework: Framework) -> Iterator[Fault]:
    total = len(framework.questions)
    if framework.about.questions_total != total:
        said = framework.about.questions_total
        yield Fault("framework.questions_total", f"is {said}; expected {total}, the questions in this file")


def _ids(framework: Framework) -> Iterator[Fault]:
    for name in ("sources", "levels", "bands", "groups", "steps", "sections", "pillars"):
        entries = getattr(framework, name)
        yield from rules.unique((f"{name}[{at}].id", entry.id) for at, entry in enumerate(entries, start=1))
    yield from rules.unique(
        (f"answers_special[{at}].code", answer.code)
        for at, answer in enumerate(framework.answers_special, start=1)
    )
    for name in ("questions", "actions"):
        yield from rules.unique(
            (f"pillars[{at}].{name}[{inner}].id", entry.id)
            for at, pillar in enumerate(framework.pillars, start=1)
            for inner, entry in enumerate(getattr(pillar, name), start=1)
        )


def _orders(framework: Framework) -> Iterator[Fault]:
    for name in ("levels", "steps", "sections", "pillars"):
        yield from rules.running(name, getattr(framework, name))


def _sections(framework: Framework) -> Iterator[Fault]:
    used = {pillar.section for pillar in framework.pillars}
    for place, section in enumerate(framework.sections, start=1):
        path = f"sections[{place}]"
        if not section.gate:
            yield Fault(f"{path}.gate", "is false; expected true, every section is a gate in this version")
        if section.id not in used:
            yield Fault(
                path, f"has no pillar; expected at least one pillar with section {quoted(section.id)}"
            )


def _groups(framework: Framework) -> Iterator[Fault]:
    if not any(group.asked for group in framework.groups):
        yield Fault("groups", "has no group that is asked; expected at least one with asked = true")


def _pillar(framework: Framework, place: int) -> Iterator[Fault]:
    pillar = framework.pillars[place]
    path = f"pillars[{place + 1}]"
    levels = [level.id for level in framework.levels]
    yield from rules.known(f"{path}.section", pillar.section, [s.id for s in framework.sections], "a section")
    yield from rules.all_known(f"{path}.steps", pillar.steps, [step.id for step in framework.steps], "a step")
    yield from rules.for_levels(f"{path}.readings", pillar.readings, levels)
    for at, question in enumerate(pillar.questions, start=1):
        yield from _question(framework, pillar, question, f"{path}.questions[{at}]")
    yield from _shared_questions(framework, pillar, path)
    yield from _actions(pillar, path, levels)


def _question(framework: Framework, pillar: Pillar, question: Question, path: str) -> Iterator[Fault]:
    if question.section != pillar.section:
        message = f"is {quoted(question.section)}; expected {quoted(pillar.section)}, the pillar's section"
        yield Fault(f"{path}.section", message)
    yield from rules.known(f"{path}.step", question.step, pillar.steps, "a step of its pillar")
    yield from rules.all_known(
        f"{path}.judged_by", question.judged_by, _asked(framework), "a group that is asked"
    )
    if question.na_allowed and question.na_hint is None:
        yield Fault(f"{path}.na_hint", "is missing; expected what justifies it, because na_allowed is true")
    if question.na_hint is not None and not question.na_allowed:
        yield Fault(f"{path}.na_hint", "is given; expected no such key, because na_allowed is false")
    yield from rules.for_levels(
        f"{path}.descriptors", question.descriptors, [level.id for level in framework.levels]
    )


def _shared_questions(framework: Framework, pillar: Pillar, path: str) -> Iterator[Fault]:
    for first, second in combinations(_asked(framework), 2):
        shared = sum({first, second} <= set(question.judged_by) for question in pillar.questions)
        if shared < MIN_SHARED_QUESTIONS:
            message = f"has {shared} questions that both {quoted(first)} and {quoted(second)} judge"
            yield Fault(f"{path}.questions", f"{message}; expected at least {MIN_SHARED_QUESTIONS}")


def _actions(pillar: Pillar, path: str, levels: list[str]) -> Iterator[Fault]:
    transitions = list(pairwise(levels))
    for at, action in enumerate(pillar.actions, start=1):
        here = f"{path}.actions[{at}]"
        yield from rules.known(f"{here}.step", action.step, pillar.steps, "a step of its pillar")
        if (action.from_level, action.to_level) not in transitions:
            found = f"leads from {quoted(action.from_level)} to {quoted(action.to_level)}"
            expected = " or ".join(f"from {quoted(low)} to {quoted(high)}" for low, high in transitions)
            yield Fault(here, f"{found}; expected {expected}")


def _pulse(framework: Framework) -> Iterator[Fault]:
    asked = set(_asked(framework))
    counts = Counter(question.section for question in framework.questions if question.pulse)
    for place, pillar in enumerate(framework.pillars, start=1):
        for at, question in enumerate(pillar.questions, start=1):
            if question.pulse and not asked <= set(question.judged_by):
                path = f"pillars[{place}].questions[{at}].pulse"
                yield Fault(
                    path, "is true; expected false, because not every group that is asked can judge it"
                )
    for place, section in enumerate(framework.sections, start=1):
        if counts and counts[section.id] < MIN_PULSE_QUESTIONS:
            message = f"has {counts[section.id]} questions with pulse = true"
            yield Fault(
                f"sections[{place}]",
                f"{message}; expected at least {MIN_PULSE_QUESTIONS}, or none in the file",
            )


def _asked(framework: Framework) -> list[str]:
    return [group.id for group in framework.groups if group.asked]
