"""For how long a credential holds, who may say that it does, and what waits for a second person.

Nobody vouches for themselves, whoever writes: the page, the admin, an import, SQL by hand.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

MODES = [
    ("seen_certificate", "certificato visto e restituito"),
    ("self_declaration", "autodichiarazione firmata"),
    ("certificate_requested", "certificato chiesto dall'ente"),
]
KINDS = [
    ("clearance", "verifica per il lavoro con i minori"),
    ("safeguarding", "formazione sulla tutela dei minori"),
    ("first_aid", "primo soccorso"),
    ("safety", "formazione sulla sicurezza"),
]
# As they begin: staff may change them. Six months is how long a certificate of the casellario is good for (art. 33
# D.P.R. 313/2002); three years is the refresher of first aid (D.M. 388/2003), five that of safety (D.Lgs. 81/2008).
POLICIES = """
INSERT INTO networking_credentialpolicy (kind, months, first_use_months, mode, needs_second_person) VALUES
  ('clearance', 24, 6, 'seen_certificate', false), ('safeguarding', 36, NULL, 'seen_certificate', false),
  ('first_aid', 36, NULL, 'seen_certificate', false), ('safety', 60, NULL, 'seen_certificate', false)
"""
TWO_PERSONS = """
CREATE FUNCTION networking_nobody_vouches_for_themselves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE theirs uuid;
BEGIN
  SELECT account_id INTO theirs FROM networking_person WHERE id = NEW.person_id;
  IF theirs IN (NEW.verified_by_id, NEW.entered_by_id) THEN
    RAISE EXCEPTION 'nobody_vouches_for_themselves' USING ERRCODE = '23514',
      CONSTRAINT = 'nobody_vouches_for_themselves', TABLE = 'networking_credential';
  END IF;
  IF NEW.verified_by_id = NEW.entered_by_id AND EXISTS (
       SELECT 1 FROM networking_credentialpolicy WHERE kind = NEW.kind AND needs_second_person) THEN
    RAISE EXCEPTION 'two_people_for_this_credential' USING ERRCODE = '23514',
      CONSTRAINT = 'two_people_for_this_credential', TABLE = 'networking_credential';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER nobody_vouches_for_themselves
  BEFORE INSERT OR UPDATE OF person_id, verified_by_id, entered_by_id ON networking_credential
  FOR EACH ROW EXECUTE FUNCTION networking_nobody_vouches_for_themselves();
"""
NO_TWO_PERSONS = """
DROP TRIGGER nobody_vouches_for_themselves ON networking_credential;
DROP FUNCTION networking_nobody_vouches_for_themselves();
"""


class Migration(migrations.Migration):
    dependencies = [("networking", "0023_travel_times")]

    operations = [
        migrations.CreateModel(
            name="CredentialPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=KINDS, max_length=20, unique=True, verbose_name="che cosa"),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vuoto: non scade.",
                        null=True,
                        verbose_name="vale per (mesi)",
                    ),
                ),
                (
                    "first_use_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Dalla data del certificato. Vuoto: nessun limite.",
                        null=True,
                        verbose_name="primo turno entro (mesi)",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=MODES,
                        default="seen_certificate",
                        max_length=24,
                        verbose_name="come si mostra",
                    ),
                ),
                (
                    "needs_second_person",
                    models.BooleanField(
                        default=False,
                        help_text="Una la scrive, un'altra la verifica.",
                        verbose_name="due persone",
                    ),
                ),
            ],
            options={
                "verbose_name": "regola di una abilitazione",
                "verbose_name_plural": "regole delle abilitazioni",
                "ordering": ["kind"],
                "constraints": [
                    models.CheckConstraint(
                        condition=(Q(months=None) | Q(months__gte=1))
                        & (Q(first_use_months=None) | Q(first_use_months__gte=1)),
                        name="a_credential_lasts_at_least_a_month",
                        violation_error_message="Almeno un mese.",
                    )
                ],
            },
        ),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="credential",
            name="issued_on",
            field=models.DateField(blank=True, null=True, verbose_name="data del certificato"),
        ),
        migrations.AddField(
            model_name="credential",
            name="first_use_by",
            field=models.DateField(
                blank=True,
                help_text="Quel giorno è tardi.",
                null=True,
                verbose_name="primo turno prima del",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="mode",
            field=models.CharField(
                blank=True,
                choices=MODES,
                db_default="",
                max_length=24,
                verbose_name="come è stata mostrata",
            ),
        ),
        migrations.AddField(
            model_name="credential",
            name="entered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="scritta da",
            ),
        ),
        migrations.AlterField(
            model_name="credential",
            name="granted_on",
            field=models.DateField(null=True, verbose_name="dal"),
        ),
        migrations.AddConstraint(
            model_name="credential",
            constraint=models.CheckConstraint(
                condition=Q(granted_on__isnull=False) | Q(issued_on__isnull=False, verified_by=None),
                name="a_credential_that_waits_has_its_day",
            ),
        ),
        migrations.RunSQL(TWO_PERSONS, NO_TWO_PERSONS),
    ]
