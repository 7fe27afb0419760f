"""Addresses of results and of the documents made from them."""

from __future__ import annotations

from django.urls import include, path

from reports import branding_views, data_views, edition_views, file_views, formats, views, workshop_views

app_name = "reports"

_branding = "organisations/<uuid:organisation_id>/settings/branding/report.pdf"
_data = "organisations/<uuid:organisation_id>/data/"
_document = "organisations/<uuid:organisation_id>/rounds/<uuid:assessment>/document/"
_workshop = "organisations/<uuid:organisation_id>/workshops/<uuid:workshop>/"

urlpatterns = [
    path("sample/", views.sample, name="sample"),
    path("results/<uuid:assessment>/", views.result, name="result"),
    path("results/<uuid:assessment>/explore/", views.explore, name="explore"),
    path("results/<uuid:assessment>/forecast/", views.forecast, name="forecast"),
    *(
        path(f"results/<uuid:assessment>/report{one.suffix}", file_views.file, {"of": one}, name=one.id)
        for one in formats.ALL
    ),
    path(_data, data_views.data, name="data"),
    path(_branding, branding_views.report, name="branded"),
    path(f"{_data}export/", data_views.export, name="export"),
    path(f"{_data}erase/", data_views.erase, name="erase"),
    path(f"{_data}<uuid:export>/", data_views.download, name="download-export"),
    path("", include("reports.share_urls")),
    path(_document, edition_views.document, name="document"),
    path(f"{_document}logo.png", edition_views.logo, name="document-logo"),
    path(f"{_document}approve/", edition_views.approve, name="approve"),
    path(f"{_document}withdraw/", edition_views.withdraw, name="withdraw-approval"),
    path(f"{_workshop}kit.pdf", workshop_views.kit, name="workshop-kit"),
    path(f"{_workshop}sheet.pdf", workshop_views.sheet, name="workshop-sheet"),
    path(f"{_workshop}minutes.pdf", workshop_views.minutes, name="workshop-minutes"),
    path(f"{_workshop}poster.pdf", workshop_views.poster, name="workshop-poster"),
]
