"""Addresses of the action plan."""

from __future__ import annotations

from django.urls import path

from actions.views import lists, rounds, single

app_name = "actions"

_ACTIONS = "organisations/<uuid:organisation_id>/actions/"
_ACTION = f"{_ACTIONS}<uuid:action>/"
_ROUND = "organisations/<uuid:organisation_id>/rounds/<uuid:assessment>/actions/"

urlpatterns = [
    path(_ACTIONS, lists.list_, name="list"),
    path(f"{_ACTIONS}board/", lists.board, name="board"),
    path(f"{_ACTIONS}grid/", lists.grid, name="grid"),
    path(f"{_ACTIONS}print/", lists.print_, name="print"),
    path(f"{_ACTIONS}actions.csv", lists.table, name="csv"),
    path(_ACTION, single.action_, name="action"),
    path(f"{_ACTION}change/", single.change, name="change"),
    path(f"{_ACTION}remove/", single.remove, name="remove"),
    path(f"{_ACTION}plan/", single.settle, {"status": "planned"}, name="plan"),
    path(f"{_ACTION}begin/", single.settle, {"status": "begun"}, name="begin"),
    path(f"{_ACTION}done/", single.settle, {"status": "done"}, name="done"),
    path(f"{_ACTION}drop/", single.settle, {"status": "dropped"}, name="drop"),
    path(f"{_ROUND}choose/", rounds.choose, name="choose"),
    path(f"{_ROUND}work-out/", rounds.work_out, name="work-out"),
    path(f"{_ROUND}add/", single.add, name="add"),
    path(f"{_ROUND}review/", rounds.review, name="review"),
]
