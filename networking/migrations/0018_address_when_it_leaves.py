"""A notice that changes channel has its words and not yet an address: what has left must have one."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("networking", "0017_unreachable_choice_falls")]

    operations = [
        migrations.RemoveConstraint("notice", "no_mail_nor_message_without_address"),
        migrations.AddConstraint(
            "notice",
            models.CheckConstraint(
                name="no_mail_nor_message_without_address",
                condition=~Q(channel__in=["email", "sms"], state="sent")
                | ~Q(address="")
                | Q(state="sent", text=""),
                violation_error_message="Senza recapito non si può spedire.",
            ),
        ),
    ]
