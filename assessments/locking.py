"""Lock a round before anything in it changes, and refuse where its state does not allow it.

Locked with `no_key`: an answer being saved refers to its round, and a full lock would make it wait.
"""

from __future__ import annotations

from uuid import UUID

from assessments.models import Assessment
from assessments.refusals import AlreadyClosed, NotOpen


def in_any_state(assessment_id: UUID) -> Assessment:
    """Lock and return a round."""
    rounds = Assessment.objects.select_for_update(of=("self",), no_key=True).with_kit()
    return rounds.get(pk=assessment_id)


def unfinished(assessment_id: UUID) -> Assessment:
    """Lock and return a round that has not closed."""
    round_ = in_any_state(assessment_id)
    if round_.closed:
        raise AlreadyClosed
    return round_


def taking_answers(assessment_id: UUID) -> Assessment:
    """Lock and return a round that takes answers."""
    round_ = unfinished(assessment_id)
    if round_.draft:
        raise NotOpen
    return round_
