"""Addresses of an organisation's rounds."""

from __future__ import annotations

from django.urls import path

from assessments.views import lens_setup, rounds, running, setup

_ORGANISATION = "organisations/<uuid:organisation_id>/"
_ROUND = f"{_ORGANISATION}rounds/<uuid:assessment>/"

urlpatterns = [
    path(_ORGANISATION, rounds.rounds, name="rounds"),
    path(f"{_ORGANISATION}rounds/new/", rounds.new_round, name="new-round"),
    path(_ROUND, rounds.round_, name="round"),
    path(f"{_ROUND}name/", rounds.rename, name="rename"),
    path(f"{_ROUND}clone/", rounds.clone, name="clone"),
    path(f"{_ROUND}delete/", rounds.delete, name="delete-draft"),
    path(f"{_ROUND}plan/<slug:idea>/", setup.plan, name="plan"),
    path(f"{_ROUND}ruled-out/", setup.rule_out, name="ruled-out"),
    path(f"{_ROUND}journey/", lens_setup.journey, name="journey"),
    path(f"{_ROUND}customers/", lens_setup.customers, name="felt"),
    path(f"{_ROUND}schedule/", setup.schedule, name="schedule"),
    path(f"{_ROUND}open/", running.open_, name="open-round"),
    path(f"{_ROUND}ask-team/", running.ask_team, name="ask-team"),
    path(f"{_ROUND}close/", running.close, name="close-round"),
    path(f"{_ROUND}reopen/", running.reopen, name="reopen-round"),
]
