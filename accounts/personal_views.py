"""One's own account: allauth's pages with our marks, and ours beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account_views
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as code_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth as passkeys
from django.conf import settings
from django.contrib import auth, messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import people
from accounts.access import MemberRequest, public, signed_in
from accounts.personal_forms import NameForm
from accounts.refusals import SoleOwner

View = Callable[..., HttpResponse]
ACCOUNT = reverse_lazy("accounts:account")


def page(view: View) -> View:
    """Let a page be read and its form be sent, and answer 422 where the form comes back with faults."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters("password", "password1", "oldpassword", "code", "credential")
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        words = getattr(response, "context_data", None) or {}
        faults = [form for form in words.values() if isinstance(form, BaseForm) and form.errors]
        if faults and request.method == "POST" and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answer


def by_mail(view: View) -> View:
    """Say plainly that nothing can be sent, where there is no mail server."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.MAIL_IS_SENT:
            return view(request, *args, **kwargs)
        return render(request, "account/no_mail.html", {"contact": settings.OPERATOR_CONTACT})

    return answer


class AddPasskey(passkey_views.AddWebAuthnView):
    """Add a passkey that signs in by itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = super(passkey_views.AddWebAuthnView, self).get_context_data(**kwargs)
        options = passkeys.begin_registration(self.request.user, passwordless=True)
        return {**words, "options": options, "host": settings.BASE_URL}

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(ACCOUNT)


class AddApp(app_views.ActivateTOTPView):
    """Add an app that makes codes."""

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes") if self.did_generate_recovery_codes else str(ACCOUNT)


# Signing in and up
sign_in = public(page(account_views.login))
sign_out = public(require_POST(account_views.logout))
sign_up = public(page(account_views.signup))
request_code = public(by_mail(page(account_views.request_login_code)))
sign_in_code = public(page(account_views.confirm_login_code))
passkey_sign_in = public(page(passkey_views.login_webauthn))
second_step = public(page(code_views.authenticate))
address_code = public(page(account_views.email_verification_sent))
inactive = public(page(account_views.account_inactive))
request_reset = public(by_mail(page(account_views.password_reset)))
reset_requested = public(page(account_views.password_reset_done))
reset = public(page(account_views.password_reset_from_key))
reset_done = public(page(account_views.password_reset_from_key_done))

# Again, before something that matters
password_again = signed_in(page(account_views.reauthenticate))
code_again = signed_in(page(code_views.reauthenticate))
passkey_again = signed_in(page(passkey_views.reauthenticate_webauthn))

# What belongs to the account
change_address = signed_in(by_mail(page(account_views.EmailView.as_view(template_name="account/email.html"))))
change_password = signed_in(page(account_views.password_change))
set_password = signed_in(page(account_views.password_set))
add_passkey = signed_in(page(AddPasskey.as_view()))
rename_passkey = signed_in(page(passkey_views.EditWebAuthnView.as_view(success_url=ACCOUNT)))
remove_passkey = signed_in(page(passkey_views.RemoveWebAuthnView.as_view(success_url=ACCOUNT)))
add_app = signed_in(page(AddApp.as_view()))
remove_app = signed_in(page(app_views.DeactivateTOTPView.as_view(success_url=ACCOUNT)))
recovery_codes = signed_in(page(recovery_views.view_recovery_codes))
new_recovery_codes = signed_in(page(recovery_views.generate_recovery_codes))
download_recovery_codes = signed_in(require_safe(recovery_views.download_recovery_codes))


@signed_in
@never_cache
@require_safe
def account(request: MemberRequest) -> HttpResponse:
    """Show everything about one's own account."""
    found = people.account(request.user, session_key=request.session.session_key)
    return render(request, "accounts/account.html", {"account": found, "mail_is_sent": settings.MAIL_IS_SENT})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: MemberRequest) -> HttpResponse:
    """Say how one is called."""
    form = NameForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        people.rename(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name was changed."))
        return redirect(ACCOUNT)
    return render(request, "accounts/name.html", {"form": form}, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def end_session(request: MemberRequest, session: int) -> HttpResponse:
    """Sign out one of one's own browsers."""
    people.end_session(session=get_object_or_404(people.sessions(request.user), pk=session))
    messages.success(request, _("That browser is signed out."))
    return redirect(ACCOUNT)


@signed_in
@require_POST
def end_other_sessions(request: MemberRequest) -> HttpResponse:
    """Sign out of every browser but this one."""
    people.end_sessions(user=request.user, but=request.session.session_key)
    messages.success(request, _("Every other browser is signed out."))
    return redirect(ACCOUNT)


def _delete(request: MemberRequest) -> HttpResponse:
    """Delete one's own account after confirming it."""
    if request.method != "POST":
        return render(request, "accounts/delete.html")
    try:
        people.delete_account(user=request.user)
    except SoleOwner as refusal:
        return render(request, "accounts/delete.html", {"refusal": refusal}, status=HTTPStatus.CONFLICT)
    auth.logout(request)
    messages.success(request, _("Your account is deleted."))
    return redirect(settings.LOGOUT_REDIRECT_URL)


delete = signed_in(page(reauthentication_required(app="allauth.account")(_delete)))
