"""Apps that make codes, recovery codes and passkeys, as far as no browser is needed."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail as sent
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.adapters import SecondStepAdapter
from accounts.models import User
from tests import factories
from tests.accounts import signing

pytestmark = pytest.mark.django_db

SENSITIVE = [
    *(("mfa_activate_totp", method) for method in ("get", "post")),
    *(("mfa_deactivate_totp", method) for method in ("get", "post")),
    *(("mfa_add_webauthn", method) for method in ("get", "post")),
    *(("mfa_generate_recovery_codes", method) for method in ("get", "post")),
    *(("accounts:delete", method) for method in ("get", "post")),
    ("mfa_view_recovery_codes", "get"),
    ("mfa_download_recovery_codes", "get"),
    ("account_email", "post"),
]


def recovery_codes(member: Client) -> list[str]:
    page = member.get(reverse("mfa_download_recovery_codes"))
    return [line for line in page.content.decode().splitlines() if line.isdigit()]


def second_step(client: Client, code: str) -> int:
    return client.post(reverse("mfa_authenticate"), {"code": code}).status_code


def test_a_wrong_first_code_adds_no_app_and_keeps_the_key(member: Client):
    secret = member.get(reverse("mfa_activate_totp")).context["form"].secret

    answer = member.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert answer.status_code == 422
    assert secret in answer.content.decode()
    assert Authenticator.objects.count() == 0


def test_with_an_app_the_password_alone_lets_nobody_in(member: Client):
    secret = signing.add_app(member)
    client = Client()

    answer = signing.sign_in(client, next="/organisations/")

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not signing.signed_in(client)
    assert second_step(client, "000000") == 422
    answer = client.post(reverse("mfa_authenticate"), {"code": signing.app_code(secret, later=1)})
    assert answer.headers["Location"] == "/claim/?next=%2Forganisations%2F"
    assert signing.signed_in(client)


def test_a_code_of_the_app_works_once(member: Client):
    secret = signing.add_app(member)
    code = signing.app_code(secret, later=1)
    first, second = Client(), Client()
    signing.sign_in(first)
    signing.sign_in(second)

    assert (second_step(first, code), second_step(second, code)) == (302, 422)


def test_the_eleventh_wrong_code_is_too_many_even_from_another_browser(member: Client):
    secret = signing.add_app(member)
    for _ in range(10):
        client = Client()
        signing.sign_in(client)
        assert second_step(client, "000000") == 422

    client = Client()
    signing.sign_in(client)
    assert second_step(client, signing.app_code(secret, later=1)) == 422
    assert not signing.signed_in(client)


def test_each_recovery_code_works_once(member: Client):
    signing.add_app(member)
    codes = recovery_codes(member)
    first, second = Client(), Client()
    signing.sign_in(first)
    signing.sign_in(second)

    assert len(set(codes)) == 10
    assert (second_step(first, codes[0]), second_step(second, codes[0])) == (302, 422)
    assert recovery_codes(member) == codes[1:]


def test_new_recovery_codes_end_the_old_ones(member: Client):
    signing.add_app(member)
    old = recovery_codes(member)

    member.post(reverse("mfa_generate_recovery_codes"))

    assert set(recovery_codes(member)).isdisjoint(old)


def test_recovery_codes_go_with_the_last_app_or_passkey(member: Client):
    signing.add_app(member)

    answer = member.post(reverse("mfa_deactivate_totp"))

    assert answer.headers["Location"] == reverse("accounts:account")
    assert Authenticator.objects.count() == 0
    assert signing.sign_in(Client()).headers["Location"] == reverse("assessments:claim")


@pytest.mark.parametrize(("name", "method"), SENSITIVE)
@pytest.mark.usefixtures("mail")
def test_what_matters_asks_for_the_password_again(mira: User, client: Client, name: str, method: str):
    signing.verified(mira)
    kinds = ["recovery_codes"] if name == "mfa_activate_totp" else ["recovery_codes", "totp"]
    for kind in kinds:
        Authenticator.objects.create(user=mira, type=kind, data={"secret": "A", "seed": "a", "used_mask": 0})
    client.force_login(mira)

    answer = getattr(client, method)(reverse(name), {"email": "new@example.org", "action_add": "1"})

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get() == mira
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == kinds


def test_the_password_typed_again_leads_on_to_what_was_asked_for(mira: User, client: Client):
    client.force_login(mira)
    asked = client.get(reverse("mfa_activate_totp")).headers["Location"]

    wrong = client.post(asked, {"password": "wrong", "next": reverse("mfa_activate_totp")})
    right = client.post(asked, {"password": signing.PASSWORD, "next": reverse("mfa_activate_totp")})

    assert (wrong.status_code, right.headers["Location"]) == (422, reverse("mfa_activate_totp"))


@pytest.mark.parametrize("action", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_passkey_of_somebody_else_does_not_exist(member: Client, action: str, method: str):
    foreign = factories.passkey(factories.member())

    answer = getattr(member, method)(reverse(action, args=[foreign.pk]), {"name": "Mine"})

    assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.wrap().name == "Passkey"


def test_a_passkey_is_renamed_and_removed(mira: User, member: Client):
    own = factories.passkey(mira)

    member.post(reverse("mfa_edit_webauthn", args=[own.pk]), {"name": "Office key"})
    own.refresh_from_db()
    assert own.wrap().name == "Office key"

    member.post(reverse("mfa_remove_webauthn", args=[own.pk]))
    assert Authenticator.objects.count() == 0


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "{}",
        "not json",
        '"\\ud800"',
        "[" * 5000,
        json.dumps({"id": 1, "rawId": None, "response": "x", "type": []}),
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
        json.dumps(
            {
                "id": "AA",
                "rawId": "AA",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "e30",
                    "attestationObject": "o2M",
                    "authenticatorData": "AA",
                    "signature": "AA",
                    "userHandle": "enp6enp6enp6enp6enp6",
                },
            }
        ),
    ],
)
def test_a_passkey_that_nobody_made_is_refused(member: Client, credential: str):
    stranger = Client()
    stranger.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    member.get(reverse("mfa_add_webauthn"))
    data = {"credential": credential, "name": "Key"}

    assert stranger.post(reverse("mfa_login_webauthn"), data).headers["Location"] == reverse("account_login")
    assert member.post(reverse("mfa_add_webauthn"), data).status_code == 422
    assert Authenticator.objects.count() == 0


@pytest.mark.usefixtures("mail")
def test_a_new_app_is_told_by_mail(
    mira: User, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
):
    signing.verified(mira)
    signing.sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": signing.PASSWORD})

    with django_capture_on_commit_callbacks(execute=True):
        signing.add_app(client)

    assert [message.subject for message in sent.outbox] == ["An app was added to your account"]
    assert "http://127.0.0.1:8000/account/" in signing.last_mail()
    assert "127.0.0.1\n" not in signing.last_mail().replace("http://127.0.0.1:8000", "")


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://cx.example.org", "cx.example.org"),
        ("https://cx.example.org:8443", "cx.example.org"),
        ("http://127.0.0.1:8000", "localhost"),
        ("http://localhost:8000", "localhost"),
    ],
)
def test_passkeys_belong_to_the_host_of_the_base_address(settings: Settings, base_url: str, host: str):
    settings.BASE_URL = base_url

    assert SecondStepAdapter().get_public_key_credential_rp_entity() == {"id": host, "name": "CX maturity"}
