"""From a workshop's agenda to the sheet for those who vote on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.document.workshop_sheet import Sheet, SheetTopic

if TYPE_CHECKING:
    from frameworks.documents import Question
    from reports.builder.workshop_plan import Plan


def sheet(plan: Plan) -> Sheet:
    """Write the sheet."""
    framework = plan.kit.framework
    return Sheet(
        heading=plan.heading,
        own_word=plan.workshop.organisation.customers_word.strip(),
        months=framework.about.time_window_months,
        alone=plan.alone,
        unsure=plan.kit.special("dk").label,
        positions=tuple(position.position for position in framework.scale.positions),
        topics=tuple(_topic(plan, number, one) for number, one in enumerate(plan.questions, start=1)),
    )


def _topic(plan: Plan, number: int, question: Question) -> SheetTopic:
    described = [one for one in plan.kit.framework.scale.positions if one.anchored]
    return SheetTopic(
        number=number,
        prompt=question.prompt,
        descriptions=tuple((one.position, question.descriptors[one.level]) for one in described),
    )
