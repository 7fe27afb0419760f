"""Addresses of workshops: the organisation's pages, the room's faces, phones and the stream."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "workshops"

urlpatterns: list[URLPattern | URLResolver] = []
