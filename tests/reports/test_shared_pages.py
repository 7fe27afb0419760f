"""A shared report as its readers find it: how they come in, what they see, and what is not known of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from django.core.management import call_command
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Organisation, RateBucket
from assessments import lifecycle, opening
from assessments.models import Assessment
from reports import capabilities, shares
from reports.models import Share
from tests import factories

pytestmark = pytest.mark.django_db

PHRASE = "lamp-garden-9"
MANY = 50
COMMENT = "Zaunkoenig said so"
GONE = "This link does not lead to a report any more, or never did."


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.REPORT_CACHE_DIR = tmp_path / "reports"


@pytest.fixture
def share() -> Share:
    """Return a link to a small report, which is written fast."""
    round_ = factories.round_of(6, factories.assessment(scope=Assessment.Scope.PULSE))
    return factories.share(lifecycle.close_assessment(assessment=round_, by=None, at=timezone.now()))


def link(share: Share) -> str:
    return reverse("reports:follow-share", args=[share.token])


def clean(share: Share) -> str:
    return reverse("reports:shared-report", args=[share.pk])


def pdf(share: Share) -> str:
    return reverse("reports:shared-pdf", args=[share.pk])


def views(share: Share) -> int:
    return Share.objects.values_list("views", flat=True).get(pk=share.pk)


def opened(share: Share) -> Client:
    client = Client()
    client.get(link(share))
    return client


def test_a_link_is_exchanged_for_a_cookie_and_a_clean_address(client: Client, share: Share):
    page = client.get(link(share))
    assert (page.status_code, page.headers["Location"]) == (302, clean(share))
    cookie = page.cookies["shared"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] <= (share.expires_at - timezone.now()).total_seconds() + 1
    assert share.token not in client.get(clean(share)).content.decode()


def test_the_cookie_is_bound_to_the_host_under_tls(client: Client, share: Share, settings: Settings):
    settings.SECURE = True
    cookie = client.get(link(share), secure=True).cookies["__Host-shared"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_a_hundred_looks_at_a_link_count_nothing(client: Client, share: Share):
    for _time in range(50):
        Client().get(link(share))
        client.head(link(share))
    assert views(share) == 0


def test_a_report_is_counted_once_in_a_browser(share: Share):
    client = opened(share)
    client.head(clean(share))
    client.get(clean(share), headers={"Sec-Purpose": "prefetch"})
    assert views(share) == 0
    for _time in range(3):
        client.get(clean(share))
        client.get(link(share))
    assert views(share) == 1
    opened(share).get(clean(share))
    assert views(share) == 2


def test_nothing_is_kept_of_a_reader(share: Share):
    before = RateBucket.objects.count()
    opened(share).get(clean(share))
    after = Share.objects.filter(pk=share.pk).values().get()
    untouched = {**Share.objects.filter(pk=share.pk).values().get(), "views": 0}
    assert RateBucket.objects.count() == before
    assert {**after, "views": 0} == untouched
    assert share.assessment.organisation.audit_events.filter(action__contains="report").count() == 1


def test_pages_are_kept_out_of_caches_search_engines_and_referrers(share: Share):
    client = opened(share)
    pages = [client.get(clean(share)), client.get(pdf(share)), client.get(clean(factories.share()))]
    for page in pages:
        headers = [page.headers[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")]
        assert headers == ["no-store, private", "noindex, nofollow", "no-referrer"]
    assert client.get(link(share)).headers["Referrer-Policy"] == "strict-origin"


def wrong_addresses(share: Share) -> Iterator[tuple[Client, str]]:
    yield Client(), clean(share)
    yield Client(), pdf(share)
    yield opened(share), clean(factories.share())
    yield opened(share), reverse("reports:shared-report", args=[uuid4()])
    yield Client(), reverse("reports:follow-share", args=["nothing"])
    yield Client(), reverse("reports:follow-share", args=[f"{share.token}A"])
    forged = opened(share)
    forged.cookies["shared"] = f"{forged.cookies['shared'].value[:-2]}AA"
    yield forged, clean(share)


def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(share: Share):
    pages = [client.get(path) for client, path in wrong_addresses(share)]
    ended = opened(share)
    Share.objects.filter(pk=share.pk).update(
        created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(days=1)
    )
    pages += [ended.get(path) for path in (link(share), clean(share), pdf(share))]
    assert len({page.content for page in pages}) == 1
    assert ({page.status_code for page in pages}, GONE in pages[0].content.decode()) == ({404}, True)


def test_a_revoked_link_ends_at_once_for_page_and_file(share: Share):
    client = opened(share)
    assert [client.get(path).status_code for path in (clean(share), pdf(share))] == [200, 200]
    etag = client.get(pdf(share)).headers["ETag"]
    assert share.assessment.organisation_id.hex not in etag
    shares.revoke(share=share, by=factories.member(share.assessment.organisation), at=timezone.now())
    assert [client.get(path).status_code for path in (link(share), clean(share), pdf(share))] == [404] * 3
    assert client.get(pdf(share), headers={"If-None-Match": etag}).status_code == 404


def test_a_report_rests_while_its_round_is_open_again(share: Share):
    client, by = opened(share), factories.member(share.assessment.organisation)
    opening.reopen(assessment=share.assessment, by=by, at=timezone.now())
    assert client.get(clean(share)).status_code == 404
    lifecycle.close_assessment(assessment=share.assessment, by=by, at=timezone.now())
    assert client.get(clean(share)).status_code == 200


def test_a_passphrase_opens_the_report(client: Client, share: Share):
    guarded = factories.share(share.assessment, passphrase=PHRASE)
    assert client.get(link(guarded)).status_code == 200
    assert client.get(clean(guarded)).status_code == 404
    wrong = client.post(link(guarded), {"passphrase": "lamp-garden-8"})
    assert (wrong.status_code, "not the passphrase" in wrong.content.decode()) == (422, True)
    assert client.post(link(guarded), {"passphrase": ""}).status_code == 422
    assert client.get(clean(guarded)).status_code == 404
    right = client.post(link(guarded), {"passphrase": f" {PHRASE} "})
    assert (right.status_code, right.headers["Location"]) == (302, clean(guarded))
    assert client.get(clean(guarded)).status_code == 200
    assert client.get(link(guarded)).status_code == 302


def test_many_wrong_passphrases_have_to_wait_and_others_do_not(client: Client, share: Share):
    guarded = factories.share(share.assessment, passphrase=PHRASE)
    statuses = [client.post(link(guarded), {"passphrase": "wrong"}).status_code for _time in range(11)]
    assert statuses == [422] * 10 + [429]
    late = client.post(link(guarded), {"passphrase": PHRASE})
    assert (late.status_code, 0 < int(late.headers["Retry-After"]) <= 60) == (429, True)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(link(guarded), {"passphrase": PHRASE}).status_code == 302


def test_a_browser_holds_many_links(client: Client, share: Share):
    links = [share, *(factories.share(share.assessment) for _more in range(3))]
    for one in links:
        client.get(link(one))
    assert [client.get(clean(one)).status_code for one in links] == [200] * 4
    assert [views(one) for one in links] == [1] * 4


def test_the_cookie_stays_small(client: Client, share: Share, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shares, "AT_ONCE", 100)
    for _more in range(capabilities.LIMIT + 1):
        client.get(link(factories.share(share.assessment)))
    assert len(client.cookies["shared"].value) < 3000


def test_queries_do_not_grow_with_people(django_assert_num_queries: DjangoAssertNumQueries):
    for people in (6, 60):
        one = factories.share(factories.closed(people=people))
        client = opened(one)
        client.get(clean(one))
        with django_assert_num_queries(2):
            client.get(clean(one))


def test_comments_stay_inside_and_members_see_them():
    round_ = factories.assessment(mode=Assessment.Mode.OPEN)
    sheet = factories.response(round_, name="Mira Somebody")
    factories.answers(sheet, dict.fromkeys(factories.asked(sheet), 3), comment=COMMENT)
    factories.send(sheet)
    one = factories.share(lifecycle.close_assessment(assessment=round_, by=None, at=timezone.now()))
    inside = Client()
    inside.force_login(factories.member(round_.organisation))
    own = inside.get(round_.get_absolute_url()).content.decode()
    shared = opened(one).get(clean(one)).content.decode()
    assert (COMMENT in own, COMMENT in shared, "Mira Somebody" in shared) == (True, False, False)
    for path in (f"/results/{round_.pk}", f"/organisations/{round_.organisation_id}/rounds"):
        assert path not in shared


def test_the_head_says_whose_it_is_and_until_when(share: Share):
    page = opened(share).get(clean(share)).content.decode()
    until = f"{timezone.localtime(share.expires_at):%-d %B %Y}"
    for words in (share.assessment.organisation.name, "Confidential", f"Read-only, until {until}"):
        assert words in page
    assert pdf(share) in page


def figures(text: str) -> set[str]:
    """Return every figure that is said with what it counts."""
    said = r"\d+ of 100|between \d+ and \d+|\d+ (?:person|people)\b|\d+ ?%|[+\u2212]\d+ points?"
    return set(re.findall(said, re.sub(r"\s+", " ", text)))


def read(body: str) -> str:
    """Return the words of a report on screen."""
    return unescape(re.sub(r"<[^>]+>", " ", body[body.index("<article") : body.index("</article>")]))


def read_paper(file: object) -> str:
    """Return the words of a report on paper."""
    assert isinstance(file, FileResponse)
    document = pypdfium2.PdfDocument(file.getvalue())
    return " ".join(leaf.get_textpage().get_text_range() for leaf in document)


def test_what_is_seen_equals_what_the_pdf_shows():
    call_command("load_demo", verbosity=0)
    one = factories.share(Assessment.objects.get(organisation__kind=Organisation.Kind.SAMPLE))
    client = opened(one)
    seen, printed = read(client.get(clean(one)).content.decode()), read_paper(client.get(pdf(one)))
    assert len(figures(seen)) > MANY
    assert figures(seen) == figures(printed)
