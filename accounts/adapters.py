"""What allauth asks us: limits, redirects, mail and the names of second steps."""

from __future__ import annotations

import html
import ipaddress
import math
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import get_login_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import people, redirects, throttle, visitors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

log = structlog.get_logger(__name__)
WRONG_PASSWORDS = throttle.Rate(times=10, per=timedelta(minutes=10))
JUST_SIGNED_IN = "just_signed_in"
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a password or a code, and everything about addresses and passwords."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("E-mail address and password do not match."),
        "email_taken": _("There is an account with this address already. Sign in instead."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This code is not right."),
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link has been used or has run out."),
        "invalid_password_reset": _("This link has been used or has run out."),
        "rate_limited": _("That was a lot in a short time. Please wait a moment."),
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _("That was too often. Please start again in a few minutes."),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        wants_json = request.headers.get("Accept") == "application/json"
        return wants_json and request.path == reverse("mfa_login_webauthn")

    def get_client_ip(self, request: HttpRequest) -> str:
        address = visitors.address(request)
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:  # a socket has no address, and a proxy may write anything
            return "0.0.0.0"  # noqa: S104 # says "not known"; nothing listens there

    def is_safe_url(self, url: str) -> bool:
        return redirects.is_ours(url or "")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse where wrong passwords were too many; right ones are never counted."""
        try:
            for scope, subject in _tried(request, credentials):
                throttle.require(scope=scope, subject=subject, rate=WRONG_PASSWORDS, at=now())
        except throttle.TooMany as refusal:
            raise ImmediateHttpResponse(_later(request, refusal.retry_after_seconds)) from refusal

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            for scope, subject in _tried(request, credentials):
                throttle.take(scope=scope, subject=subject, rate=WRONG_PASSWORDS, at=now())
        except throttle.TooMany as refusal:
            raise ImmediateHttpResponse(_later(request, refusal.retry_after_seconds)) from refusal

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        request.session[JUST_SIGNED_IN] = True

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, signup: bool, **details: Any
    ) -> HttpResponse:
        target = get_login_redirect_url(request, redirect_url, signup=signup)
        onward = redirects.after_sign_in(target)
        page: HttpResponse = super().post_login(request, user, redirect_url=onward, signup=signup, **details)
        return page

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        del email_address  # the same page for each
        return reverse("accounts:account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        del request  # the same page for each
        return reverse("accounts:account")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": _("Use my password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def set_password(self, user: User, password: str) -> None:
        """Set the password and end every other session: whoever had the old one is out."""
        super().set_password(user, password)
        people.end_sessions(user=user, but=self.request.session.session_key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        return people.reset_address(key)

    def render_mail(
        self,
        template_prefix: str,
        email: str,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """Write a mail as plain text and, in the same words, as HTML."""
        words = {**context, "base_url": settings.BASE_URL}
        subject = " ".join(_text(f"{template_prefix}_subject.txt", words).split())
        text = _text(f"{template_prefix}_message.txt", words)
        mail = EmailMultiAlternatives(subject, text, self.get_from_email(), [email], headers=headers)
        page = {"subject": subject, "paragraphs": text.split("\n\n"), "code": context.get("code")}
        mail.attach_alternative(render_to_string("account/email/message.html", page), "text/html")
        return mail

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = self.render_mail(template_prefix, email, {**context, "email": email})
        try:
            mail.send()
        except OSError as failure:  # the mail server is away or refuses; SMTP's own faults are of this kind
            page = render(self.request, "account/mail_failed.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
            raise ImmediateHttpResponse(page) from failure

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell of a change that was made; it stands whether or not the message can be sent."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except ImmediateHttpResponse:
            log.warning("notice not sent")


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys, codes of an app and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _(
            "Add a passkey or an app first; recovery codes stand in for them."
        ),
        "incorrect_code": _("This was not accepted. Please try again."),
        "unverified_email": _("Verify your e-mail address first: it is how you get back in."),
    }

    def get_totp_issuer(self) -> str:
        return gettext("CX maturity")

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 # allauth's signature
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the name that passkeys belong to; browsers make none for numbers."""
        host = urlsplit(settings.BASE_URL).hostname or "localhost"
        return {"id": "localhost" if host in _THIS_MACHINE else host, "name": gettext("CX maturity")}


def _tried(request: HttpRequest, credentials: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what wrong passwords are counted for: the network address and the account, known or not."""
    yield "wrong password from", visitors.address(request)
    account = unicodedata.normalize("NFKC", credentials.get("email", ""))
    yield "wrong password for", account.strip().upper().casefold()


def _later(request: HttpRequest, seconds: int) -> HttpResponse:
    minutes = math.ceil(seconds / 60)
    page = render(request, "429.html", {"minutes": minutes}, status=HTTPStatus.TOO_MANY_REQUESTS)
    page.headers["Retry-After"] = str(seconds)
    return page


def _text(template: str, words: dict[str, Any]) -> str:
    """Return plain text; what the template escaped for HTML stands in it as itself."""
    return html.unescape(render_to_string(template, words)).strip()
