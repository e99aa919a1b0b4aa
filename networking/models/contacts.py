"""By which ways a person can be told something."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ContactChannel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    PHONE = "phone", _("telefonata")
    LETTER = "letter", _("lettera")
    PAGES = "pages", _("solo nella mia area")


# Forms ask first; where nobody is asked (an access that ends, a telephone struck out) the choice falls with what it
# needed, and the portal finds another way. Who is choosing in this very write is told by the constraints instead.
UNREACHABLE_CHOICE_FALLS = pgtrigger.Trigger(
    name="unreachable_choice_falls",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("account_id", "email", "phone", "street"),
    condition=pgtrigger.Condition("OLD.channel = NEW.channel AND NEW.channel <> ''"),
    func="""
        IF (NEW.channel = 'email' AND NEW.account_id IS NULL AND NEW.email = '')
            OR (NEW.channel IN ('sms', 'phone') AND NEW.phone = '')
            OR (NEW.channel = 'letter' AND NEW.street = '')
            OR (NEW.channel = 'pages' AND NEW.account_id IS NULL) THEN
            NEW.channel := '';
        END IF;
        RETURN NEW;
    """,
)

NO_CHANNEL_WITHOUT_ITS_ADDRESS = [
    models.CheckConstraint(
        name="no_mail_to_who_has_no_address",
        condition=~Q(channel="email") | Q(account__isnull=False) | ~Q(email=""),
        violation_error_message=_("Per essere avvisati per e-mail serve un'e-mail."),
    ),
    models.CheckConstraint(
        name="no_call_to_who_has_no_telephone",
        condition=~Q(channel__in=["sms", "phone"]) | ~Q(phone=""),
        violation_error_message=_("Per essere avvisati per telefono o SMS serve un telefono."),
    ),
    models.CheckConstraint(
        name="no_letter_to_who_has_no_street",
        condition=~Q(channel="letter") | ~Q(street=""),
        violation_error_message=_("Per ricevere lettere servono via e numero."),
    ),
]
