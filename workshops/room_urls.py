"""Addresses of the room's faces: the facilitators' console and the projector."""

from __future__ import annotations

from django.urls import path

from workshops.views import commands, console, lists, screen

_WORKSHOP = "organisations/<uuid:organisation_id>/workshops/<uuid:workshop>/"
_ROOM = f"{_WORKSHOP}room/"

urlpatterns = [
    path(_ROOM, console.console, name="console"),
    path(f"{_ROOM}state/", console.console_state, name="console-state"),
    path(f"{_ROOM}end-answering/", commands.end_answering, name="end-answering"),
    path(f"{_ROOM}go-back/", commands.go_back, name="go-back"),
    path(f"{_ROOM}go/<uuid:entry>/", commands.go_to, name="go-to"),
    path(f"{_ROOM}open-voting/", commands.open_voting, name="open-voting"),
    path(f"{_ROOM}reveal/", commands.reveal, name="reveal"),
    path(f"{_ROOM}vote-again/", commands.vote_again, name="vote-again"),
    path(f"{_ROOM}agree/", commands.agree, name="agree"),
    path(f"{_ROOM}park/", commands.park, name="park"),
    path(f"{_ROOM}take-up/", commands.take_up, name="take-up"),
    path(f"{_ROOM}undo/", commands.undo, name="undo"),
    path(f"{_ROOM}end/", commands.end, name="end"),
    path(f"{_ROOM}resume/", commands.resume, name="resume"),
    path(f"{_ROOM}code/", commands.renew_code, name="renew-code"),
    path(f"{_ROOM}seats/<uuid:seat>/remove/", commands.remove_seat, name="remove-seat"),
    path(f"{_ROOM}actions/", lists.add_action, name="add-action"),
    path(f"{_ROOM}actions/<uuid:action>/", lists.change_action, name="change-action"),
    path(f"{_ROOM}actions/<uuid:action>/remove/", lists.remove_action, name="remove-action"),
    path(f"{_ROOM}notes/", lists.add_note, name="add-note"),
    path(f"{_ROOM}notes/<uuid:note>/remove/", lists.remove_note, name="remove-note"),
    path(f"{_WORKSHOP}screen/", screen.screen, name="screen"),
    path(f"{_WORKSHOP}screen/state/", screen.screen_state, name="screen-state"),
    path("screen/<str:token>/", screen.screen_token, name="screen-token"),
    path("screen/<str:token>/state/", screen.screen_token_state, name="screen-token-state"),
]
