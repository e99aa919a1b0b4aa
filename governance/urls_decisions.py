"""The register of decisions, and what becomes of the points of a meeting."""

from django.urls import path

from .views import decisions

ITEM = "governo/riunioni/punti/<uuid:pk>/"
DECISION = "governo/decisioni/<uuid:pk>/"

urlpatterns = [
    path("governo/decisioni/", decisions.decisions, name="decisions"),
    path(DECISION, decisions.decision, name="decision"),
    path(f"{DECISION}conclusa/", decisions.decision_end, name="decision_end"),
    path(f"{DECISION}attuata/", decisions.decision_done, name="decision_done"),
    path(f"{ITEM}decisione/", decisions.decision_new, name="decision_new"),
    path(f"{ITEM}esito/", decisions.item_settle, name="item_settle"),
]
