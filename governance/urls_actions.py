"""What people have to do after a meeting."""

from django.urls import path

from .views import actions

ACTION = "governo/azioni/<uuid:pk>/"

urlpatterns = [
    path("governo/azioni/", actions.actions, name="actions"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}fine/", actions.action_end, name="action_end"),
    path("governo/riunioni/<uuid:pk>/azioni/nuova/", actions.action_new, name="action_new"),
]
