"""Addresses of results and of the documents made from them."""

from __future__ import annotations

from django.urls import path

from reports import pdf_views, views

app_name = "reports"

urlpatterns = [
    path("sample/", views.sample, name="sample"),
    path("results/<uuid:assessment>/", views.result, name="result"),
    path("results/<uuid:assessment>/explore/", views.explore, name="explore"),
    path("results/<uuid:assessment>/forecast/", views.forecast, name="forecast"),
    path("results/<uuid:assessment>/report.pdf", pdf_views.pdf, name="pdf"),
]
