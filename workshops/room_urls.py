"""Addresses of the room's faces: the facilitators' console and the projector."""

from __future__ import annotations

from django.urls import path

from workshops.views import screen

ROOM = "organisations/<uuid:organisation_id>/workshops/<uuid:workshop>"

urlpatterns = [
    path(f"{ROOM}/screen/", screen.screen, name="screen"),
    path(f"{ROOM}/screen/state/", screen.screen_state, name="screen-state"),
    path("screen/<str:token>/", screen.screen_token, name="screen-token"),
    path("screen/<str:token>/state/", screen.screen_token_state, name="screen-token-state"),
]
