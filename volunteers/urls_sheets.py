"""Addresses of the sheets that who coordinates hands in."""

from django.urls import path

from .views import sheets

urlpatterns = [
    path("volontariato/coordinamento/fogli/turni/", sheets.turns_sheet, name="turns_sheet"),
    path("volontariato/coordinamento/fogli/turni/modello/", sheets.turns_blank, name="turns_blank"),
    path("volontariato/coordinamento/fogli/coperture/", sheets.covers_sheet, name="covers_sheet"),
]
