"""Addresses of the register of volunteers."""

from django.urls import path

from .views import register, register_seals

HERE = "volontari/registro/"

urlpatterns = [
    path(HERE, register.register_list, name="register_list"),
    path(f"{HERE}<int:pk>/", register.register_section, name="register_section"),
    path(f"{HERE}<int:pk>/assicurazione/", register.register_insurer, name="register_insurer"),
    path(f"{HERE}righe/<uuid:pk>/", register.register_line, name="register_line"),
    path(f"{HERE}righe/<uuid:pk>/rettifica/", register.register_correct, name="register_correct"),
    path(f"{HERE}<int:pk>/firme/", register_seals.register_seals, name="register_seals"),
    path(f"{HERE}<int:pk>/firme/prepara/", register_seals.register_draw, name="register_draw"),
    path(f"{HERE}firme/<uuid:pk>/", register_seals.register_seal, name="register_seal"),
    path(f"{HERE}firme/<uuid:pk>/carta/", register_seals.register_seal_paper, name="register_seal_paper"),
    path(f"{HERE}firme/<uuid:pk>/pdf/", register_seals.register_drawn, name="register_drawn"),
    path(f"{HERE}firme/<uuid:pk>/firmato/", register_seals.register_signed, name="register_signed"),
]
