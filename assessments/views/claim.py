"""What somebody began without an account comes with them when they sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import redirects
from accounts.access import MemberRequest, signed_in
from accounts.adapters import JUST_SIGNED_IN
from assessments import capabilities, claims

if TYPE_CHECKING:
    from django.http import HttpResponse


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: MemberRequest) -> HttpResponse:
    """Take up the trials that this browser began, then go on to the page asked for.

    Signing in ends here, so the first GET after it claims; another claims nothing, for it could come
    from anywhere.
    """
    just_signed_in = request.session.pop(JUST_SIGNED_IN, False)
    if just_signed_in or request.method == "POST":
        claimed = claims.claim(held=capabilities.held(request), by=request.user)
        if claimed:
            words = ngettext(
                "%(names)s is your organisation now, with everything in it.",
                "%(names)s are your organisations now, with everything in them.",
                len(claimed),
            )
            messages.success(request, words % {"names": ", ".join(map(str, claimed))})
    return redirect(redirects.wanted(request) or "accounts:home")
