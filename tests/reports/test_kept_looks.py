"""An approved document keeps its names and its look, whatever the organisation changes afterwards."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import Logo, Organisation, User
from assessments import editions, letterheads, results, setup
from assessments.models import Assessment, Edition
from assessments.refusals import LetterheadChanged
from assessments.results import Frozen
from reports import approvals, downloads, formats, looks, printed, shares, written
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)
BEFORE = {
    "name": "North Ltd",
    "customers_word": "guests",
    "time_zone": "Europe/London",
    "colour": "#7a1fa2",
    "consultancy": "North & Field",
    "cover_text": "For the board",
    "footer": "For members of the board",
}
AFTER = {name: f"{text} II" for name, text in BEFORE.items()} | {
    "time_zone": "Asia/Tokyo",
    "colour": "#0b5d8a",
}


@pytest.fixture
def round_() -> Assessment:
    return dressed(factories.closed(factories.organisation()))


@pytest.fixture
def owner(round_: Assessment) -> User:
    return factories.member(round_.organisation)


def dressed(of: Assessment) -> Assessment:
    Organisation.objects.filter(pk=of.organisation_id).update(**BEFORE)
    Logo.objects.create(organisation=of.organisation, png=b"first", width=3, height=2, checksum="a" * 64)
    return loaded(of)


def loaded(of: Assessment) -> Assessment:
    return Assessment.objects.with_kit().get(pk=of.pk)


def result_of(of: Assessment) -> Frozen:
    return results.current(loaded(of))


def changed(of: Assessment, by: User) -> Assessment:
    """Change everything that stands on the document; return the round as it is then."""
    Organisation.objects.filter(pk=of.organisation_id).update(**AFTER)
    Logo.objects.filter(organisation=of.organisation_id).update(
        png=b"second", width=5, height=4, checksum="b" * 64
    )
    setup.rename(assessment=of, title="Renamed", by=by)
    return loaded(of)


def approve(of: Assessment, by: User) -> Edition:
    page = approvals.page(of)
    return approvals.approve(
        assessment=of, approver="A. Name", revision=0, plan=page.plan, look=page.look, by=by, at=AT
    )


def test_final_document_keeps_names_texts_colour_and_logo(round_: Assessment, owner: User):
    shown = letterheads.today(round_)
    approve(round_, owner)
    later = changed(round_, owner)

    assert letterheads.of(later) == shown != letterheads.today(later)
    assert letterheads.today(later).differs_from(shown) == (
        "name",
        "title",
        "customers_word",
        "time_zone",
        "colour",
        "consultancy",
        "cover_text",
        "footer",
        "logo",
    )
    look = looks.of(later)
    assert look.logo is not None
    assert (look.colour, look.logo.png, look.logo.words) == ("#7a1fa2", b"first", "North Ltd")


@pytest.mark.parametrize("format_", [formats.CSV, formats.JSON], ids=lambda one: one.id)
def test_file_of_a_final_document_is_the_one_made_before(
    round_: Assessment, owner: User, format_: formats.Format
):
    approve(round_, owner)
    first = downloads.file_of(loaded(round_), format_, visitor="owner", at=AT)
    later = downloads.file_of(changed(round_, owner), format_, visitor="owner", at=AT)
    assert later == first


def test_cover_of_a_final_document_is_as_it_was(round_: Assessment, owner: User):
    approve(round_, owner)
    before = written.report(loaded(round_), result_of(round_))
    after = written.report(changed(round_, owner), result_of(round_))
    assert after == before
    assert after.cover is not None
    assert (after.cover.organisation, after.cover.footer) == ("North Ltd", "For members of the board")


def test_what_identifies_a_final_document_stays_and_that_of_a_draft_does_not(round_: Assessment, owner: User):
    drawn = printed.parts(round_, result_of(round_))
    approve(round_, owner)
    final = printed.parts(loaded(round_), result_of(round_))
    later = changed(round_, owner)
    assert printed.parts(later, result_of(later)) == final != drawn

    editions.withdraw_approval(assessment=later, revision=1, by=owner)
    assert letterheads.of(loaded(later)) == letterheads.today(later)
    edition = Edition.objects.get()
    assert (edition.letterhead, edition.logo) == ("", None)


def test_approval_without_a_logo_keeps_none(round_: Assessment, owner: User):
    Logo.objects.all().delete()
    approve(loaded(round_), owner)
    dressed(round_)
    assert looks.of(loaded(round_)).logo is None


def test_approval_of_another_look_than_was_seen_is_refused(round_: Assessment, owner: User):
    page = approvals.page(round_)
    Logo.objects.update(checksum="b" * 64, png=b"second")
    with pytest.raises(LetterheadChanged):
        approvals.approve(
            assessment=round_, approver="A", revision=0, plan=page.plan, look=page.look, by=owner, at=AT
        )
    assert not Edition.objects.exists()


def test_page_shows_the_look_again_before_it_is_approved(client: Client, round_: Assessment, owner: User):
    client.force_login(owner)
    path = reverse("reports:approve", args=[round_.organisation_id, round_.pk])
    page = approvals.page(round_)
    typed = {"approver": "A. Name", "revision": "0", "plan": page.plan, "look": page.look}
    later = changed(round_, owner)

    answer = client.post(path, typed)
    assert answer.status_code == 409
    assert "the look of the document has changed since you opened this page" in answer.content.decode()
    typed["look"] = letterheads.today(later).checksum
    assert f'value="{typed["look"]}"' in answer.content.decode()
    assert client.post(path, typed).status_code == 302


def test_page_of_a_final_document_says_what_looks_otherwise_now(
    client: Client, round_: Assessment, owner: User
):
    client.force_login(owner)
    path = reverse("reports:document", args=[round_.organisation_id, round_.pk])
    approve(round_, owner)
    assert "still those that were approved" in client.get(path).content.decode()

    changed(round_, owner)
    shown = client.get(path).content.decode()
    assert "Names or the look have changed since the approval." in shown
    assert "<li>Text on the cover</li>" in shown
    assert "<li>Logo</li>" in shown
    logo = client.get(reverse("reports:document-logo", args=[round_.organisation_id, round_.pk]))
    assert logo.content == b"first"


def test_shared_page_of_a_final_document_keeps_its_head(client: Client, round_: Assessment, owner: User):
    approve(round_, owner)
    ends = now() + timedelta(days=1)
    share = shares.share(assessment=round_, name="Board", expires_at=ends, passphrase="", by=owner, at=now())
    changed(round_, owner)
    shown = client.get(reverse("reports:follow-share", args=[share.token]), follow=True).content.decode()
    logo = reverse("reports:shared-logo", args=[share.pk])
    assert (logo in shown, "#7a1fa2" in shown, "<span>North Ltd</span>" in shown) == (True, True, True)
    assert client.get(logo).content == b"first"
    assert Client().get(logo).status_code == 404


def test_logo_of_a_document_without_one_is_404(client: Client, round_: Assessment, owner: User):
    Logo.objects.all().delete()
    client.force_login(owner)
    assert (
        client.get(reverse("reports:document-logo", args=[round_.organisation_id, round_.pk])).status_code
        == 404
    )


def test_documents_approved_before_looks_were_kept_keep_the_present_one(round_: Assessment, owner: User):
    approve(round_, owner)
    expected = Edition.objects.values("letterhead", "logo").get()
    Edition.objects.update(letterhead="another", logo=None)
    import_module("assessments.migrations.0013_approved_documents_keep_their_look").keep_present_looks(
        apps, None
    )
    kept = Edition.objects.values("letterhead", "logo").get()
    assert (kept["letterhead"], bytes(kept["logo"] or b"")) == (expected["letterhead"], b"first")
    assert json.loads(kept["letterhead"])["name"] == "North Ltd"
