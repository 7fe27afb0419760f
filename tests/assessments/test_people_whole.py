"""What is done about people is done whole or not at all: each service, failing at its last step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.timezone import now

from accounts.models import User
from assessments import inviting, paper, participants, reminding, taking_part
from assessments.models import Answer, Assessment, GroupLink, Participant, Reminder, Response
from assessments.rosters import Row
from mailing.models import Message
from scoring import Reply
from tests import factories

pytestmark = pytest.mark.django_db
WRITTEN = [paper.Written("insight-shared-picture", Reply.P3)]


class Failed(Exception):
    """What the last step raises."""


def fail(**_: object) -> None:
    raise Failed


def everything() -> list[Any]:
    models = (Answer, Assessment, GroupLink, Message, Participant, Reminder, Response)
    return [list(model._default_manager.order_by("pk").values_list()) for model in models]


def services(round_: Assessment, by: User) -> dict[str, Callable[[], object]]:
    at = now()
    ada = factories.invited(round_, email="ada@example.org", group="support")
    link = factories.group_link(round_, group="support")
    rows = [Row(2, "ada@example.org", "Ada"), Row(3, "bo@example.org")]
    changed: dict[str, Any] = {"email": "", "name": "A", "group": "support", "traits": {}}
    return {
        "import": lambda: participants.import_roster(assessment=round_, rows=rows, by=by, at=at),
        "add": lambda: participants.add(assessment=round_, by=by, at=at, name="Bo"),
        "edit": lambda: participants.edit(participant=ada, by=by, **changed),
        "remove": lambda: participants.remove(participant=ada, by=by),
        "invite": lambda: inviting.invite(assessment=round_, by=by, at=at),
        "renew": lambda: inviting.renew(participant=ada, by=by, at=at),
        "share": lambda: inviting.share_link(assessment=round_, group="", cap=3, by=by, at=at),
        "end": lambda: inviting.end_link(link=link, by=by, at=at),
        "cap": lambda: inviting.change_cap(link=link, cap=3, by=by),
        "remind": lambda: reminding.remind(assessment=round_, by=by, at=at),
        "begin": lambda: taking_part.begin(participant=ada, at=at),
        "enter": lambda: taking_part.enter(link=link, at=at),
        "key in": lambda: paper.key_in(participant=ada, written=WRITTEN, by=by, at=at),
        "key in new": lambda: paper.key_in_new(
            assessment=round_, group="support", written=WRITTEN, by=by, at=at
        ),
    }


NAMES = ["import", "add", "edit", "remove", "invite", "renew", "share", "end", "cap", "remind"]


@pytest.mark.parametrize("name", [*NAMES, "begin", "enter", "key in", "key in new"])
def test_nothing_of_it_stays_when_the_last_step_fails(name: str, monkeypatch: pytest.MonkeyPatch):
    round_ = factories.assessment()
    service = services(round_, factories.member(round_.organisation))[name]
    before = everything()
    monkeypatch.setattr("accounts.audit.record", fail)
    with pytest.raises(Failed):
        service()
    assert everything() == before
