"""The result page: what it says for every kind of round, who may read it, and what it costs."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organisation
from assessments import lifecycle, results
from assessments.models import Assessment
from frameworks import kits, parser, services
from reports import written
from reports.charts import palette
from scoring.replies import Reply
from tests import factories
from tests.reports import rounds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Let no test read what another has written."""
    forget()


def forget() -> None:
    written._page.cache_clear()
    written._report.cache_clear()


def sample(people: int = 18, scope: str = Assessment.Scope.FULL) -> Assessment:
    """Make a round that anybody may read."""
    invented = factories.organisation("Northwind Rail", kind=Organisation.Kind.SAMPLE)
    return factories.round_of(people, factories.assessment(invented, scope=scope))


def shown(client: Client, assessment: Assessment) -> str:
    page = client.get(assessment.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


def parts(page: str) -> list[str]:
    return re.findall(r'<section class="part" id="([\w-]+)"', page)


def test_full_result_follows_the_outline(client: Client):
    order = ["answer", "pillars", "differences", "unseen", "view-six-pillars", "plan", "questions", "method"]
    found = parts(shown(client, sample()))
    assert found == [part for part in order if part in found]
    assert set(order) - set(found) <= {"unseen"}


def test_full_result_has_a_radar_for_either_width_and_every_question(client: Client):
    page = shown(client, sample())
    assert re.findall(r'class="(radar-\w+)"><svg class="chart chart-radar"', page) == [
        "radar-wide",
        "radar-narrow",
    ]
    assert page.count('class="chart chart-radar"') == 2
    assert page.count('<li class="question">') == 42
    assert page.count("<h1>") == 1


def test_certainty_and_signs_are_explained_where_they_stand(client: Client):
    page = shown(client, sample())
    head = page[page.index('class="head-gauge"') : page.index("</header>", page.index('class="head-gauge"'))]
    assert "<summary>Certainty: " in head
    assert "The intervals say how far the result could have differed" in head
    assert page.count('<ul class="key') == 2
    assert page.count('class="key-target"') == 1


def test_a_borderline_headline_marks_both_degrees_on_the_gauge(client: Client):
    assessment = factories.assessment(factories.organisation(kind=Organisation.Kind.SAMPLE))
    for number in range(9):
        sheet = factories.response(assessment, group=factories.GROUPS[number % 3])
        replies = {
            question: 1 + (number * 3 + place * 5 + number * place) % 4
            for place, question in enumerate(factories.asked(sheet))
        }
        factories.send(factories.answers(sheet, replies))
    page = shown(client, assessment)
    gauge = page[page.index('class="chart chart-gauge"') : page.index("</svg>", page.index("chart-gauge"))]
    assert "stands on the border between Random and Intentional" in page
    assert re.findall(r"h1[02]z\" fill=\"(#\w+)\"", gauge) == [palette.INK, palette.SURFACE]


def test_a_result_without_scores_has_no_radar(client: Client):
    assessment = factories.assessment(factories.organisation(kind=Organisation.Kind.SAMPLE))
    factories.sent(assessment, reply=Reply.DONT_KNOW)
    page = shown(client, assessment)
    assert "chart-radar" not in page
    assert page.count('class="pillar"') == 10


def test_pulse_has_bars_and_dots_and_no_pillars(client: Client):
    page = shown(client, sample(scope="pulse"))
    assert parts(page) == ["answer", "pulse", "questions", "method"]
    assert page.count('class="chart chart-bars"') == 1
    assert page.count('class="chart chart-dots"') == 1
    assert page.count("<circle") >= 12
    assert "chart-radar" not in page
    assert "plotly" not in page


def test_one_person_is_called_one_view(client: Client):
    page = shown(client, sample(1))
    assert "In the view of one person" in page
    assert "chart-dumbbell" not in page


def test_too_few_people_see_the_reason_and_the_method(client: Client):
    page = shown(client, sample(0))
    assert parts(page) == ["method"]
    assert '<svg class="chart' not in page
    assert reverse("assessments:start") in page


@pytest.mark.parametrize(("role", "links"), [("facilitator", 1), ("viewer", 0)])
def test_too_few_people_can_be_made_more_by_whoever_runs_rounds(client: Client, role: str, links: int):
    round_ = factories.closed(people=4)
    client.force_login(factories.member(round_.organisation, role))
    way = reverse("assessments:reopen-round", args=[round_.organisation_id, round_.pk])
    assert shown(client, round_).count(f'href="{way}"') == links


def test_a_sample_says_that_it_is_invented(client: Client):
    assert "This is an invented organisation." in shown(client, sample())


def test_ids_in_the_page_are_unique(client: Client):
    for assessment in (sample(), sample(scope="pulse"), sample(1)):
        ids = re.findall(r'\bid="([^"]+)"', shown(client, assessment))
        assert sorted(ids) == sorted(set(ids))


def test_hostile_names_are_escaped(client: Client):
    name = "<script>alert(1)</script>"
    invented = factories.organisation(name, kind=Organisation.Kind.SAMPLE)
    page = shown(client, factories.round_of(18, factories.assessment(invented, title=name)))
    assert name not in page
    assert "&lt;script&gt;" in page


def test_the_checksum_of_the_result_is_printed(client: Client):
    assessment = sample()
    page = shown(client, assessment)
    assessment.refresh_from_db()
    assert f'title="{assessment.stored_result.checksum}"' in page


def test_colleagues_and_coming_back_are_offered_to_who_answered(client: Client):
    sheet = factories.sent()
    page = factories.hold(client, sheet).get(sheet.assessment.get_absolute_url()).content.decode()
    assert "/join/" in page
    assert "/resume/" in page
    assert "open round" in page
    assert "/continue/" not in page


def test_after_a_pulse_the_other_questions_are_offered(client: Client):
    sheet = factories.sent(factories.assessment(scope="pulse"))
    page = factories.hold(client, sheet).get(sheet.assessment.get_absolute_url()).content.decode()
    assert reverse("assessments:continue", args=[sheet.pk]) in page
    assert "Take the other questions" in page


def test_a_member_who_is_offered_nothing_sees_no_empty_part(client: Client):
    closed = factories.closed()
    client.force_login(factories.member(closed.organisation))
    assert "What comes next" not in shown(client, closed)


def test_readers_of_a_sample_get_no_links_into_it(client: Client):
    page = shown(client, sample())
    assert "/join/" not in page
    assert "/resume/" not in page


@pytest.mark.parametrize("name", ["reports:result", "reports:explore", "reports:pdf"])
def test_strangers_find_nothing(client: Client, name: str):
    assessment = factories.round_of(3)
    assert client.get(reverse(name, args=[assessment.pk])).status_code == 404
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404


def test_a_sheet_that_was_not_sent_opens_nothing(client: Client):
    sheet = factories.answers(factories.response())
    assert factories.hold(client, sheet).get(sheet.assessment.get_absolute_url()).status_code == 404


def test_explore_shows_a_switch_for_every_series(client: Client):
    page = client.get(reverse("reports:explore", args=[sample().pk])).content.decode()
    switches = re.findall(r'id="series-([\w-]+)"', page)
    assert switches == ["all", *factories.GROUPS, "target"]


def test_a_pulse_has_nothing_to_explore(client: Client):
    assert client.get(reverse("reports:explore", args=[sample(scope="pulse").pk])).status_code == 404


def test_sample_leads_to_the_demo(client: Client):
    assert client.get(reverse("reports:sample")).status_code == 404
    call_command("load_demo", verbosity=0)
    page = client.get(reverse("reports:sample"), follow=True)
    assert page.status_code == 200
    assert "This is an invented organisation." in page.content.decode()


@pytest.mark.parametrize("path", ["", "explore/"])
def test_queries_do_not_grow_with_people(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
):
    for people in (1, 200):
        address = sample(people).get_absolute_url() + path
        client.get(address)
        with django_assert_num_queries(3):
            client.get(address)
        forget()
        with django_assert_num_queries(4):  # the comments, when the page is written anew
            client.get(address)


def test_another_framework_in_another_language_is_shown(client: Client):
    document = parser.parse((rounds.TESTS / "frameworks" / "alternate.toml").read_bytes())
    version, _ = services.publish(document=document, at=now())
    assessment = Assessment.objects.create(
        organisation=factories.organisation("Radwerk", kind=Organisation.Kind.SAMPLE),
        framework=version,
        scope="full",
        mode="open",
    )
    groups = [group.id for group in kits.load(version.checksum, []).asked_groups]
    for group in groups * 3:
        factories.sent(assessment, group=group)
    page = shown(client, assessment)
    assert 'lang="de"' in page
    assert "Intentional" not in page
    assert page.count('<li class="question">') == len(document.questions)


def test_days_are_those_of_the_organisation(db: None):
    at = datetime(2028, 2, 29, 21, 30, tzinfo=UTC)
    organisation = factories.organisation()
    Organisation.objects.update(time_zone="Pacific/Auckland")
    organisation.refresh_from_db()
    round_ = factories.round_of(6, factories.assessment(organisation, opened_at=at - timedelta(hours=12)))
    closed = lifecycle.close_assessment(assessment=round_, by=None, at=at)
    told = written.context_of(closed, results.current(closed))
    assert (told.answers_from, told.answers_to) == (date(2028, 2, 29), date(2028, 3, 1))
