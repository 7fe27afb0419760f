from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import uuid4

import pytest
from django.utils.timezone import now

from assessments import lens_figures, lens_pages, lifecycle, results
from assessments.models import Assessment, LensReply, Response
from frameworks import kits
from tests import factories
from tests.assessments.conftest import counted

JOURNEY, SAY_DO = factories.LENSES
PEOPLE = [group for group in factories.GROUPS for _ in range(7)]


def reply(sheet: Response, said: Mapping[tuple[str, str, str], str]) -> Response:
    LensReply.objects.bulk_create(
        LensReply(
            response=sheet,
            assessment_id=sheet.assessment_id,
            group=sheet.group,
            lens=lens,
            item=item,
            field=field,
            reply=chosen,
            revision=1,
            op=uuid4(),
        )
        for (lens, item, field), chosen in said.items()
    )
    return sheet


def round_of(
    groups: Iterable[str] = PEOPLE, *, mode: str = Assessment.Mode.CONFIDENTIAL, sent: bool = True
) -> Assessment:
    """Make a round in which everybody answers every lens, no two in turn alike."""
    round_ = factories.assessment(mode=mode, asked_lenses=factories.LENSES)
    for number, group in enumerate(groups):
        sheet = factories.response(round_, group=group)
        entries = lens_pages.sheet_of(sheet).entries
        said = {
            key: entry.options[(number + place) % len(entry.options)].value
            for place, (key, entry) in enumerate(entries.items())
            if entry.options
        }
        reply(sheet, said)
        if sent:
            factories.send(sheet)
    return round_


def kit_of(round_: Assessment) -> kits.Kit:
    return kits.load(round_.framework.checksum, round_.lens_checksums)


def close(round_: Assessment) -> results.Frozen:
    lifecycle.close_assessment(assessment=round_, by=factories.member(), at=now())
    return results.current(Assessment.objects.with_kit().get(pk=round_.pk))


def test_only_sent_sheets_count(db: None):
    round_ = round_of(mode=Assessment.Mode.OPEN, sent=False)
    assert lens_figures.journey(round_, kit_of(round_)) is None
    assert lens_figures.mirror(round_, kit_of(round_)) is None


def test_a_lens_that_is_not_asked_is_not_read(db: None):
    round_ = round_of()
    round_.asked_lenses = [SAY_DO]
    assert lens_figures.journey(round_, kit_of(round_)) is None
    assert lens_figures.mirror(round_, kit_of(round_)) is not None


def test_closing_freezes_the_lenses_with_the_result(db: None):
    further = close(round_of()).further
    assert further.journey is not None
    assert further.mirror is not None
    assert (further.journey.people, further.journey.shown.reading.relevant) == (21, 8)
    assert list(further.mirror.promises["easy"].do.groups) == ["leadership", "customer-facing", "support"]


def test_a_small_group_is_hidden_with_the_next_and_not_in_what_is_said(db: None):
    further = close(round_of(["leadership"] * 3 + ["customer-facing"] * 8 + ["support"] * 6)).further
    assert further.mirror is not None
    promise = further.mirror.promises["easy"]
    assert (promise.say.mean, promise.say.hidden) == (None, "too few people")
    assert (list(promise.do.groups), promise.do.hidden_groups) == (
        ["customer-facing"],
        ("leadership", "support"),
    )


def test_nothing_of_a_round_of_fewer_than_k_is_shown(db: None):
    further = close(round_of(["leadership"] * 4)).further
    assert further.journey is not None
    assert further.mirror is not None
    shown = further.journey.shown
    assert (further.journey.people, set(shown.reading.stages.values()), set(shown.measured.values())) == (
        None,
        {None},
        {None},
    )
    assert {promise.do.mean for promise in further.mirror.promises.values()} == {None}


def test_stages_of_no_relevance_leave_every_count(db: None):
    round_ = round_of()
    round_.irrelevant_stages = ["advocacy"]
    found = lens_figures.journey(round_, kit_of(round_))
    assert found is not None
    assert (found.shown.reading.relevant, "advocacy" in found.shown.measured) == (7, False)


@pytest.mark.parametrize(
    ("counts", "felt", "customers"),
    [([6, 6, 6, 6, 6], 50.0, 30), ([2, 2, 2, 2, 2], 50.0, 10), ([1, 2, 2, 2, 2], None, 0)],
)
def test_customers_are_shown_from_ten_on(db: None, counts: list[int], felt: float | None, customers: int):
    round_ = round_of()
    round_.felt = {"easy": counts}
    found = lens_figures.mirror(round_, kit_of(round_))
    assert found is not None
    assert (found.promises["easy"].felt, found.promises["easy"].customers) == (felt, customers)


def test_in_confidence_whom_it_describes_is_told_from_k_people_on(db: None):
    round_ = round_of()
    sheets = list(round_.responses.order_by("pk"))
    for number, sheet in enumerate(sheets):
        sheet.lens_subject = "Private customers" if number < 5 else f"Only mine {number}"
        sheet.save(update_fields=["lens_subject"])
    found = lens_figures.journey(round_, kit_of(round_))
    assert found is not None
    assert found.subjects == ("Private customers",)


def test_closing_in_confidence_keeps_what_was_replied_without_its_person(db: None):
    round_ = round_of(["leadership"] * 6)
    before = sorted(round_.lens_replies.values_list("item", "field", "reply"))
    old = set(round_.lens_replies.values_list("response_id", flat=True))
    close(round_)
    rows = round_.lens_replies.all()
    assert sorted(rows.values_list("item", "field", "reply")) == before
    assert old.isdisjoint(rows.values_list("response_id", flat=True))
    assert {(row.revision, row.saved_at.hour, row.saved_at.minute) for row in rows} == {(1, 0, 0)}


def test_reading_asks_the_database_as_often_for_one_sheet_as_for_three(db: None):
    one, three = round_of(PEOPLE[:1]), round_of(PEOPLE[:3])
    kit = kit_of(one)
    with counted() as first:
        lens_figures.journey(one, kit)
        lens_figures.mirror(one, kit)
    with counted() as third:
        lens_figures.journey(three, kit)
        lens_figures.mirror(three, kit)
    assert len(first) == len(third) == 4
