"""Addresses of workshops: the organisation's pages, the room's faces, phones and the stream."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from workshops import live_urls, phone_urls, plan_urls, room_urls

app_name = "workshops"

urlpatterns: list[URLPattern | URLResolver] = [
    *plan_urls.urlpatterns,
    *room_urls.urlpatterns,
    *phone_urls.urlpatterns,
    *live_urls.urlpatterns,
]
