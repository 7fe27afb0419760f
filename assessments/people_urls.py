"""Addresses of people asked: their own way, and the pages of whoever asks; the token stands only in `invited`."""

from __future__ import annotations

from django.urls import path

from assessments.views import invited, paper, participants, progress, sharing

_PEOPLE = "organisations/<uuid:organisation_id>/rounds/<uuid:assessment>/people/"

urlpatterns = [
    path("invited/<str:token>/", invited.invited, name="invited"),
    path("taking-part/<uuid:participant>/", invited.take_part, name="taking-part"),
    path("taking-part/<uuid:participant>/withdraw/", invited.withdraw, name="withdraw"),
    path("taking-part/group/<uuid:link>/", invited.enter, name="enter"),
    path(_PEOPLE, progress.people, name="people"),
    path(f"{_PEOPLE}board/", progress.board, name="board"),
    path(f"{_PEOPLE}invite/", progress.invite, name="invite"),
    path(f"{_PEOPLE}remind/", progress.remind, name="remind"),
    path(f"{_PEOPLE}add/", participants.add, name="add-person"),
    path(f"{_PEOPLE}import/", participants.import_, name="import-people"),
    path(f"{_PEOPLE}empty.csv", participants.template, name="people-template"),
    path(f"{_PEOPLE}people.csv", participants.download, name="people-list"),
    path(f"{_PEOPLE}<uuid:participant>/", participants.person, name="person"),
    path(f"{_PEOPLE}<uuid:participant>/remove/", participants.remove, name="remove-person"),
    path(f"{_PEOPLE}<uuid:participant>/renew/", participants.renew, name="renew-link"),
    path(f"{_PEOPLE}<uuid:participant>/paper/", paper.key_in, name="key-in"),
    path(f"{_PEOPLE}paper/", paper.choose, name="paper"),
    path(f"{_PEOPLE}paper/<slug:group>/", paper.blank, name="blank-sheet"),
    path(f"{_PEOPLE}paper/<slug:group>/new/", paper.key_in_new, name="key-in-new"),
    path(f"{_PEOPLE}links/", sharing.shared, name="shared-links"),
    path(f"{_PEOPLE}links/<uuid:link>/end/", sharing.end, name="end-link"),
    path(f"{_PEOPLE}links/<uuid:link>/cap/", sharing.cap, name="link-cap"),
]
