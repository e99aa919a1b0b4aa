import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0016_announcements_and_consents"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="unreachable_choice_falls",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.channel = NEW.channel AND NEW.channel <> '')",
                    func="\n        IF (NEW.channel = 'email' AND NEW.account_id IS NULL AND NEW.email = '')\n            OR (NEW.channel IN ('sms', 'phone') AND NEW.phone = '')\n            OR (NEW.channel = 'letter' AND NEW.street = '')\n            OR (NEW.channel = 'pages' AND NEW.account_id IS NULL) THEN\n            NEW.channel := '';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="9c3933b3dc8e72372129399056158468779deede",
                    operation='UPDATE OF "account_id", "email", "phone", "street"',
                    pgid="pgtrigger_unreachable_choice_falls_6d363",
                    table="networking_person",
                    when="BEFORE",
                ),
            ),
        ),
    ]
