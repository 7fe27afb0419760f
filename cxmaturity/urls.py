"""Every address of the product."""

from __future__ import annotations

from django.urls import include, path

from cxmaturity import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    # Addresses are tried from the top: those that many people ask for at once stand first.
    path("", include("reports.urls")),
    path("", include("assessments.urls")),
    path("", include("workshops.urls")),
    path("", include("actions.urls")),
    path("", include("accounts.personal_urls")),
    path("", include("accounts.urls")),
    path("", include("accounts.organisation_urls")),
    path("", include("mailing.urls")),
]

# Django's own reads the body for a token, and a body that cannot be parsed would turn 404 into 500.
handler404 = "cxmaturity.views.not_found"
handler400 = "cxmaturity.views.bad_request"
