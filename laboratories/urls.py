"""Addresses of the activities."""

app_name = "laboratories"

urlpatterns: list = []
