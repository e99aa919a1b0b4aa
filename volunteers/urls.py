"""Addresses of volunteering."""

from django.urls import path

from .views import abilities, availability, coordination, travel, turns

app_name = "volunteers"

urlpatterns = [
    # What a volunteer has.
    path("volontariato/disponibilita/", availability.availability, name="availability"),
    path("volontariato/disponibilita/giorni/", availability.days_add, name="days_add"),
    path("volontariato/disponibilita/giorni/<int:pk>/togli/", availability.days_remove, name="days_remove"),
    path("volontariato/capacita/", abilities.abilities, name="abilities"),
    # Turns.
    path("volontariato/turni/<uuid:pk>/", turns.turn_detail, name="turn_detail"),
    path("volontariato/turni/<uuid:pk>/mi-segno/", turns.turn_sign_up, name="turn_sign_up"),
    path("volontariato/miei-turni/", turns.my_turns, name="my_turns"),
    path("volontariato/miei-turni/<uuid:pk>/risposta/", turns.turn_answer, name="turn_answer"),
    path("volontariato/miei-turni/<uuid:pk>/rinuncia/", turns.turn_withdraw, name="turn_withdraw"),
    path("volontariato/invito/<str:token>/", turns.invitation, name="invitation"),
    # For who coordinates.
    path("volontariato/coordinamento/", coordination.coordination, name="coordination"),
    path("volontariato/coordinamento/turni/<uuid:pk>/", coordination.cover, name="cover"),
    path("volontariato/coordinamento/turni/<uuid:pk>/chiedi/", coordination.cover_ask, name="cover_ask"),
    path(
        "volontariato/coordinamento/turni/<uuid:pk>/annulla/",
        coordination.cover_call_off,
        name="cover_call_off",
    ),
    path("volontariato/coordinamento/rinunce/<uuid:pk>/", coordination.withdraw_for, name="withdraw_for"),
    path("volontari/viaggi/", travel.travel_list, name="travel_list"),
    path("volontari/viaggi/<slug:slug>/", travel.travel_detail, name="travel_detail"),
]
