"""Addresses of those who answer; tokens stand only in `join` and `resume`."""

from __future__ import annotations

from django.urls import include, path

from assessments.views import answering, autosave, claim, entry, lens, personal_data

app_name = "assessments"

urlpatterns = [
    path("", entry.start, name="start"),
    path("claim/", claim.claim, name="claim"),
    path("join/<str:token>/", entry.join, name="join"),
    path("resume/<str:token>/", entry.resume, name="resume"),
    path("answer/<uuid:response>/", answering.answer, name="answer"),
    path("answer/<uuid:response>/review/", answering.review, name="review"),
    path("answer/<uuid:response>/send/", answering.send, name="send"),
    path("answer/<uuid:response>/change/", answering.change, name="change"),
    path("answer/<uuid:response>/continue/", answering.continue_, name="continue"),
    path("answer/<uuid:response>/data.json", personal_data.mine, name="personal-data"),
    path("answer/<uuid:response>/take-over/", answering.take_over, name="take-over"),
    path("answer/<uuid:response>/pause/", answering.pause, name="pause"),
    path("answer/<uuid:response>/questions/<slug:question>/", answering.question, name="question"),
    path(
        "answer/<uuid:response>/questions/<slug:question>/pause/",
        answering.save_and_pause,
        name="save-and-pause",
    ),
    path("answer/<uuid:response>/questions/<slug:question>/autosave/", autosave.autosave, name="autosave"),
    path("answer/<uuid:response>/lenses/<slug:lens>/<slug:part>/", lens.page, name="lens"),
    path(
        "answer/<uuid:response>/lenses/<slug:lens>/<slug:part>/pause/",
        lens.save_and_pause,
        name="lens-save-and-pause",
    ),
    path(
        "answer/<uuid:response>/lenses/<slug:lens>/<slug:item>/<slug:field>/autosave/",
        lens.autosave,
        name="lens-autosave",
    ),
    path("", include("assessments.people_urls")),
    path("", include("assessments.round_urls")),
]
