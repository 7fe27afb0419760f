"""Sign in, sign out, and the organisations one belongs to."""

from __future__ import annotations

import math
import unicodedata
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import auth
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import throttle, visitors
from accounts.access import MemberRequest, public, signed_in
from accounts.forms import SignInForm
from accounts.models import Organisation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WRONG_PASSWORDS = throttle.Rate(times=10, per=timedelta(minutes=10))


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail address and password; a wrong pair is a 422 that keeps the address."""
    if request.user.is_authenticated:
        return redirect(_target(request))
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    try:
        right = form.is_bound and _right(request, form)
    except throttle.TooMany as refusal:
        return _later(request, refusal.retry_after_seconds)
    if right:
        auth.login(request, form.get_user())
        return redirect(_target(request))
    page = {"form": form, "next": request.GET.get("next", request.POST.get("next", ""))}
    return render(request, "accounts/sign_in.html", page, status=422 if form.is_bound else 200)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@signed_in
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """List the organisations that the person belongs to."""
    organisations = Organisation.objects.of(request.user, timezone.now()).order_by("name", "pk")
    return render(request, "accounts/home.html", {"organisations": organisations})


def _right(request: HttpRequest, form: SignInForm) -> bool:
    """Say whether the password is right; only wrong ones are counted, for an office shares one address."""
    at = timezone.now()
    subjects = {
        "wrong password from": visitors.address(request),
        "wrong password for": _account(request.POST.get("username", "")),
    }
    for scope, subject in subjects.items():
        throttle.require(scope=scope, subject=subject, rate=WRONG_PASSWORDS, at=at)
    if form.is_valid():
        return True
    if form.has_error("__all__", "invalid_login"):
        for scope, subject in subjects.items():
            throttle.take(scope=scope, subject=subject, rate=WRONG_PASSWORDS, at=at)
    return False


def _account(typed: str) -> str:
    """Return the same for every way to type one account, known or not."""
    return unicodedata.normalize("NFKC", typed).strip().upper().casefold()


def _later(request: HttpRequest, seconds: int) -> HttpResponse:
    minutes = math.ceil(seconds / 60)
    page = render(request, "429.html", {"minutes": minutes}, status=HTTPStatus.TOO_MANY_REQUESTS)
    page.headers["Retry-After"] = str(seconds)
    return page


def _target(request: HttpRequest) -> str:
    """Return where to go after signing in: the page asked for if it is ours, else home."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)
