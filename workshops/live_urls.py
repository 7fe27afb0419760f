"""Addresses of what keeps the faces of a room up to date."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
