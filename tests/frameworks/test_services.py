"""Publishing: once, compared by checksum, never changed."""

from __future__ import annotations

import ast
import inspect
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from frameworks import canonical, library, parser, services
from frameworks.documents import Framework
from frameworks.models import FrameworkVersion

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_published(db: None) -> None:
    FrameworkVersion.objects.all().delete()


def test_publish_keeps_the_document_letter_by_letter(alternate: Framework):
    row, is_new = services.publish(document=alternate, at=AT)

    row.refresh_from_db()
    assert (
        is_new,
        row.slug,
        row.version,
        row.kind,
        row.framework_slug,
        row.language,
        row.published_at,
        row.document,
        row.checksum,
        str(row),
    ) == (
        True,
        "werkstatt-kompass",
        "2.1.0",
        "framework",
        "",
        "de",
        AT,
        canonical.text(alternate),
        canonical.checksum(canonical.text(alternate)),
        "werkstatt-kompass 2.1.0",
    )


def test_publish_again_changes_nothing(alternate: Framework):
    first, _ = services.publish(document=alternate, at=AT)
    later = datetime(2027, 1, 1, tzinfo=UTC)

    second, is_new = services.publish(document=alternate, at=later)

    assert (second.pk, second.published_at, is_new, FrameworkVersion.objects.count()) == (
        first.pk,
        AT,
        False,
        1,
    )


def test_publish_of_another_content_under_the_same_version_is_refused(
    alternate: Framework, alternate_text: str
):
    services.publish(document=alternate, at=AT)
    changed = parser.parse(alternate_text.replace("Zuhören", "Hinhören"))

    with pytest.raises(services.VersionAlreadyPublished) as refusal:
        services.publish(document=changed, at=AT)

    assert str(refusal.value) == (
        "werkstatt-kompass 2.1.0 is published with another content; a changed text needs a new version."
    )
    assert FrameworkVersion.objects.get().document == canonical.text(alternate)


def test_publish_of_a_new_version_stands_beside_the_old_one(alternate: Framework, alternate_text: str):
    services.publish(document=alternate, at=AT)
    services.publish(document=parser.parse(alternate_text.replace('"2.1.0"', '"2.10.0"')), at=AT)
    services.publish(document=parser.parse(alternate_text.replace('"2.1.0"', '"2.9.0"')), at=AT)

    assert FrameworkVersion.objects.frameworks("werkstatt-kompass").newest().version == "2.10.0"


def test_comments_and_spacing_do_not_change_the_checksum(alternate: Framework, alternate_text: str):
    respaced = parser.parse("# Anders gesetzt\n" + alternate_text.replace(" = ", "   =  "))
    assert canonical.text(respaced) == canonical.text(alternate)


def test_publish_of_a_lens_without_its_framework_is_refused(core: Framework):
    with pytest.raises(services.LensDoesNotFit) as refusal:
        services.publish(document=library.lenses_for(core)[0], at=AT)

    assert str(refusal.value) == (
        "journey-wing-to-wing 1.0.0 does not fit cx-maturity-core: no version in its range is published"
    )


def test_publish_of_a_lens_that_misfits_is_refused_with_its_faults(core: Framework):
    services.publish(document=core, at=AT)
    text = (library.FOLDER / "six-pillars" / "1.0.0.toml").read_text(encoding="utf-8")
    lens = parser.parse(text.replace('"dna-recovery", "dna-beyond', '"dna-dream", "dna-beyond'))

    with pytest.raises(services.LensDoesNotFit) as refusal:
        services.publish(document=lens, at=AT)

    assert [str(fault) for fault in refusal.value.faults] == [
        'views[2].questions[1]: is "dna-dream"; expected a question of the framework'
    ]
    assert list(FrameworkVersion.objects.values_list("slug", flat=True)) == ["cx-maturity-core"]


def test_publish_library_publishes_frameworks_first_and_once():
    new = services.publish_library(at=AT)

    assert [(row.slug, row.kind, row.framework_slug) for row in new] == [
        ("cx-maturity-core", "framework", ""),
        ("journey-wing-to-wing", "lens", "cx-maturity-core"),
        ("pulse", "lens", "cx-maturity-core"),
        ("say-do", "lens", "cx-maturity-core"),
        ("six-pillars", "lens", "cx-maturity-core"),
        ("transformation-entry", "lens", "cx-maturity-core"),
    ]
    assert services.publish_library(at=AT) == []


def test_publish_library_leaves_nothing_behind_when_one_document_is_refused():
    FrameworkVersion.objects.create(
        slug="six-pillars",
        version="1.0.0",
        kind="lens",
        framework_slug="cx-maturity-core",
        language="en",
        document="{}",
        checksum="0" * 64,
    )

    with pytest.raises(services.VersionAlreadyPublished):
        services.publish_library(at=AT)

    assert list(FrameworkVersion.objects.values_list("slug", flat=True)) == ["six-pillars"]


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "2.1.0"},
        {"checksum": "a" * 64},
        {"kind": "lens"},
        {"kind": "poem"},
        {"framework_slug": "x"},
    ],
    ids=str,
)
def test_a_row_against_the_rules_is_refused_by_the_database(changes: dict[str, str]):
    row = {"slug": "one", "kind": "framework", "language": "en", "document": "{}"}
    FrameworkVersion.objects.create(**row, version="2.1.0", checksum="a" * 64)

    with pytest.raises(IntegrityError), transaction.atomic():
        FrameworkVersion.objects.create(**{**row, "version": "2.2.0", "checksum": "b" * 64, **changes})


def test_no_service_changes_a_published_version():
    calls = [
        node.func for node in ast.walk(ast.parse(inspect.getsource(services))) if isinstance(node, ast.Call)
    ]
    names = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert names & {"update", "save", "delete", "bulk_update", "update_or_create"} == set()
