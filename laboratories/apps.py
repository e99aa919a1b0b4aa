"""The activities as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LaboratoriesConfig(AppConfig):
    name = "laboratories"
    verbose_name = _("Attività")
