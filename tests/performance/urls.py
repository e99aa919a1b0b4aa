"""The portal's addresses, and the bare ones that the measures compare them with."""

from django.urls import include, path

from tests.performance import views

urlpatterns = [
    path("misure/nuda/", views.bare),
    path("misure/sql/", views.bare_sql),
    path("", include("networking.urls")),
]
