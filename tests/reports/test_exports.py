"""An organisation's data as a file."""

from __future__ import annotations

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from assessments import lifecycle
from assessments.models import Export, LensReply
from reports import archive, exports
from tests import factories


@pytest.fixture
def owner(db: None) -> User:
    return factories.member(factories.organisation())


def written(owner: User) -> zipfile.ZipFile:
    export = exports.ask(organisation=owner.organisations.get(), by=owner, at=now())
    archive.make(export_id=export.pk, at=now())
    export.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(export.content or b""))


def test_an_open_round_gives_out_answers_and_report(owner: User):
    round_ = factories.assessment(owner.organisations.get())
    factories.sent(round_, name="=1+1")
    file = written(owner)
    assert "'=1+1" in file.read("rounds/01/answers.csv").decode()
    assert json.loads(file.read("rounds/01/report.json"))["kind"] == "full"
    assert owner.email in file.read("members.csv").decode()


def test_an_open_round_gives_out_what_was_said_to_its_lenses(owner: User):
    sheet = factories.response(factories.assessment(owner.organisations.get()), name="Ada")
    LensReply.objects.create(
        response=sheet,
        assessment=sheet.assessment,
        group=sheet.group,
        lens="say-do",
        item="easy",
        field="say",
        reply="4",
        revision=1,
        op=uuid4(),
    )
    factories.send(sheet)
    lines = written(owner).read("rounds/01/lenses.csv").decode().splitlines()
    assert lines[1:] == ["Ada,leadership,,say-do,easy,say,4"]


def test_a_confidential_round_gives_out_its_report_and_no_answer(owner: User):
    round_ = factories.round_of(12, factories.assessment(owner.organisations.get(), mode="confidential"))
    lifecycle.close_assessment(assessment=round_, by=owner, at=now())
    names = written(owner).namelist()
    assert "rounds/01/report.json" in names
    assert not {"rounds/01/answers.csv", "rounds/01/lenses.csv"}.intersection(names)


def test_links_to_a_report_are_listed_without_what_opens_them(owner: User):
    share = factories.share(factories.closed(owner.organisations.get()), passphrase="lamp-garden-9")
    heading, line = written(owner).read("rounds/01/shares.csv").decode().splitlines()
    assert heading == "for,made,ends,ended,opened"
    assert line == f"The board,{share.created_at},{share.expires_at},,0"


def test_a_hundred_clicks_are_one_job(owner: User):
    organisation = owner.organisations.get()
    asked = {exports.ask(organisation=organisation, by=owner, at=now()).pk for _ in range(100)}
    assert len(asked) == Export.objects.count() == 1


def test_a_file_that_nobody_makes_any_more_can_be_asked_for_again(owner: User):
    organisation = owner.organisations.get()
    lost = exports.ask(organisation=organisation, by=owner, at=now() - timedelta(hours=2))
    again = exports.ask(organisation=organisation, by=owner, at=now())
    lost.refresh_from_db()
    assert (lost.state, again.state) == ("failed", "waiting")


@pytest.mark.django_db(transaction=True)
def test_clicks_at_the_same_moment_are_one_job(library: None):
    asker = factories.member(factories.organisation())
    organisation = asker.organisations.get()

    def ask(_number: int) -> UUID:
        try:
            return exports.ask(organisation=organisation, by=asker, at=now()).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


def test_a_file_is_made_once(owner: User):
    export = exports.ask(organisation=owner.organisations.get(), by=owner, at=now())
    archive.make(export_id=export.pk, at=now())
    first = Export.objects.get().ready_at
    archive.make(export_id=export.pk, at=now())
    assert Export.objects.get().ready_at == first


def test_a_file_of_another_organisation_is_not_there(owner: User, client: Client):
    export = exports.ask(organisation=owner.organisations.get(), by=owner, at=now())
    archive.make(export_id=export.pk, at=now())
    stranger = factories.member(factories.organisation("Another"))
    client.force_login(stranger)
    client.post(reverse("account_reauthenticate"), {"password": "a good long password"})
    for organisation in (owner.organisations.get(), stranger.organisations.get()):
        path = reverse("reports:download-export", args=[organisation.pk, export.pk])
        assert client.get(path).status_code == 404
