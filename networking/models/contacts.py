"""By which ways a person can be told something."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactChannel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    PHONE = "phone", _("telefonata")
    LETTER = "letter", _("lettera")
    PAGES = "pages", _("solo nella mia area")
