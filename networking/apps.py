"""The ground as a Django app."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NetworkingConfig(AppConfig):
    name = "networking"
    verbose_name = _("Territorio, persone e portale")

    def ready(self) -> None:
        from allauth.account.signals import authentication_step_completed, email_confirmed
        from allauth.mfa.signals import authenticator_added

        from . import checks, grants, italian_dates, security_events  # noqa: F401
        from .accounts import reaching, sessions

        security_events.connect()
        italian_dates.speak()

        # After every migration the portal's weaker role gets its rights on what is new.
        post_migrate.connect(grants.apply_after_migrate, sender=self)
        authentication_step_completed.connect(sessions.renew_id)
        email_confirmed.connect(reaching.tell_what_waits)
        authenticator_added.connect(sessions.count_enrolment)


class GestioneConfig(admin.AdminConfig):
    default = False  # the app of this folder is the one above
    default_site = "networking.gestione.Gestione"
