"""Addresses of the catalogue."""

app_name = "services"
urlpatterns: list = []
