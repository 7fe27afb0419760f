"""Addresses of phones: joining a room, the seat and the vote. Only `room` carries a code."""

from __future__ import annotations

from django.urls import URLPattern, path

from workshops.views import joining, seat

urlpatterns: list[URLPattern] = [
    path("room/", joining.enter, name="enter"),
    path("room/<str:code>/", joining.join, name="join"),
    path("seat/<uuid:seat>/", seat.seat, name="seat"),
    path("seat/<uuid:seat>/state/", seat.state, name="seat-state"),
    path("seat/<uuid:seat>/vote/", seat.vote, name="vote"),
    path("seat/<uuid:seat>/answers/", seat.answers, name="answers"),
    path("seat/<uuid:seat>/leave/", seat.leave, name="leave"),
]
