"""What must hold inside a lens file, and between a lens and the framework it reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from frameworks import mirror_meaning, rules, versions
from frameworks.documents import Framework
from frameworks.faults import Fault
from frameworks.fields import quoted
from frameworks.lenses import (
    DiagnosisLens,
    Lens,
    MappingLens,
    MirrorLens,
    StageField,
    StagesLens,
    SubsetLens,
)

OPTION_VALUES = (0.0, 0.5, 1.0)


class Reading(Protocol):
    """An entry of a lens that rests on questions of the framework."""

    @property
    def questions(self) -> tuple[str, ...]: ...


def check(lens: Lens) -> list[Fault]:
    """Return everything in a lens that contradicts itself."""
    faults = [*(fault for name in _lists(lens) for fault in _list(lens, name)), *_repeated(lens)]
    match lens:
        case DiagnosisLens():
            faults += _blocks(lens)
        case StagesLens():
            faults += (fault for at, field in enumerate(lens.fields, start=1) for fault in _field(field, at))
        case MirrorLens():
            faults += mirror_meaning.check_mirror(lens)
    return faults


def check_lens_against(lens: Lens, framework: Framework) -> list[Fault]:
    """Return everything in a lens that does not fit a framework."""
    return [*_belongs(lens, framework), *_questions(lens, framework), *_kind(lens, framework)]


def _lists(lens: Lens) -> tuple[str, ...]:
    match lens:
        case MappingLens():
            return ("views", "balances")
        case SubsetLens():
            return ()
        case DiagnosisLens():
            return ("blocks", "steps")
        case StagesLens():
            return ("fields", "stages")
        case MirrorLens():
            return ("forms", "promises", "patterns")


def _list(lens: Lens, name: str) -> Iterator[Fault]:
    entries = getattr(lens, name)
    yield from rules.unique((f"{name}[{at}].id", entry.id) for at, entry in enumerate(entries, start=1))
    if entries and hasattr(entries[0], "order"):
        yield from rules.running(name, entries)


def _repeated(lens: Lens) -> Iterator[Fault]:
    for path, questions in question_lists(lens):
        yield from rules.unique((f"{path}[{at}]", question) for at, question in enumerate(questions, start=1))


def question_lists(lens: Lens) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every list of questions in a lens with its path."""
    match lens:
        case SubsetLens():
            yield "questions", lens.questions
        case MappingLens():
            yield from _listed("views", lens.views)
            yield from _listed("balances", [balance.first for balance in lens.balances], ".first")
            yield from _listed("balances", [balance.second for balance in lens.balances], ".second")
        case DiagnosisLens():
            yield from _listed("steps", lens.steps)
        case StagesLens():
            yield from _listed("stages", lens.stages)
        case MirrorLens():
            yield from _listed("promises", lens.promises)


def _listed(name: str, entries: Sequence[Reading], side: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for at, entry in enumerate(entries, start=1):
        yield f"{name}[{at}]{side}.questions", entry.questions


def _blocks(lens: DiagnosisLens) -> Iterator[Fault]:
    blocks = [block.id for block in lens.blocks]
    if list(lens.rule.order) != blocks:
        found = rules.listed(lens.rule.order)
        yield Fault("rule.order", f"is {found}; expected {rules.listed(blocks)}, the blocks in their order")
    placed = [
        (f"blocks[{at}].steps[{inner}]", step)
        for at, block in enumerate(lens.blocks, start=1)
        for inner, step in enumerate(block.steps, start=1)
    ]
    steps = [step.id for step in lens.steps]
    yield from rules.unique(placed)
    for path, step in placed:
        yield from rules.known(path, step, steps, "a step of this lens")
    for at, name in enumerate(steps, start=1):
        if name not in {step for _, step in placed}:
            yield Fault(f"steps[{at}].id", f"is {quoted(name)}, in no block; expected a step of one block")


def _field(field: StageField, at: int) -> Iterator[Fault]:
    path = f"fields[{at}].options"
    values = [option.value for option in field.options]
    yield from rules.unique(
        (f"{path}[{inner}].id", option.id) for inner, option in enumerate(field.options, start=1)
    )
    if field.type == "scale5" and values:
        yield Fault(path, "is given; expected no options for a field of type scale5")
    if field.type == "choice" and (not values or set(values) - set(OPTION_VALUES)):
        found = ", ".join(rules.number(value) for value in values) or "nothing"
        yield Fault(path, f"has the values {found}; expected only 0, 0.5 and 1")


def _belongs(lens: Lens, framework: Framework) -> Iterator[Fault]:
    about, target = lens.about, framework.about
    if about.framework != target.id:
        yield Fault("lens.framework", f"is {quoted(about.framework)}; expected {quoted(target.id)}")
    elif not versions.satisfies(target.version, about.requires):
        found = f"is {quoted(about.requires)}"
        yield Fault("lens.requires", f"{found}; expected a range that holds version {target.version}")
    if about.language != target.language:
        found = f"is {quoted(about.language)}"
        yield Fault("lens.language", f"{found}; expected {quoted(target.language)}, as the framework")


def _questions(lens: Lens, framework: Framework) -> Iterator[Fault]:
    known = {question.id for question in framework.questions}
    for path, questions in question_lists(lens):
        for at, question in enumerate(questions, start=1):
            if question not in known:
                yield Fault(f"{path}[{at}]", f"is {quoted(question)}; expected a question of the framework")


def _kind(lens: Lens, framework: Framework) -> Iterator[Fault]:
    match lens:
        case MappingLens():
            pass
        case SubsetLens():
            yield from _pulse(lens, framework)
        case DiagnosisLens():
            yield from _step_tags(lens, framework)
            yield from _block_tags(lens, framework)
        case StagesLens():
            for at, stage in enumerate(lens.stages, start=1):
                yield from rules.for_levels(
                    f"stages[{at}].descriptors", stage.descriptors, _levels(framework)
                )
        case MirrorLens():
            yield from mirror_meaning.check_mirror_against(lens, framework)


def _pulse(lens: SubsetLens, framework: Framework) -> Iterator[Fault]:
    flagged = {question.id for question in framework.questions if question.pulse}
    for missing in sorted(flagged - set(lens.questions)):
        yield Fault("questions", f"lacks {quoted(missing)}; expected every question with pulse = true")
    for at, question in enumerate(lens.questions, start=1):
        if question not in flagged:
            yield Fault(f"questions[{at}]", f"is {quoted(question)}; expected a question with pulse = true")


def _step_tags(lens: DiagnosisLens, framework: Framework) -> Iterator[Fault]:
    steps = [step.id for step in framework.steps]
    if [step.id for step in lens.steps] != steps:
        found = rules.listed([step.id for step in lens.steps])
        yield Fault("steps", f"has {found}; expected the framework's steps, {rules.listed(steps)}")
    for at, step in enumerate(lens.steps, start=1):
        tagged = {question.id for question in framework.questions if question.step == step.id}
        if tagged != set(step.questions):
            differing = rules.listed(sorted(tagged ^ set(step.questions)))
            message = f"differs in {differing} from the framework's tags; expected the questions tagged"
            yield Fault(f"steps[{at}].questions", f"{message} {quoted(step.id)}")


def _block_tags(lens: DiagnosisLens, framework: Framework) -> Iterator[Fault]:
    for at, block in enumerate(lens.blocks, start=1):
        steps = [step.id for step in framework.steps if step.block == block.id]
        if list(block.steps) != steps:
            found = rules.listed(block.steps)
            expected = f"{rules.listed(steps)}, the framework's steps of this block"
            yield Fault(f"blocks[{at}].steps", f"is {found}; expected {expected}")


def _levels(framework: Framework) -> list[str]:
    return [level.id for level in framework.levels]
