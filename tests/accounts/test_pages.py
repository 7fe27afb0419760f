"""Every page and message of allauth that can be reached is one of ours."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import allauth
import pytest
from allauth.account import views as account_views
from allauth.mfa.base import views as code_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.template import Engine

from accounts import personal_views

OURS = Path(settings.BASE_DIR) / "templates"
MODULES = {
    "account_views": account_views,
    "code_views": code_views,
    "recovery_views": recovery_views,
    "app_views": app_views,
    "passkey_views": passkey_views,
}
# Another template is given, and a page that only a GET would show.
REPLACED = {"account/email_change.html", "account/logout.html"}
# Where these would be used we have others: a telephone, links instead of codes, trust, passkeys at sign-up.
NOT_REACHED = (
    "phone",
    "signup_by_passkey",
    "signup_closed",
    "verification_sent.html",
    "mfa/trust",
    "signup_form",
)


def templates_of_views() -> set[str]:
    used = inspect.getsource(personal_views)
    views = [
        view
        for prefix, module in MODULES.items()
        for name, view in vars(module).items()
        if re.search(rf"\b{prefix}\.{name}\b", used)
    ]
    names = {getattr(getattr(view, "view_class", view), "template_name", None) for view in views}
    return {name for name in names if name} - REPLACED


def templates_of_mails_and_messages() -> set[str]:
    root = Path(allauth.__file__).parent / "templates"
    found = [
        *root.glob("account/email/*_subject.txt"),
        *root.glob("account/email/*_message.txt"),
        *root.glob("mfa/email/*_*.txt"),
        *root.glob("account/messages/*.txt"),
        *root.glob("mfa/messages/*.txt"),
    ]
    names = {str(path.relative_to(root)) for path in found}
    return {name for name in names if not any(word in name for word in (*NOT_REACHED, "base_", "reset_code"))}


def test_the_pages_are_found():
    assert len(templates_of_views()) >= 15


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            "account/confirm_email_verification_code.html",
            *templates_of_views(),
            *templates_of_mails_and_messages(),
        }
    ),
)
def test_what_is_shown_is_ours(name: str):
    assert Path(str(Engine.get_default().get_template(name).origin)).is_relative_to(OURS)
