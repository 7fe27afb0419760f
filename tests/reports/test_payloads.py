"""Whatever is typed stays a text: in every file, on the page, and on its way through the forms."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import branding
from accounts.models import Organisation
from assessments import editions
from assessments.models import Assessment
from reports import approvals
from reports.document import Report, text_of
from reports.renderers import pdf
from tests import factories
from tests.reports import books, payloads, plans_made, readers, rounds, whole
from tests.reports.whole import Files

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("payloads")]
TURNS = 22
SETTINGS = {
    "language": "en-gb",
    "time_zone": "UTC",
    "k": "5",
    "addresses_kept_days": "30",
    "answers_kept_months": "24",
}
ACTION = {"impact": "2", "effort": "2", "status": "planned", "due_on": "2026-12-01", "email": ""}
OURS = re.compile(r"=[A-Z]{1,2}\d+(-[A-Z]{1,2}\d+)?")


class Skeleton(HTMLParser):
    """Notes the elements and attributes of a page, and where its links go."""

    def __init__(self) -> None:
        super().__init__()
        self.bones: set[tuple[str, ...]] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.bones |= {(tag,), *((tag, name) for name, _value in attrs)}
        self.links |= {
            value or "" for name, value in attrs if name in {"href", "src", "action", "formaction"}
        }


def skeleton(html: str) -> Skeleton:
    reader = Skeleton()
    reader.feed(html)
    return reader


def screen(report: Report) -> str:
    shown = {"report": report, "levels": pdf.levels(report), "assessment": None}
    return render_to_string("reports/result/report.html", shown)


def many_actions() -> Report:
    action = plans_made.own(owner="A", do="b", done_when="c", note="d")
    return rounds.report(rounds.g42(), context=plans_made.context(*[action] * 40, edition=plans_made.EDITION))


HARMLESS: dict[str, Callable[[], Report]] = {
    "everything": books.with_everything,
    "decided": books.decided,
    "many actions": many_actions,
}


@pytest.fixture(scope="module")
def poured() -> dict[str, Report]:
    source = payloads.endless()
    return {name: payloads.poured(make(), source) for name, make in HARMLESS.items()}


@pytest.fixture(scope="module", params=list(HARMLESS))
def told(request: pytest.FixtureRequest, poured: dict[str, Report]) -> Files:
    report = poured[request.param]
    return whole.files(report, books.LOOK, screen(report))


def test_every_payload_is_in_a_document(poured: dict[str, Report]):
    typed = {text for report in poured.values() for source, text in text_of(report) if source == "typed"}

    assert len(payloads.everything()) >= 500
    assert set(payloads.everything()) <= typed


def test_page_has_no_element_and_no_link_that_a_payload_made(told: Files):
    found, plain = skeleton(told.screen), [skeleton(screen(make())) for make in HARMLESS.values()]

    assert found.bones <= set.union(*(one.bones for one in plain))
    assert found.links <= set.union(*(one.links for one in plain))


def test_workbook_calculates_nothing_but_our_own_and_leads_nowhere(told: Files):
    cells = [
        cell for sheet in books.opened(told.xlsx, values=False) for row in sheet.iter_rows() for cell in row
    ]

    assert [cell.value for cell in cells if cell.data_type == "f" and not OURS.fullmatch(cell.value)] == []
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_no_cell_of_the_table_begins_as_a_formula_does(told: Files):
    cells = [value for line in readers.lines(told.csv) for value in line.values()]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("kind", ["pptx", "xlsx"])
def test_office_files_are_well_formed_and_name_nothing_outside(told: Files, kind: str):
    for name, part in readers.members(getattr(told, kind)).items():
        if name.endswith((".xml", ".rels")):
            root = ET.fromstring(part)  # noqa: S314 # we have just written it ourselves
            assert not [one.tag for one in root.iter() if payloads.MARK in one.tag], name
            assert not [key for one in root.iter() for key in one.attrib if payloads.MARK in key], name
            assert b'TargetMode="External"' not in part, name
            assert b"<!DOCTYPE" not in part, name


def test_json_is_read_and_pages_open(told: Files):
    assert json.loads(told.json)["schema"] == "cx-report/1"
    assert len(list(readers.leaves(told.pdf))) > 2
    for content in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm"):
        assert content not in told.pdf


def forms(to: Assessment) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return what is posted where, with nothing in the fields into which texts are typed."""
    of, day = to.organisation, str((timezone.now() + timedelta(days=20)).date())
    costs = [f"{name}_{place}" for name in ("label", "amount", "source") for place in (1, 2, 3)]
    return {
        reverse("organisations:branding", args=[of.pk]): lambda: {
            "colour": "#7a1f3d",
            **_seen(of),
            **dict.fromkeys(("consultancy", "cover_text", "footer")),
        },
        reverse("organisations:use-branding", args=[of.pk]): lambda: _seen(of),
        reverse("organisations:settings", args=[of.pk]): lambda: {
            **SETTINGS,
            **dict.fromkeys(("name", "customers_word")),
        },
        reverse("reports:document", args=[of.pk, to.pk]): lambda: {
            "marking": "strict",
            "next_round_on": day,
            **_revision(to),
            **dict.fromkeys(("version", *costs)),
        },
        reverse("actions:add", args=[of.pk, to.pk]): lambda: {
            **ACTION,
            **dict.fromkeys(("title", "do", "done_when", "owner", "note")),
        },
        reverse("reports:shares", args=[of.pk, to.pk]): lambda: {
            "expires_at": day,
            **dict.fromkeys(("name", "passphrase")),
        },
        reverse("assessments:start"): lambda: {"group": "leadership", "scope": "pulse", "organisation": None},
        reverse("reports:approve", args=[of.pk, to.pk]): lambda: {
            **_revision(to),
            **_approved(to),
            "approver": None,
        },
        reverse("reports:withdraw-approval", args=[of.pk, to.pk]): lambda: _revision(to),
    }


def _seen(organisation: Organisation) -> dict[str, Any]:
    return {"seen": branding.read(Organisation.objects.get(pk=organisation.pk)).stamp}


def _revision(to: Assessment) -> dict[str, Any]:
    return {"revision": editions.of(Assessment.objects.with_kit().get(pk=to.pk)).revision}


def _approved(to: Assessment) -> dict[str, Any]:
    page = approvals.page(Assessment.objects.with_kit().get(pk=to.pk))
    return {"plan": page.plan, "look": page.look}


def filled(body: dict[str, Any], typed: Any) -> dict[str, Any]:
    """Return a body with a payload in each field into which texts are typed, as a browser's bytes."""
    return {
        name: next(typed).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        if value is None
        else value
        for name, value in body.items()
    }


def stored(of: Organisation) -> list[str]:
    """Return the texts that were kept."""
    row = Organisation.objects.filter(pk=of.pk).values_list(
        "name", "consultancy", "cover_text", "footer", "customers_word"
    )
    actions = of.actions.values_list("title", "do", "done_when", "owner", "note")
    shares = Assessment.objects.filter(organisation=of).values_list("shares__name", "edition__approver")
    return [text for rows in (row, actions, shares) for one in rows for text in one if text]


def test_forms_refuse_a_payload_or_keep_it_as_clean_text(client: Client):
    to = factories.closed(people=9)
    client.force_login(factories.member(to.organisation))
    client.raise_request_exception = False
    typed, found = payloads.endless(), []
    for _ in range(TURNS):
        for path, body in forms(to).items():
            found.append((path, client.post(path, filled(body(), typed)).status_code))

    assert [answer for answer in found if answer[1] >= 500] == []
    assert {status for _path, status in found} <= {200, 302, 404, 409, 422, 429}
    assert {path for path, status in found if status == 302} == set(forms(to))
    kept = stored(to.organisation)
    assert [text for text in kept if any(_unclean(letter) for letter in text)] == []


def _unclean(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\r\t"
