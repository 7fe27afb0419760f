"""Logos: what is taken, what is refused, how fast, and what is left of the file."""

from __future__ import annotations

import resource
import time
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts import branding, logos, picture_child, pictures
from accounts.models import BrandingDraft, Logo, Organisation
from accounts.refusals import NotAPicture
from tests import factories
from tests.accounts import pictures as files

HOSTILE = dict(files.hostile())
# Refused by their first bytes and headers, before any process is started.
AT_ONCE = 0.05
IN_THE_CHILD = {
    "png without pixels",
    "png with too few pixels",
    "png whose pixels are no deflate",
    "png with wrong sums",
    "png with a packed profile of 100 MB",
}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_of_each_format_becomes_a_png_that_fits(kind: str):
    made = logos.picture_from(BytesIO(files.picture(kind, (1500, 900))))

    with Image.open(BytesIO(made.png)) as written:
        assert (written.format, written.size) == ("PNG", (made.width, made.height))
    assert (made.width, made.height) == (333, 200)


def test_small_picture_keeps_its_size():
    made = logos.picture_from(BytesIO(files.picture("PNG", (80, 40))))
    assert (made.width, made.height) == (80, 40)


def test_largest_picture_allowed_is_read():
    made = logos.picture_from(BytesIO(files.bomb(4000)))
    assert (made.width, made.height) == (200, 200)


def test_transparency_stays():
    written = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(written, "PNG")

    made = logos.picture_from(BytesIO(written.getvalue()))

    with Image.open(BytesIO(made.png)) as kept:
        assert kept.getpixel((5, 5)) == (0, 0, 0, 0)


def test_extras_do_not_survive():
    made = logos.picture_from(BytesIO(files.with_text("<script>alert(1)</script>")))
    assert b"script" not in made.png


def test_there_are_forty_hostile_files():
    assert len(HOSTILE) >= 40
    assert len(HOSTILE["bomb of 20,000 a side"]) < 60_000


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_a_reason_in_time(name: str):
    began = children_took()
    with pytest.raises(NotAPicture) as refused:
        logos.picture_from(BytesIO(HOSTILE[name]))

    assert len(str(refused.value)) > 20
    assert children_took() - began < picture_child.CPU_SECONDS + 1


def children_took() -> float:
    """Return how long the processor was at processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - IN_THE_CHILD))
def test_what_is_no_picture_or_a_bomb_is_refused_at_once(name: str):
    assert min(refused_in(HOSTILE[name]) for _ in range(5)) < AT_ONCE  # memory is swept up in one of them


def refused_in(data: bytes) -> float:
    """Return how long the processor was at it."""
    began = time.process_time()
    with pytest.raises(NotAPicture):
        pictures.check(data)
    return time.process_time() - began


def test_svg_is_refused_by_name():
    with pytest.raises(NotAPicture, match="SVG"):
        pictures.check(b"<svg/>")


def test_no_more_is_read_than_may_be():
    endless = BytesIO(b"\x89PNG\r\n\x1a\n" + b"\0" * 5_000_000)
    with pytest.raises(NotAPicture, match="1 MB"):
        logos.picture_from(endless)
    assert endless.tell() == pictures.MAX_BYTES + 1


def sent(owner: Client, organisation: Organisation, name: str, data: bytes) -> Any:
    """Send a file as the new logo, to be tried."""
    file = SimpleUploadedFile(name, data, content_type="image/png")
    typed = {"logo": file, "seen": branding.read(organisation).stamp}
    return owner.post(address("branding", organisation), typed)


def used(owner: Client, organisation: Organisation) -> Any:
    """Use what was tried."""
    return owner.post(address("use-branding", organisation), {"seen": branding.read(organisation).stamp})


@pytest.fixture
def organisation(db: None) -> Organisation:
    return factories.organisation()


@pytest.fixture
def owner(organisation: Organisation, client: Client) -> Client:
    client.force_login(factories.member(organisation))
    return client


def address(name: str, organisation: Organisation) -> str:
    return reverse(f"organisations:{name}", args=[organisation.pk])


def test_logo_is_tried_then_stored_and_shown(owner: Client, organisation: Organisation):
    page = sent(owner, organisation, "logo.png", files.picture())
    assert (page.status_code, page.headers["Location"]) == (
        302,
        f"{address('branding', organisation)}#preview",
    )
    assert Logo.objects.count() == 0

    used(owner, organisation)
    logo = Logo.objects.get(organisation=organisation)
    assert logo.get_absolute_url() in owner.get(address("settings", organisation)).content.decode()


def test_another_logo_has_another_address(owner: Client, organisation: Organisation):
    sent(owner, organisation, "a.png", files.picture())
    used(owner, organisation)
    first = Logo.objects.get().get_absolute_url()
    sent(owner, organisation, "b.png", files.picture(size=(20, 20)))
    used(owner, organisation)

    assert Logo.objects.get().get_absolute_url() != first
    assert owner.get(first).status_code == 404


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_upload_is_422_beside_the_field(name: str, owner: Client, organisation: Organisation):
    page = sent(owner, organisation, "logo.png", HOSTILE[name])

    assert page.status_code == 422
    assert 'id="id_logo_error"' in page.content.decode()
    assert (Logo.objects.count(), BrandingDraft.objects.count()) == (0, 0)


def test_empty_file_is_422(owner: Client, organisation: Organisation):
    page = sent(owner, organisation, "logo.png", b"")
    assert (page.status_code, "The file is empty." in page.content.decode()) == (422, True)


def test_what_announces_too_much_is_413_unread(owner: Client, organisation: Organisation):
    page = sent(owner, organisation, "logo.png", b"\0" * (4 * 1024 * 1024 + 1))
    assert page.status_code == 413


def test_logo_is_public_and_kept_for_a_year(organisation: Organisation):
    page = Client().get(stored(organisation).get_absolute_url())

    assert (page.status_code, page.headers["Content-Type"]) == (200, "image/png")
    assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert page.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("digits", [0, 1, 11, 13])
def test_logo_has_no_shorter_address(digits: int, owner: Client, organisation: Organisation):
    checksum = stored(organisation).checksum[:digits] or "-"
    path = reverse("organisations:logo", args=[organisation.pk, checksum])
    assert owner.get(path).status_code == 404


def test_logo_of_another_organisation_is_404_under_ones_own(owner: Client, organisation: Organisation):
    other = stored(factories.organisation("Other Ltd"))
    path = reverse("organisations:logo", args=[organisation.pk, other.checksum[:12]])
    assert owner.get(path).status_code == 404


def stored(organisation: Organisation) -> Logo:
    return Logo.objects.create(organisation=organisation, png=b"x", width=1, height=1, checksum="a" * 64)
