"""Addresses of hours: for who gives them, for who confirms them, for who checks a certificate."""

from django.urls import path

from .views import hours, hours_desk

DESK = "volontariato/coordinamento/ore/"

urlpatterns = [
    path("volontariato/ore/", hours.hours, name="hours"),
    path("volontariato/ore/attestato/", hours.hours_certificate_new, name="hours_certificate_new"),
    path("volontariato/ore/attestato/<uuid:pk>/", hours.hours_certificate, name="hours_certificate"),
    path("volontariato/ore/<uuid:pk>/", hours.hours_declare, name="hours_declare"),
    path("volontariato/ore/<uuid:pk>/sono-qui/", hours.hours_arrive, name="hours_arrive"),
    path("volontariato/attestati/", hours.hours_check, name="hours_check_ask"),
    path("volontariato/attestati/<str:number>/", hours.hours_check, name="hours_check"),
    path(DESK, hours_desk.hours_desk, name="hours_desk"),
    path(f"{DESK}conferma/", hours_desk.hours_confirm_many, name="hours_confirm_many"),
    path(f"{DESK}<uuid:pk>/", hours_desk.hours_of, name="hours_of"),
]
