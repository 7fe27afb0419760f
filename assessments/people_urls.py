"""Addresses of people asked: their own way, and the pages of whoever asks; the token stands only in `invited`."""

from __future__ import annotations

from django.urls import path

from assessments.views import invited, participants

_PEOPLE = "organisations/<uuid:organisation_id>/rounds/<uuid:assessment>/people/"

urlpatterns = [
    path("invited/<str:token>/", invited.invited, name="invited"),
    path("taking-part/<uuid:participant>/", invited.take_part, name="taking-part"),
    path("taking-part/<uuid:participant>/withdraw/", invited.withdraw, name="withdraw"),
    path("taking-part/group/<uuid:link>/", invited.enter, name="enter"),
    path(_PEOPLE, participants.people, name="people"),
    path(f"{_PEOPLE}import/", participants.import_, name="import-people"),
    path(f"{_PEOPLE}template.csv", participants.template, name="people-template"),
]
