"""Addresses of the room's faces: the facilitators' console and the projector."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
