"""Addresses of requests: for who writes them, and the list of turns for who looks for one."""

from django.urls import path

from .views import asking, needs

REQUESTS = "volontariato/richieste/"

urlpatterns = [
    path("volontariato/turni/", asking.turns, name="turns"),
    path(REQUESTS, asking.requests, name="requests"),
    path(f"{REQUESTS}nuova/", asking.request_new, name="request_new"),
    path(f"{REQUESTS}<uuid:pk>/", asking.request_detail, name="request_detail"),
    path(f"{REQUESTS}<uuid:pk>/pubblica/", asking.request_publish, name="request_publish"),
    path(f"{REQUESTS}<uuid:pk>/modifica/", asking.request_change, name="request_change"),
    path(f"{REQUESTS}<uuid:pk>/sposta/", asking.request_move, name="request_move"),
    path(f"{REQUESTS}<uuid:pk>/ripeti/", asking.request_repeat, name="request_repeat"),
    path(f"{REQUESTS}<uuid:pk>/esito/", needs.request_outcome, name="request_outcome"),
    path(f"{REQUESTS}attivita/<slug:slug>/", needs.activity_needs, name="activity_needs"),
    path(f"{REQUESTS}attivita/<slug:slug>/<int:pk>/", needs.activity_need, name="activity_need"),
]
