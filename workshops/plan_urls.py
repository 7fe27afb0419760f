"""Addresses of an organisation's workshops and their preparation."""

from __future__ import annotations

from django.urls import path

from workshops.views import agenda, plans

_WORKSHOPS = "organisations/<uuid:organisation_id>/workshops/"
_WORKSHOP = f"{_WORKSHOPS}<uuid:workshop>/"
_ENTRY = f"{_WORKSHOP}agenda/<uuid:entry>/"

urlpatterns = [
    path(_WORKSHOPS, plans.workshops, name="list"),
    path(f"{_WORKSHOPS}new/", plans.new, name="new"),
    path(f"{_WORKSHOPS}from-nothing/", plans.new_from_nothing, name="new-from-nothing"),
    path(_WORKSHOP, plans.workshop_, name="workshop"),
    path(f"{_WORKSHOP}name/", plans.rename, name="rename"),
    path(f"{_WORKSHOP}delete/", plans.delete, name="delete"),
    path(f"{_WORKSHOP}open/", agenda.open_room, name="open-room"),
    path(f"{_WORKSHOP}begin/", agenda.begin, name="begin"),
    path(f"{_WORKSHOP}propose/", agenda.propose, name="propose"),
    path(f"{_WORKSHOP}topics/", agenda.add_topic, name="add-topic"),
    path(f"{_WORKSHOP}entries/", agenda.add_entry, name="add-entry"),
    path(_ENTRY, agenda.entry_, name="entry"),
    path(f"{_ENTRY}earlier/", agenda.earlier, name="earlier"),
    path(f"{_ENTRY}later/", agenda.later, name="later"),
    path(f"{_ENTRY}remove/", agenda.remove, name="remove"),
    path(f"{_WORKSHOP}accept/", agenda.accept, name="accept"),
    path(f"{_WORKSHOP}accept/undo/", agenda.undo_accepting, name="undo-accepting"),
]
