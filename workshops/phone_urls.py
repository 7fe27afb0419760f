"""Addresses of phones: joining a room, the seat and the vote."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
