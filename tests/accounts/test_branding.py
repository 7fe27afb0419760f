"""Looks as services see them: tried, used, thrown away; each as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from accounts import audit, branding, refusals
from accounts.branding import Branding, Looks
from accounts.models import AuditEvent, BrandingDraft, Logo, Organisation
from accounts.pictures import Picture
from tests import factories

pytestmark = pytest.mark.django_db

ONE, TWO = Picture(b"one picture", 30, 20), Picture(b"another picture", 40, 10)
PLAIN = Branding("", "", "", "", None)
VALUES = {
    "colour": "#0b5d8a",
    "consultancy": "North & Field",
    "cover_text": "For the board",
    "footer": "Foot",
}
WHOLE = Branding(**VALUES, logo=ONE)


def tried(organisation: Organisation, look: Branding = WHOLE, *, without_logo: bool = False) -> Looks:
    """Try a look as an owner does who has just opened the page."""
    values = {name: getattr(look, name) for name in branding.TEXTS}
    return branding.try_look(
        organisation=organisation,
        values=values,
        logo=look.logo,
        without_logo=without_logo,
        seen=branding.read(organisation).stamp,
        at=now(),
    )


def used(organisation: Organisation, look: Branding = WHOLE) -> tuple[str, ...]:
    """Try a look and use it."""
    seen = tried(organisation, look).stamp
    return branding.use_look(organisation=organisation, seen=seen, by=factories.member())


def events() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "detail"))


def test_look_of_a_new_organisation_is_plain():
    looks = branding.read(factories.organisation())
    assert looks == Looks(PLAIN, None)
    assert looks.used.plain


def test_look_that_is_tried_changes_nothing_else():
    organisation = factories.organisation()
    assert tried(organisation) == Looks(PLAIN, WHOLE)

    assert branding.read(Organisation.objects.get()) == Looks(PLAIN, WHOLE)
    assert (Logo.objects.count(), events()) == (0, [])


def test_look_that_is_used_is_taken_as_a_whole_and_recorded_by_name_only():
    organisation = factories.organisation()
    assert used(organisation) == ("colour", "consultancy", "cover_text", "footer", "logo")

    assert branding.read(Organisation.objects.get()) == Looks(WHOLE, None)
    assert Logo.objects.get().checksum == ONE.checksum
    assert events() == [("look changed", "colour, consultancy, cover_text, footer, logo")]


def test_only_what_changed_is_recorded():
    organisation = factories.organisation()
    used(organisation)
    assert used(organisation, replace(WHOLE, footer="Another", logo=None)) == ("footer",)
    assert branding.read(organisation).used == replace(WHOLE, footer="Another")


def test_look_in_use_leaves_no_draft():
    organisation = factories.organisation()
    used(organisation)
    tried(organisation, replace(WHOLE, footer="Another"))
    assert tried(organisation) == Looks(WHOLE, None)
    assert BrandingDraft.objects.count() == 0


def test_logo_that_is_tried_stays_when_other_things_are_typed():
    organisation = factories.organisation()
    tried(organisation)
    looks = tried(organisation, replace(WHOLE, colour="#112233", logo=None))
    assert looks.shown == replace(WHOLE, colour="#112233")


def test_another_logo_takes_the_place_of_the_one_that_is_tried():
    organisation = factories.organisation()
    tried(organisation)
    assert tried(organisation, replace(WHOLE, logo=TWO)).shown.logo == TWO


def test_logo_goes_and_comes_back():
    organisation = factories.organisation()
    used(organisation)
    assert tried(organisation, replace(WHOLE, logo=None), without_logo=True).shown.logo is None
    assert tried(organisation, replace(WHOLE, logo=None, footer="x")).shown.logo == ONE
    gone = tried(organisation, replace(WHOLE, logo=None), without_logo=True)

    branding.use_look(organisation=organisation, seen=gone.stamp, by=factories.member())
    assert (Logo.objects.count(), events()[-1]) == (0, ("look changed", "logo"))


def test_draft_that_is_thrown_away_is_gone_once():
    organisation, person = factories.organisation(), factories.member()
    tried(organisation)
    branding.throw_away(organisation=organisation, by=person)
    branding.throw_away(organisation=organisation, by=person)
    assert branding.read(organisation) == Looks(PLAIN, None)
    assert events() == [("look thrown away", "")]


def test_look_is_refused_where_somebody_else_changed_it_meanwhile():
    organisation = factories.organisation()
    seen = branding.read(organisation).stamp
    theirs = tried(organisation, replace(WHOLE, footer="Theirs"))

    for act in (
        lambda: branding.try_look(
            organisation=organisation, values=VALUES, logo=None, without_logo=False, seen=seen, at=now()
        ),
        lambda: branding.use_look(organisation=organisation, seen=seen, by=factories.member()),
    ):
        with pytest.raises(refusals.LookChanged):
            act()
    assert branding.read(organisation) == theirs


def test_using_nothing_is_refused():
    organisation = factories.organisation()
    with pytest.raises(refusals.NothingTried):
        branding.use_look(
            organisation=organisation, seen=branding.read(organisation).stamp, by=factories.member()
        )


def test_stamp_is_another_for_each_change():
    other: list[dict[str, Any]] = [{name: "#123456"} for name in branding.TEXTS]
    changes = [replace(WHOLE, **one) for one in other]
    looks = [Looks(PLAIN, None), Looks(WHOLE, None), *(Looks(PLAIN, one) for one in (WHOLE, *changes))]
    looks.append(Looks(PLAIN, replace(WHOLE, logo=TWO)))
    assert len({one.stamp for one in looks}) == len(looks)


@pytest.mark.parametrize("name", ["use", "throw away"])
def test_services_are_undone_as_a_whole(name: str, monkeypatch: pytest.MonkeyPatch):
    organisation, person = factories.organisation(), factories.member()
    looks = tried(organisation)

    def fail(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    acts: dict[str, Callable[[], object]] = {
        "use": lambda: branding.use_look(organisation=organisation, seen=looks.stamp, by=person),
        "throw away": lambda: branding.throw_away(organisation=organisation, by=person),
    }
    with pytest.raises(RuntimeError):
        acts[name]()
    assert branding.read(Organisation.objects.get()) == looks


def test_draft_wants_a_logo_or_none_never_both():
    organisation = factories.organisation()
    with pytest.raises(IntegrityError), transaction.atomic():
        BrandingDraft.objects.create(organisation=organisation, png=b"x", without_logo=True)


def test_organisation_has_one_draft():
    organisation = factories.organisation()
    BrandingDraft.objects.create(organisation=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrandingDraft.objects.create(organisation=organisation)
