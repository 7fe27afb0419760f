"""What must hold inside a say and do lens, and between it and its framework."""

from __future__ import annotations

from collections.abc import Iterator

import scoring
from frameworks import rules
from frameworks.documents import Framework
from frameworks.faults import Fault
from frameworks.fields import quoted
from frameworks.lenses import MirrorLens

FORMS = ("say", "do", "felt")


def check_mirror(lens: MirrorLens) -> Iterator[Fault]:
    """Yield everything in a mirror that contradicts itself."""
    yield from _forms(lens)
    for at, pattern in enumerate(lens.patterns, start=1):
        if _figures(pattern.when) is None:
            expected = 'conditions such as "say >= 75 and do - felt < 12.5"'
            yield Fault(f"patterns[{at}].when", f"is {quoted(pattern.when)}; expected {expected}")


def check_mirror_against(lens: MirrorLens, framework: Framework) -> Iterator[Fault]:
    """Yield everything in a mirror that does not fit a framework."""
    levels = [level.id for level in framework.levels]
    groups = [group.id for group in framework.groups]
    for at, form in enumerate(lens.forms, start=1):
        yield from rules.all_known(f"forms[{at}].groups", form.groups, groups, "a group of the framework")
        if form.anchors is not None:
            yield from rules.for_levels(f"forms[{at}].anchors", form.anchors, levels)
    for at, promise in enumerate(lens.promises, start=1):
        yield from rules.for_levels(f"promises[{at}].do_anchors", promise.do_anchors, levels)
        yield from rules.for_levels(f"promises[{at}].felt_anchors", promise.felt_anchors, levels)
    known = [*FORMS, *(f"do[{group.id}]" for group in framework.groups if group.asked)]
    for at, pattern in enumerate(lens.patterns, start=1):
        for figure in _figures(pattern.when) or ():
            yield from rules.known(f"patterns[{at}].when", figure, known, "only figures among these")


def _forms(lens: MirrorLens) -> Iterator[Fault]:
    forms = [form.id for form in lens.forms]
    if sorted(forms) != sorted(FORMS):
        yield Fault("forms", f"has {rules.listed(forms)}; expected each of {rules.listed(FORMS)} once")
    for at, form in enumerate(lens.forms, start=1):
        for key in ("columns", "min_customers_for_number", "min_customers_indicative"):
            given = getattr(form, key) is not None
            if given != (form.entry == "counts"):
                expected = "a value, because" if form.entry == "counts" else "no such key, because"
                found = "is given" if given else "is missing"
                yield Fault(
                    f"forms[{at}].{key}", f"{found}; expected {expected} entry is {quoted(form.entry)}"
                )


def _figures(when: str) -> list[str] | None:
    """Return the figures that a condition compares, None if it is no condition."""
    try:
        pattern = scoring.Pattern.parse("", when)
    except (scoring.UnreadablePattern, ValueError):
        return None
    return [name for condition in pattern.conditions for name in (condition.first, condition.second) if name]
