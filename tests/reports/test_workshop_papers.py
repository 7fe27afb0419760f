"""The papers of a workshop: that they say what they must, hide what they must, and can be read by everybody."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pypdfium2
import pytest
import segno
from django.utils import timezone
from PIL import ImageOps
from pytest_django import Settings

from accounts.models import Organisation
from assessments.models import Assessment
from reports.builder import workshop_kit, workshop_poster, workshop_sheet
from reports.builder.workshop_plan import Plan
from reports.document.workshop_kit import Kit
from reports.document.workshop_poster import Poster
from reports.renderers import pdf, press, workshop_papers
from tests import factories, rooms
from workshops import agendas, qr, spreads, timetables
from workshops.models import Item, Workshop

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
LONG = "A very long text that a framework or a person may have written here. " * 12


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.BASE_URL = "https://cx.example.org"


@cache
def printer() -> press.Press:
    return press.Press(pdf.stylesheet())


def printed(paper: workshop_papers.Paper) -> bytes:
    return printer().print(workshop_papers.html(paper))


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def elements(content: bytes) -> Iterator[pikepdf.Dictionary]:
    document = pikepdf.open(io.BytesIO(content))
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem":
            yield item


def plan(of: Workshop, at: datetime = AT) -> Plan:
    return Plan(of, agendas.kit_of(of.assessment), timetables.of(of).lines, at)


def kit_of(of: Workshop) -> Kit:
    return workshop_kit.kit(plan(of), spreads.measured(of), agendas.accepted_questions(of))


def agenda(of: Workshop) -> Workshop:
    """Put an opening before the topics and actions after them."""
    of.items.update(place=5)
    of.items.create(place=0, kind=Item.Kind.OPENING, minutes=5, title="Opening of the day")
    of.items.create(place=9, kind=Item.Kind.ACTIONS, minutes=15)
    return of


def without_code(of: Workshop) -> Workshop:
    of.code, of.code_expires_at = "", None
    of.save(update_fields=["code", "code_expires_at"])
    return of


def prompts(of: Workshop) -> list[str]:
    return [line.question.prompt for line in timetables.of(of).lines if line.question]


def poster_of(of: Workshop, at: datetime | None = None) -> Poster:
    return workshop_poster.poster(plan(of, at or timezone.now()))


@pytest.fixture
def workshop() -> Workshop:
    return agenda(rooms.workshop(factories.closed(people=6, mode=Assessment.Mode.OPEN), title="Away day"))


# What every paper has in common


def papers(of: Workshop) -> dict[str, workshop_papers.Paper]:
    return {"kit": kit_of(of), "sheet": workshop_sheet.sheet(plan(of)), "poster": poster_of(of)}


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("kit", "Away day: facilitator’s kit"),
        ("sheet", "Away day: sheet for those without a phone"),
        ("poster", "Away day: how to join"),
    ],
)
def test_paper_says_its_language_title_author_and_that_it_is_tagged(
    workshop: Workshop, kind: str, title: str
):
    document = pikepdf.open(io.BytesIO(printed(papers(workshop)[kind])))
    with document.open_metadata() as metadata:
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert metadata["{http://purl.org/dc/elements/1.1/}title"] == title
        assert metadata["{http://purl.org/dc/elements/1.1/}creator"] == ["Harbour Ferries"]
    assert str(document.Root.Lang) == "en"
    assert bool(document.Root.MarkInfo.Marked) is True
    assert len(document.open_outline().root) >= 1


def test_papers_have_no_empty_page(workshop: Workshop):
    for paper in papers(workshop).values():
        assert [text for text in texts(printed(paper)) if len(text) < 120] == []


def test_papers_stay_whole_however_long_the_texts_are(workshop: Workshop):
    made = kit_of(workshop)
    topics = tuple(
        replace(
            topic,
            prompt=LONG,
            why=LONG,
            evidence=(LONG, LONG),
            descriptions=tuple((position, degree, LONG) for position, degree, _words in topic.descriptions),
        )
        for topic in made.topics
    )
    pages = texts(printed(replace(made, topics=topics)))
    assert [page for page in pages if len(page) < 120] == []
    assert sum(page.count("Agreed answer") for page in pages) == 3


def test_papers_print_a_hostile_name_as_text(workshop: Workshop):
    workshop.title = "<b>Day</b> {{ 7|add:7 }} <img src=x>"
    for paper in papers(workshop).values():
        assert workshop.title in texts(printed(paper))[0]


# The kit


def test_kit_has_the_agenda_with_a_running_clock(workshop: Workshop):
    made = kit_of(workshop)
    assert [(line.number, line.begins, line.ends, line.minutes) for line in made.agenda] == [
        (0, 0, 5, 5),
        (1, 5, 14, 9),
        (2, 14, 23, 9),
        (3, 23, 32, 9),
        (0, 32, 47, 15),
    ]
    assert made.minutes == 47
    first = texts(printed(made))[0]
    assert "47 minutes in all." in first
    assert "0 5 Opening of the day 5 9 Topic 1: " in first
    assert "32 15 Actions 47 End" in first


def test_kit_has_a_page_for_each_topic_and_one_to_park_on(workshop: Workshop):
    pages = texts(printed(kit_of(workshop)))
    kit = agendas.kit_of(workshop.assessment)
    assert len(pages) == 6
    assert all(sentence in pages[1] for sentence in kit.framework.guidance.facilitator)
    for page, line in zip(pages[1:], timetables.of(workshop).lines, strict=True):
        question = line.question
        if question is None:  # the opening is not a topic, nor are actions: these pages hold other things
            continue
        wanted = (
            f"minute {line.begins} to {line.ends}",
            question.prompt,
            question.why,
            *question.evidence,
            *question.descriptors.values(),
            *(one.name for one in kit.framework.evidence_scale),
            kit.section(question.section).question,
        )
        assert [text for text in wanted if text not in page] == []
    assert "Parking lot" in pages[5]


def test_kit_holds_every_question_of_the_framework_on_a_page_of_its_own():
    whole = rooms.workshop(factories.closed(people=6, mode=Assessment.Mode.OPEN), topics=42)
    pages = texts(printed(kit_of(whole)))
    assert len([page for page in pages if "Agreed answer" in page and "The spread so far" in page]) == 42


def test_kit_gives_every_figure_a_text_and_every_header_a_scope(workshop: Workshop):
    content = printed(kit_of(workshop))
    figures = [str(item.get("/Alt", "")) for item in elements(content) if item.S == "/Figure"]
    assert len(figures) == 3
    assert all(words.startswith("The spread so far: Answers from the first description") for words in figures)
    headers = [str(item.A.get("/Scope")) for item in elements(content) if item.S == "/TH"]
    assert set(headers) == {"/Column", "/Row"}


def test_kit_of_a_confidential_round_shows_no_more_than_its_result():
    few = rooms.workshop(factories.closed(people=6), topics=12)
    measured, made = spreads.measured(few), kit_of(few)
    assert {topic.spread.distribution for topic in made.topics} == {None}
    hidden = {topic.id: topic.spread.words for topic in made.topics if measured[topic.id].hidden}
    assert hidden
    assert hidden == {id_: measured[id_].hidden for id_ in hidden}
    content = printed(made)
    assert [item for item in elements(content) if item.S == "/Figure"] == []
    assert "Not shown: too few answers to do so without exposing people." in " ".join(texts(content))


def test_kit_before_the_round_is_closed_says_why_nothing_is_shown():
    early = rooms.workshop(factories.round_of(6), phase=Workshop.Phase.PREPARED)
    assert {topic.spread.words for topic in kit_of(early).topics} == {
        "Nothing can be shown before the round is closed."
    }


def test_kit_lists_what_was_accepted_as_seen(workshop: Workshop):
    question = agendas.kit_of(workshop.assessment).questions[-1]
    alike = workshop.topics.create(question=question.id, stage="agreed")
    alike.decisions.create(position=3, reason="seen alike", seen_alike=True)
    pages = texts(printed(kit_of(workshop)))
    assert f"Accepted as seen Question Agreed at {question.prompt} 3 · Intentional" in pages[0]


def test_kit_from_nothing_holds_every_question_that_may_become_a_topic():
    new = rooms.workshop(
        factories.assessment(scope="pulse"), topics=0, from_nothing=True, phase=Workshop.Phase.PREPARED
    )
    made, lens = kit_of(new), agendas.kit_of(new.assessment).pulse
    assert lens is not None
    assert tuple(topic.id for topic in made.topics) == lens.questions
    assert {topic.begins for topic in made.topics} == {None}
    assert "The topics follow from what the room answers." in texts(printed(made))[0]


# The sheet


def test_sheet_has_every_topic_with_its_boxes_no_degree_and_no_name(workshop: Workshop):
    sheet = workshop_sheet.sheet(plan(workshop))
    text = " ".join(texts(printed(sheet)))
    assert [prompt for prompt in prompts(workshop) if prompt not in text] == []
    assert text.count("I cannot judge this") == 2 * len(prompts(workshop))
    assert "Topic 3, second vote 1 2 3 4 5 I cannot judge this" in text
    assert "Do not write your name." in text
    levels = agendas.kit_of(workshop.assessment).framework.levels
    assert [level.name for level in levels if level.name in text] == []


def test_sheet_puts_several_topics_on_a_page():
    many = rooms.workshop(factories.closed(people=6), topics=6)
    assert len(texts(printed(workshop_sheet.sheet(plan(many))))) == 2


def test_sheet_from_nothing_asks_each_question_once():
    new = rooms.workshop(
        factories.assessment(scope="pulse"), topics=0, from_nothing=True, phase=Workshop.Phase.PREPARED
    )
    pages = texts(printed(workshop_sheet.sheet(plan(new))))
    assert " ".join(pages).count("I cannot judge this") == 12
    assert len(pages) == 2


def test_sheet_without_topics_says_so():
    bare = rooms.workshop(factories.closed(people=6), topics=0)
    assert "There are no topics on the agenda yet." in texts(printed(workshop_sheet.sheet(plan(bare))))[0]


def test_sheet_says_what_customers_are_called():
    own = factories.organisation()
    Organisation.objects.filter(pk=own.pk).update(customers_word="passengers")
    own.refresh_from_db()
    of = rooms.workshop(factories.closed(own, people=6))
    assert "“Customers” here means passengers." in texts(printed(workshop_sheet.sheet(plan(of))))[0]


# The poster


def test_poster_shows_the_address_and_the_code_that_works(workshop: Workshop):
    workshop.code, workshop.code_expires_at = "QK7F4PDX", AT + timedelta(hours=2)
    workshop.organisation.time_zone = "Europe/Berlin"
    made = poster_of(workshop, AT)
    assert made == replace(
        made,
        address="cx.example.org/room",
        link="https://cx.example.org/room/QK7F4PDX/",
        code="QK7F-4PDX",
        until_words="02:30 on 3 March 2026",
    )
    pages = texts(printed(made))
    assert len(pages) == 1
    for words in (
        "Away day",
        "cx.example.org/room",
        "QK7F-4PDX",
        "The code works until 02:30 on 3 March 2026.",
    ):
        assert words in pages[0]


def test_poster_draws_the_very_squares_of_its_link(workshop: Workshop):
    made = poster_of(workshop)
    html = workshop_papers.html(made)
    assert html.count(f'd="{qr.code(made.link).path}"') == 1
    words = [str(item.get("/Alt", "")) for item in elements(printed(made)) if item.S == "/Figure"]
    assert words == ["Square to scan: it opens cx.example.org/room"]


def test_poster_prints_every_square_where_a_camera_looks_for_it(workshop: Workshop):
    made = poster_of(workshop)
    page = pypdfium2.PdfDocument(printed(made))[0].render(scale=3).to_pil().convert("1")
    width, height = page.size
    left = page.crop((0, round(height * 0.24), round(width * 0.42), height))  # below the title
    square = left.crop(ImageOps.invert(left.convert("L")).getbbox())
    matrix = segno.make_qr(made.link, error="m", boost_error=False).matrix
    side = square.size[0] / len(matrix)
    assert abs(square.size[0] - square.size[1]) <= 2
    assert [
        [
            int(square.getpixel((int((x + 0.5) * side), int((y + 0.5) * side))) == 0)
            for x in range(len(matrix))
        ]
        for y in range(len(matrix))
    ] == [list(row) for row in matrix]


def test_poster_leaves_the_code_blank_before_the_room_is_open(workshop: Workshop):
    made = poster_of(without_code(workshop))
    assert (made.code, made.until_words, made.link) == ("", "", "https://cx.example.org/room/")
    assert "The code is there once the room is open." in texts(printed(made))[0]


def test_poster_leaves_out_a_code_that_works_no_more(workshop: Workshop):
    assert workshop.code_expires_at is not None
    assert poster_of(workshop, workshop.code_expires_at).code == ""
    assert poster_of(workshop, workshop.code_expires_at - timedelta(seconds=1)).code != ""


@pytest.mark.parametrize("title", ["W" * 120, LONG[:120], "Short"])
def test_poster_is_one_page_in_landscape_whatever_the_title(workshop: Workshop, title: str):
    workshop.title, workshop.organisation.name = title, title
    document = pypdfium2.PdfDocument(printed(poster_of(workshop)))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)
