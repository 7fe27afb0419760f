"""Addresses of the mail pages; `stop` carries a token and needs no account."""

from __future__ import annotations

from django.urls import path

from mailing import views

app_name = "mailing"

_mail = "organisations/<uuid:organisation_id>/mail/"

urlpatterns = [
    path(_mail, views.messages, name="messages"),
    path(f"{_mail}progress/", views.progress, name="progress"),
    path(f"{_mail}stopped/", views.suppressions, name="suppressions"),
    path(f"{_mail}stopped/add/", views.suppress, name="suppress"),
    path(f"{_mail}stopped/remove/", views.allow, name="allow"),
    path(f"{_mail}<uuid:message>/", views.message, name="message"),
    path(f"{_mail}<uuid:message>/send-again/", views.send_again, name="send-again"),
    path("mail/stop/<str:token>/", views.stop, name="stop"),
]
