"""Addresses of volunteering."""

from django.urls import path

from .views import abilities, availability, travel

app_name = "volunteers"

urlpatterns = [
    # What a volunteer has.
    path("volontariato/disponibilita/", availability.availability, name="availability"),
    path("volontariato/disponibilita/giorni/", availability.days_add, name="days_add"),
    path("volontariato/disponibilita/giorni/<int:pk>/togli/", availability.days_remove, name="days_remove"),
    path("volontariato/capacita/", abilities.abilities, name="abilities"),
    # For who coordinates.
    path("volontari/viaggi/", travel.travel_list, name="travel_list"),
    path("volontari/viaggi/<slug:slug>/", travel.travel_detail, name="travel_detail"),
]
