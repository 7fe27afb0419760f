"""Addresses of organisations and their members; only `follow` carries a token."""

from __future__ import annotations

from django.urls import path

from accounts import branding_views as branding
from accounts import member_views as members
from accounts import organisation_views as views

app_name = "organisations"

_one = "organisations/<uuid:organisation_id>/"
_member = f"{_one}members/<int:member>/"

urlpatterns = [
    path("organisations/new/", views.create, name="create"),
    path(f"{_one}settings/", views.settings, name="settings"),
    path(f"{_one}settings/branding/", branding.look, name="branding"),
    path(f"{_one}settings/branding/use/", branding.use, name="use-branding"),
    path(f"{_one}settings/branding/throw-away/", branding.throw_away, name="throw-away-branding"),
    path(f"{_one}settings/branding/logo.png", branding.tried_logo, name="tried-logo"),
    path(f"{_one}settings/transfer/", members.transfer, name="transfer"),
    path(f"{_one}settings/delete/", views.delete, name="delete"),
    path(f"{_one}logo/<slug:checksum>.png", views.logo, name="logo"),
    path(f"{_one}audit/", views.audit, name="audit"),
    path(f"{_one}leave/", members.leave, name="leave"),
    path(f"{_one}members/", members.members, name="members"),
    path(f"{_one}members/invite/", members.invite, name="invite"),
    path(f"{_one}members/invitations/<uuid:invitation>/withdraw/", members.withdraw, name="withdraw"),
    path(_member, members.member, name="member"),
    path(f"{_member}role/", members.change_role, name="change-role"),
    path(f"{_member}expiry/", members.set_expiry, name="set-expiry"),
    path(f"{_member}remove/", members.remove, name="remove"),
    path("members/join/", members.join, name="join"),
    path("members/join/<str:token>/", members.follow, name="follow"),
]
