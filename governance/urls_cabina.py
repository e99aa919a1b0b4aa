"""The first page of who sits in a body, and all the papers."""

from django.urls import path

from .views import cabina

urlpatterns = [
    path("governo/documenti/", cabina.documents, name="documents"),
    path("cabina/", cabina.cabina, name="cabina"),
]
