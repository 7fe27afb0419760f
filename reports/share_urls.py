"""Addresses of shared reports; the token stands only in `follow-share`."""

from __future__ import annotations

from django.urls import path

from reports import share_views, visitor_views

_SHARES = "organisations/<uuid:organisation_id>/rounds/<uuid:assessment>/shares/"

urlpatterns = [
    path(_SHARES, share_views.shared, name="shares"),
    path(f"{_SHARES}<uuid:share>/revoke/", share_views.revoke, name="revoke-share"),
    path(f"{_SHARES}<uuid:share>/remove/", share_views.remove, name="remove-share"),
    path("shared/<str:token>/", visitor_views.follow, name="follow-share"),
    path("shared/report/<uuid:share>/", visitor_views.report, name="shared-report"),
    path("shared/report/<uuid:share>/logo.png", visitor_views.logo, name="shared-logo"),
    path("shared/report/<uuid:share>/report.pdf", visitor_views.pdf, name="shared-pdf"),
]
