"""Nobody is ever sent to another site."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from accounts import redirects
from accounts.models import User
from tests.accounts import signing

EVIL = "evil.example"
BEFORE = ("", "//", "///", "\\", "/\\", "\\/", "/\t/", "/\n/", "\x00/", " //", "%2F%2F")
SCHEMES = ("http:", "https:", "javascript:", "data:", "//user@", "ftp:")
PAYLOADS = [
    *(before + EVIL for before in BEFORE),
    *(f"{scheme}{slashes}{EVIL}" for scheme, slashes in product(SCHEMES, ("", "/", "//", "///", "\\\\"))),
    *(f"{scheme}{slashes}{EVIL}".upper() for scheme, slashes in product(SCHEMES[:4], ("", "//"))),
    f"//{EVIL}/%2F..",
    f"/\r\n/{EVIL}",
    f"\u2028//{EVIL}",
    f"/\\\\{EVIL}",
    f"///{EVIL}@127.0.0.1/",
    f"https://testserver.{EVIL}/",
    f"https://testserver@{EVIL}/",
    "https://testserver/organisations/",
    "testserver/organisations/",
    "?next=//evil.example",
    "#//evil.example",
    "javascript:alert(1)",
    "vbscript:x",
    "http://[::1",
    "//[",
    "\ufeff//evil.example",
]
OURS = ["/", "/organisations/", "/result/?a=b#c", "/%2F%2Fevil.example", "/.//evil.example", "/evil.example"]


def test_there_are_sixty_payloads():
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("target", PAYLOADS)
def test_nothing_but_a_path_of_ours_is_gone_to(target: str):
    assert not redirects.is_ours(target)
    assert redirects.after_sign_in(target) == reverse("assessments:claim")


@pytest.mark.parametrize("target", OURS)
def test_a_path_of_ours_is_gone_to(target: str):
    assert redirects.is_ours(target)


@pytest.mark.django_db
@pytest.mark.usefixtures("mira")
def test_signing_in_never_leads_to_another_site():
    places = set()
    for target in PAYLOADS:
        places.add(signing.sign_in(Client(), next=target).headers["Location"])
        asked = Client().get(reverse("accounts:sign-in"), {"next": target})
        assert asked.status_code == 200

    assert places == {reverse("assessments:claim")}


@pytest.mark.parametrize(
    "site", [*PAYLOADS, "", "http://testserver//evil.example", "http://testserver.evil.example/"]
)
def test_a_button_on_another_site_leads_home_after_signing_in(client: Client, site: str):
    answer = client.post(reverse("accounts:name"), HTTP_REFERER=site)
    assert answer.headers["Location"] == f"{reverse('accounts:sign-in')}?next={reverse('assessments:claim')}"


@pytest.mark.django_db
def test_no_other_way_leads_to_another_site(mira: User, client: Client):
    client.force_login(mira)
    places = set()
    for target in PAYLOADS:
        places.add(client.get(reverse("accounts:sign-in"), {"next": target}).headers["Location"])
        places.add(client.get(reverse("assessments:claim"), {"next": target}).headers["Location"])
        data = {"password": signing.PASSWORD, "next": target}
        places.add(client.post(reverse("account_reauthenticate"), data).headers.get("Location", ""))

    assert places <= {reverse("assessments:claim"), reverse("accounts:home"), ""}
    out = {
        Client().post(reverse("accounts:sign-out"), {"next": target}).headers["Location"]
        for target in PAYLOADS
    }
    assert out == {reverse("assessments:start")}
