"""A framework and its lenses without questions that a round has ruled out (scoring specification, section 1).

What is ruled out leaves every base, so a view or a step counts only the questions that are left.
"""

from __future__ import annotations

from collections.abc import Collection

from frameworks.documents import Framework, Pillar
from frameworks.lenses import Balance, Lens, MappingLens, Side, SubsetLens


def framework(whole: Framework, questions: Collection[str]) -> Framework:
    """Return the framework without these questions, and without pillars of which nothing is left."""
    pillars = (_pillar(pillar, questions) for pillar in whole.pillars)
    return whole.model_copy(update={"pillars": tuple(pillar for pillar in pillars if pillar.questions)})


def lens(whole: Lens, questions: Collection[str]) -> Lens:
    """Return the lens without these questions, and without views of which nothing is left."""
    if isinstance(whole, MappingLens):
        return _mapping(whole, questions)
    if isinstance(whole, SubsetLens):
        return whole.model_copy(update={"questions": _left(whole.questions, questions)})
    return whole


def _pillar(pillar: Pillar, questions: Collection[str]) -> Pillar:
    left = tuple(question for question in pillar.questions if question.id not in questions)
    return pillar.model_copy(update={"questions": left})


def _mapping(whole: MappingLens, questions: Collection[str]) -> MappingLens:
    views = (view.model_copy(update={"questions": _left(view.questions, questions)}) for view in whole.views)
    balances = (_balance(balance, questions) for balance in whole.balances)
    return whole.model_copy(
        update={
            "views": tuple(view for view in views if view.questions),
            "balances": tuple(b for b in balances if b.first.questions and b.second.questions),
        }
    )


def _balance(balance: Balance, questions: Collection[str]) -> Balance:
    return balance.model_copy(
        update={"first": _side(balance.first, questions), "second": _side(balance.second, questions)}
    )


def _side(side: Side, questions: Collection[str]) -> Side:
    return side.model_copy(update={"questions": _left(side.questions, questions)})


def _left(ids: tuple[str, ...], questions: Collection[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ not in questions)
