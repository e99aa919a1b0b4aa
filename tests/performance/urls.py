"""The portal's addresses, and the bare ones that the measures compare them with."""

from django.urls import include, path

from tests.performance import views

urlpatterns = [
    path("misure/nuda/", views.bare),
    path("misure/sql/", views.bare_sql),
    path("misure/posto/", views.bare_place),
    path("misure/pieno/", views.bare_full),
    path("", include("networking.urls")),
]
