"""Addresses of thanks."""

from django.urls import path

from .views import thanks

urlpatterns = [
    path("volontariato/grazie/", thanks.thanks, name="thanks"),
    path("volontariato/coordinamento/grazie/", thanks.thanks_write, name="thanks_write"),
]
