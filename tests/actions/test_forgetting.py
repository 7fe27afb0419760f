"""Take an owner out of the plan, for who asks and when the time has come."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from actions import changing, planning, retention
from actions import plans as texts
from actions.changing import Words
from actions.models import Action
from assessments import erasure
from assessments.models import Assessment, Edition, StoredResult
from tests import factories
from tests.actions import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Assessment:
    return plans.round_()


def theirs(round_: Assessment) -> Action:
    words = Words("Call them", owner="Ada Lovelace", email="Ada@example.org")
    return changing.add(assessment=round_, words=words, by=None, at=now())


def test_who_is_forgotten_leaves_the_plan(round_: Assessment):
    one, foreign = theirs(round_), theirs(plans.round_())
    by = factories.member(round_.organisation)
    erasure.erase(organisation=round_.organisation, email="ada@example.org", by=by, at=now())
    one.refresh_from_db()
    foreign.refresh_from_db()
    assert (one.owner, one.email, one.title, one.version) == ("", "", "Call them", 2)
    assert (foreign.owner, foreign.email) == ("Ada Lovelace", "Ada@example.org")
    found = plans.printed(round_)
    assert StoredResult.objects.get(assessment=round_).planned == found.checksum
    assert "Ada" not in texts.canonical(found)


def test_nobody_known_is_still_nobody(round_: Assessment):
    theirs(plans.round_())
    by = factories.member(round_.organisation)
    with pytest.raises(erasure.NobodyThere):
        erasure.erase(organisation=round_.organisation, email="ada@example.org", by=by, at=now())


def test_plans_of_final_reports_are_written_anew(round_: Assessment):
    theirs(round_)
    plans.action(round_, "Another", owner="Bo")
    later = plans.round_(round_.organisation, earlier=round_)
    for each in (round_, later):
        kept = texts.canonical(plans.printed(each))
        made = {"approver": "Board", "final_at": now(), "letterhead": "as it was", "revision": 3}
        Edition.objects.create(assessment=each, plan=kept, **made)
    untouched = plans.round_(round_.organisation)
    Edition.objects.create(assessment=untouched, plan=texts.canonical(plans.printed(round_)))
    Edition.objects.filter(assessment=untouched).update(plan="")
    retention.forget(organisation=round_.organisation, email="ada@example.org", at=now())
    editions = {one.assessment_id: one for one in Edition.objects.all()}
    owners = [one.owner for one in texts.read(editions[round_.pk].plan).actions]
    reviewed = [one.owner for one in texts.read(editions[later.pk].plan).reviewed]
    assert (sorted(owners), sorted(reviewed)) == (["", "Bo"], ["", "Bo"])
    assert [editions[one.pk].revision for one in (round_, later, untouched)] == [4, 4, 0]


def test_nothing_is_forgotten_where_the_plan_cannot_be_laid_beside(
    round_: Assessment, monkeypatch: pytest.MonkeyPatch
):
    one = theirs(round_)
    before = StoredResult.objects.get().planned
    monkeypatch.setattr(planning, "lay_beside", plans.fail)
    with pytest.raises(RuntimeError):
        retention.forget(organisation=round_.organisation, email="ada@example.org", at=now())
    one.refresh_from_db()
    assert (one.email, StoredResult.objects.get().planned) == ("Ada@example.org", before)


def test_addresses_go_some_days_after_an_action_was_settled(round_: Assessment):
    days = round_.organisation.addresses_kept_days
    for title, settled in (("Open", None), ("Lately", 1), ("Long ago", days + 1)):
        one = plans.action(round_, title, email="ada@example.org", owner="Ada")
        if settled is not None:
            Action.objects.filter(pk=one.pk).update(status="done", settled_at=now() - timedelta(days=settled))
    assert (retention.addresses(at=now()), retention.addresses(at=now())) == (1, 0)
    kept = set(Action.objects.values_list("title", "email", "owner"))
    assert kept == {
        ("Open", "ada@example.org", "Ada"),
        ("Lately", "ada@example.org", "Ada"),
        ("Long ago", "", "Ada"),
    }
