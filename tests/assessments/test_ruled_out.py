from __future__ import annotations

import pytest

from assessments import lengths, lifecycle, results, selectors
from assessments.models import Assessment, RuledOut, StoredResult
from frameworks import kits
from scoring import Reply
from tests import factories

pytestmark = pytest.mark.django_db
ONE = "insight-unprompted"
REASON = "We have one customer, who sits next door"


def without(*questions: str, people: int = 6, scope: str = "full") -> Assessment:
    """Make a closed confidential round that has ruled questions out."""
    round_ = factories.assessment(mode="confidential", scope=scope)
    Assessment.objects.filter(pk=round_.pk).update(not_asked=list(questions))
    for question in questions:
        RuledOut.objects.create(assessment=round_, question=question, reason=f"{REASON}.")
    round_ = factories.round_of(people, Assessment.objects.with_kit().get(pk=round_.pk))
    return lifecycle.close_assessment(assessment=round_, by=None, at=round_.began_at)


def test_a_question_ruled_out_is_on_nobodys_sheet():
    round_ = factories.assessment()
    whole = selectors.sheet_in(round_, "leadership")
    round_.not_asked = [ONE]
    fewer = selectors.sheet_in(round_, "leadership")
    assert list(fewer.stops) == [question for question in whole.stops if question != ONE]
    assert [stop.number for stop in fewer.stops.values()] == list(range(1, 42))


def test_a_question_ruled_out_is_packed_as_not_asked():
    round_ = factories.assessment()
    Assessment.objects.update(not_asked=[ONE])
    sheet = factories.sent(Assessment.objects.with_kit().get(pk=round_.pk))
    kit = kits.load(round_.framework.checksum, round_.lens_checksums)
    packed = dict(
        zip((question.id for question in kit.scheme.questions), bytes(sheet.replies or b""), strict=True)
    )
    assert [id_ for id_, reply in packed.items() if reply == Reply.NOT_ASKED] == [ONE]


def test_each_group_is_told_how_much_it_is_really_asked():
    round_ = factories.assessment()
    assert [group.questions for group in lengths.of_groups(round_)] == [42, 35, 38]
    round_.not_asked = [ONE]
    assert [group.questions for group in lengths.of_groups(round_)] == [41, 34, 37]
    assert lengths.at_most(round_) == (41, 25)


def test_a_question_ruled_out_leaves_every_base():
    result = results.current(without(ONE)).result
    kit = kits.load(*_versions(), without=(ONE,))
    assert list(result.questions) == [question.id for question in kit.questions]
    assert ONE not in {question for view in kit.scheme.mappings[0].views for question in view.questions}
    assert result.headline.headline is not None


def test_the_report_says_what_was_not_asked_and_why():
    report = factories.report_of(without(ONE))
    said = [paragraph.plain for paragraph in report.method.paragraphs]
    prompt = kits.load(*_versions()).question(ONE).prompt
    assert (
        "What was not asked. Before the round opened, these questions were ruled out for everybody; they count "
        f'nowhere: "{prompt}" ({REASON}).'
    ) in said
    listed = [question.id for part in report.questions.lists for question in part.questions]
    assert (len(listed), ONE in listed) == (41, False)


def test_the_report_of_a_pulse_says_so_too():
    pulse = kits.load(*_versions()).pulse
    report = factories.report_of(without(pulse.questions[0], scope="pulse"))
    assert sum("What was not asked." in paragraph.plain for paragraph in report.method.paragraphs) == 1
    assert len([q for part in report.questions.lists for q in part.questions]) == 11


def test_what_an_organisation_aims_at_orders_its_list():
    round_ = factories.round_of(6)
    kit = kits.load(*_versions())
    last = kit.framework.pillars[-1].id
    plain = results.current(round_).result.priority.values[last].priority
    StoredResult.objects.all().delete()
    Assessment.objects.update(target="differentiated", aims={last: {"importance": 5}})
    ranked = results.current(Assessment.objects.with_kit().get()).result.priority
    assert ranked.target == 100.0
    assert ranked.values[last].priority > plain


def _versions() -> tuple[str, list[str]]:
    version, lenses = factories.framework()
    return version.checksum, lenses
