"""The action plan of the invented organisation: from its report, its workshop and its own ideas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from actions import changing, choosing, proposals
from actions.changing import Words
from actions.models import Action
from assessments.models import Assessment

OF_WORKSHOP = 2
STATES: Mapping[str, tuple[str, ...]] = {
    Action.Origin.FRAMEWORK: (Action.Status.BEGUN, Action.Status.PLANNED, Action.Status.PLANNED),
    Action.Origin.WORKSHOP: (Action.Status.BEGUN, Action.Status.PLANNED),
}
DONE = Words(
    title="Read ten complaints aloud at the start of each management meeting",
    done_when="The minutes name the ten cases and what followed from them.",
    owner="Head of customer service",
    impact=Action.Grade.SOME,
    effort=Action.Grade.LITTLE,
    note="Since the first meeting of the month; takes a quarter of an hour.",
)
DROPPED = Words(
    title="Buy a second survey tool for the online shop",
    owner="Head of e-commerce",
    impact=Action.Grade.LITTLE,
    effort=Action.Grade.MUCH,
    note="The tool that is there answers the question.",
)
DECIDED_BEFORE, DONE_AFTER = timedelta(days=5), timedelta(days=4)


def load_actions(*, assessment: Assessment, by: User, at: datetime) -> bool:
    """Plan a few actions on the sample's round and bring them to different states; say whether there were none."""
    if assessment.actions.exists():
        return False
    decided = at - DECIDED_BEFORE
    keys = _keys(assessment)
    choosing.choose(assessment=assessment, keys=keys, by=by, at=decided)
    for origin, states in STATES.items():
        actions = assessment.actions.filter(origin=origin).order_by("due_on", "title")
        for action, status in zip(actions, states, strict=False):
            _put(action, status, by, decided)
    for words, status in ((DONE, Action.Status.DONE), (DROPPED, Action.Status.DROPPED)):
        added = changing.add(assessment=assessment, words=words, by=by, at=decided)
        _put(added, status, by, decided + DONE_AFTER)
    return True


def _keys(assessment: Assessment) -> list[str]:
    """Return the first wave, and the first actions of the workshop."""
    ground = proposals.ground(assessment)
    found = ground.proposals.items() if ground else ()
    of_workshop = [key for key, one in found if one.origin == Action.Origin.WORKSHOP]
    return [key for key, one in found if one.wave == "now"] + of_workshop[:OF_WORKSHOP]


def _put(action: Action, status: str, by: User, at: datetime) -> None:
    changing.settle(action=action, status=status, version=action.version, by=by, at=at)
