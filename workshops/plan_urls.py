"""Addresses of an organisation's workshops and their preparation."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
