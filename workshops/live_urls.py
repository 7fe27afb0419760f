"""Addresses of what keeps the faces of a room up to date."""

from __future__ import annotations

from django.urls import path

from workshops import stream

urlpatterns = [path("live/<str:ticket>/", stream.stream, name="stream")]
