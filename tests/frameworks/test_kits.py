"""A framework with its lenses, ready for use."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from frameworks import canonical, kits, library, parser, services
from frameworks.documents import Framework
from frameworks.kits import Kit
from frameworks.models import FrameworkVersion

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def core_kit(core: Framework) -> Kit:
    return kits.build(core, library.lenses_for(core))


def test_every_group_is_asked_what_it_can_judge(core_kit: Kit):
    assert [
        (group.id, len(core_kit.asked(group.id)), len(core_kit.asked(group.id, "pulse")))
        for group in core_kit.asked_groups
    ] == [("leadership", 42, 12), ("customer-facing", 35, 12), ("support", 38, 12)]


def test_questions_are_asked_in_framework_order(core_kit: Kit):
    order = [question.id for question in core_kit.questions]
    asked = [question.id for question in core_kit.asked("support")]
    assert asked == sorted(asked, key=order.index)


@pytest.mark.parametrize("group", ["customers", "nobody"])
def test_a_group_that_is_not_asked_has_no_questions(group: str, core_kit: Kit):
    with pytest.raises(KeyError):
        core_kit.asked(group)


def test_everything_is_found_by_its_id(core_kit: Kit):
    assert (
        core_kit.section("know-roles").short,
        core_kit.pillar("cx-dna").order,
        core_kit.question("lead-visible").section,
        core_kit.action("customer-insight-r1").to_level,
        core_kit.level("intentional").name,
        core_kit.band("random-upper").level,
        core_kit.group("customers").asked,
        core_kit.step("align").block,
        core_kit.special("dk").label,
        core_kit.position(4).score,
        core_kit.lens("six-pillars").about.title,
        core_kit.pillar_of("lead-visible").id,
        [pillar.id for pillar in core_kit.pillars_of("know-customers")],
        core_kit.pulse is core_kit.lens("pulse"),
        core_kit.diagnosis is core_kit.lens("transformation-entry"),
        [lens.about.id for lens in core_kit.mappings],
        core_kit.language,
    ) == (
        "Knowing our part",
        6,
        "know-roles",
        "intentional",
        "Intentional",
        "random",
        False,
        "realisation",
        "I cannot judge this",
        75,
        "Six pillars of experience",
        "leadership",
        ["customer-insight", "emotion-perception", "wing-to-wing"],
        True,
        True,
        ["six-pillars"],
        "en",
    )


def test_a_framework_without_lenses_has_no_pulse(alternate: Framework):
    kit = kits.build(alternate)
    assert (
        kit.pulse,
        kit.diagnosis,
        kit.mappings,
        kit.asked("leitung", "pulse"),
        len(kit.asked("leitung")),
    ) == (
        None,
        None,
        (),
        (),
        10,
    )


def test_a_kit_cannot_be_changed(core_kit: Kit):
    with pytest.raises(dataclasses.FrozenInstanceError):
        core_kit.checksum = ""  # type: ignore[misc] # the test is that this fails
    with pytest.raises(ValueError, match="frozen"):
        core_kit.framework.about.title = "Other"  # type: ignore[misc] # as above
    with pytest.raises(TypeError):
        core_kit.pillar("cx-dna").readings["random"] = "Other"  # type: ignore[index] # as above


def test_the_scheme_has_the_order_and_cuts_of_the_framework(alternate: Framework):
    scheme = kits.build(alternate).scheme
    assert (
        [scheme.id, scheme.version],
        [(level.id, level.anchor_score, level.min_score) for level in scheme.levels],
        [(band.id, band.min_score) for band in scheme.bands],
        scheme.groups,
        scheme.steps,
        [section.id for section in scheme.sections],
        [(pillar.id, pillar.section, pillar.weight, len(pillar.questions)) for pillar in scheme.pillars],
        [(question.id, question.weight) for question in scheme.questions if question.weight != 1],
        [question.id for question in scheme.questions if question.na_allowed],
        (scheme.mappings, scheme.diagnosis, scheme.pulse),
    ) == (
        ["werkstatt-kompass", "2.1.0"],
        [("zufaellig", 0, 0), ("geordnet", 50, 40), ("vorbildlich", 100, 80)],
        [
            ("ganz-zufaellig", 0),
            ("fast-geordnet", 20),
            ("gerade-geordnet", 40),
            ("gut-geordnet", 60),
            ("vorbildlich", 80),
        ],
        ("leitung", "werkbank"),
        ("hinsehen", "ordnen", "pflegen"),
        ["wissen", "halten"],
        [
            ("zuhoeren", "wissen", 1, 3),
            ("verstehen", "wissen", 2, 2),
            ("termine", "halten", 1.5, 3),
            ("zusammenarbeit", "halten", 1, 2),
        ],
        [("bedarf-planung", 2)],
        ["ersatzrad"],
        ((), None, None),
    )


def test_the_scheme_carries_the_lenses_that_read_the_same_answers(core_kit: Kit):
    scheme = core_kit.scheme
    assert scheme.pulse is not None
    assert scheme.diagnosis is not None
    assert (
        [mapping.id for mapping in scheme.mappings],
        [view.id for view in scheme.mappings[0].views],
        [balance.id for balance in scheme.mappings[0].balances],
        [(block.id, len(block.steps)) for block in scheme.diagnosis.blocks],
        (
            scheme.diagnosis.in_place_score,
            scheme.diagnosis.step_floor,
            scheme.diagnosis.min_questions_per_step,
        ),
        len(scheme.pulse.questions),
    ) == (
        ["six-pillars"],
        ["integrity", "resolution", "expectations", "time-and-effort", "personalisation", "empathy"],
        ["technology-people", "knowing-doing"],
        [("strategy", 4), ("realisation", 2), ("fine-tuning", 2)],
        (50, 43.75, 2),
        12,
    )


@pytest.mark.django_db
def test_the_current_kit_is_the_one_of_the_library(core_kit: Kit):
    row, lenses = kits.current()
    assert (row.slug, row.version, kits.load(row.checksum, lenses)) == ("cx-maturity-core", "1.0.0", core_kit)


@pytest.mark.django_db
def test_a_warm_kit_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries):
    row, lenses = kits.current()
    kit = kits.load(row.checksum, lenses)
    with django_assert_num_queries(0):
        assert kits.load(row.checksum, tuple(lenses)) is kit


@pytest.mark.django_db
def test_current_takes_the_newest_version_and_the_lenses_that_still_fit(core_text: str):
    text = core_text.replace('version = "1.0.0"', 'version = "1.1.0"')
    text = text.replace("pulse = true", "pulse = false", 1)  # the pulse lens no longer fits
    newer, _ = services.publish(document=parser.parse(text), at=AT)

    row, lenses = kits.current()

    assert (row, [lens.about.id for lens in kits.load(row.checksum, lenses).lenses]) == (
        newer,
        ["journey-wing-to-wing", "say-do", "six-pillars", "transformation-entry"],
    )


@pytest.mark.django_db
def test_current_of_a_named_version_is_that_version(core_text: str):
    services.publish(
        document=parser.parse(core_text.replace('version = "1.0.0"', 'version = "1.1.0"')), at=AT
    )
    assert [kits.current(version=version)[0].version for version in ("1.0.0", "1.1.0")] == ["1.0.0", "1.1.0"]


@pytest.mark.django_db
def test_current_asks_the_database_as_often_for_one_version_as_for_three(
    core_text: str, django_assert_num_queries: DjangoAssertNumQueries
):
    kits.current()
    with django_assert_num_queries(2):
        kits.current()
    for version in ("1.0.1", "1.0.2"):
        services.publish(
            document=parser.parse(core_text.replace('version = "1.0.0"', f'version = "{version}"')), at=AT
        )
    kits.current()
    with django_assert_num_queries(2):
        kits.current()


@pytest.mark.django_db
def test_current_of_an_unpublished_framework_does_not_exist():
    with pytest.raises(FrameworkVersion.DoesNotExist):
        kits.current("no-such-framework")


@pytest.mark.django_db
def test_load_of_an_unpublished_checksum_does_not_exist():
    with pytest.raises(FrameworkVersion.DoesNotExist):
        kits.load("f" * 64)


@pytest.mark.django_db
def test_load_of_a_changed_document_is_refused():
    FrameworkVersion.objects.create(
        slug="changed", version="1.0.0", kind="framework", language="en", document="{}", checksum="e" * 64
    )
    with pytest.raises(kits.DocumentDamaged):
        kits.load("e" * 64)


def test_a_document_survives_its_canonical_text(alternate: Framework):
    assert Framework.model_validate_json(canonical.text(alternate)) == alternate
