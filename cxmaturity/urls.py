"""Every address of the product."""

from __future__ import annotations

from django.urls import include, path

from cxmaturity import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("accounts.urls")),
    path("", include("reports.urls")),
    path("", include("assessments.urls")),
]
