"""An agreement holds for as long as its words say; then whoever still helps reads it again.

The answer of migration 0014 with one more condition, and the day in the proof of migration 0003.
"""

from importlib import import_module

from django.db import migrations, models

asked = import_module("volunteers.migrations.0014_who_is_asked")
proven = import_module("volunteers.migrations.0003_only_who_may")

VERSION = asked.VERSION.replace("2027-01", "2027-02")
REFUSALS = asked.REFUSALS.replace("v.agreed_at,", "v.agreed_at, v.agreed_until,").replace(
    "'no_agreement', '{}' FROM pair WHERE agreed_at IS NULL",
    "'no_agreement', jsonb_build_object('until', agreed_until) FROM pair"
    " WHERE agreed_at IS NULL OR agreed_until <= last_day",
)
PROOF_BEFORE = proven.PROOF.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
PROOF = PROOF_BEFORE.replace(
    "  'age',",
    "  'agreement', jsonb_build_object('version', v.agreement_version, 'until', v.agreed_until),\n  'age',",
)
# Whoever has agreed already: three years, as the words of that version say.
AGREED_ALREADY = """
UPDATE volunteers_volunteer SET agreed_until = ((agreed_at AT TIME ZONE 'Europe/Rome') + interval '36 months')::date
 WHERE agreed_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0016_of_one_person")]

    operations = [
        migrations.AddField(
            model_name="volunteer",
            name="agreed_until",
            field=models.DateField(
                blank=True, help_text="Quel giorno non vale più.", null=True, verbose_name="accordo fino al"
            ),
        ),
        migrations.RunSQL(AGREED_ALREADY, migrations.RunSQL.noop),
        migrations.RunSQL(VERSION, asked.VERSION),
        migrations.RunSQL(REFUSALS, asked.REFUSALS),
        migrations.RunSQL(PROOF, PROOF_BEFORE),
    ]
