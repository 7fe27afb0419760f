"""Sign in, sign out, and the organisations one belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import views as auth_views
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, public, signed_in
from accounts.forms import SignInForm
from accounts.models import Organisation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_sign_in = auth_views.LoginView.as_view(
    template_name="accounts/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
)
_sign_out = auth_views.LogoutView.as_view()


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for e-mail address and password; a wrong pair is a 422 that keeps the address."""
    response = _sign_in(request)
    if request.method == "POST" and response.status_code == 200:  # noqa: PLR2004 # Django's "shown again"
        response.status_code = 422
    return response


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    return _sign_out(request)


@signed_in
@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """List the organisations that the person belongs to."""
    organisations = Organisation.objects.of(request.user).order_by("name", "pk")
    return render(request, "accounts/home.html", {"organisations": organisations})
