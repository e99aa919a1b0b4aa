"""Addresses of bodies and meetings."""

from django.urls import path

from .views import convening, meetings

MEETING = "governo/riunioni/<uuid:pk>/"
ITEM = "governo/riunioni/punti/<uuid:pk>/"

urlpatterns = [
    path("governo/", meetings.bodies, name="bodies"),
    path("governo/organi/<slug:slug>/", meetings.body, name="body"),
    path("governo/organi/<slug:slug>/nuova-riunione/", convening.meeting_new, name="meeting_new"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}scrivi/", convening.meeting_write, name="meeting_write"),
    path(f"{MEETING}butta/", convening.meeting_throw_away, name="meeting_throw_away"),
    path(f"{MEETING}punti/nuovo/", convening.item_new, name="item_new"),
    path(f"{MEETING}convoca/", convening.meeting_convene, name="meeting_convene"),
    path(f"{MEETING}cambia/", convening.meeting_change, name="meeting_change"),
    path(f"{MEETING}annulla/", convening.meeting_call_off, name="meeting_call_off"),
    path(f"{MEETING}recapiti/", convening.meeting_proof, name="meeting_proof"),
    path(ITEM, convening.item_write, name="item_write"),
    path(f"{ITEM}sposta/", convening.item_move, name="item_move"),
    path(f"{ITEM}togli/", convening.item_remove, name="item_remove"),
    path(f"{ITEM}documenti/", convening.item_document, name="item_document"),
    path("governo/riunioni/risposte/<uuid:pk>/", meetings.meeting_reply, name="meeting_reply"),
    path("governo/riunioni/documenti/<uuid:pk>/", meetings.meeting_document, name="meeting_document"),
]
