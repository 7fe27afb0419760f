"""Addresses of people and organisations."""

from __future__ import annotations

from django.urls import path

from accounts import personal_views as personal
from accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", personal.sign_in, name="sign-in"),
    path("sign-out/", personal.sign_out, name="sign-out"),
    path("account/", personal.account, name="account"),
    path("account/name/", personal.name, name="name"),
    path("account/sessions/end-others/", personal.end_other_sessions, name="end-other-sessions"),
    path("account/sessions/<int:session>/end/", personal.end_session, name="end-session"),
    path("account/delete/", personal.delete, name="delete"),
    path("organisations/", views.home, name="home"),
]
