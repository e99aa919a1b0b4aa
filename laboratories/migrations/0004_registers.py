"""Registers: who may open one, marks that are never changed, certificates of what was attended."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import networking.models.files

# A register is opened only where the adults are there that the rule asks for, each with what it asks of them; where
# somebody under age is expected the rule for minors holds too. `attending.open_register` says it in words.
OPENING = """
CREATE FUNCTION laboratories_register_opens() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_age date := (NEW.local_date - interval '18 years')::date;
BEGIN
  IF EXISTS (
    SELECT 1 FROM networking_staffpolicy rule
     WHERE (rule.id = (SELECT a.policy_id FROM laboratories_cycle c
                         JOIN laboratories_activity a ON a.id = c.activity_id WHERE c.id = NEW.cycle_id)
            OR rule.slug = 'minori' AND EXISTS (
                 SELECT 1 FROM laboratories_presence p JOIN networking_person child ON child.id = p.person_id
                  WHERE p.session_id = NEW.id AND p.is_expected AND child.birth_date > of_age))
       AND rule.minimum_adults > (
         SELECT count(*) FROM laboratories_sessionstaff s JOIN networking_person adult ON adult.id = s.person_id
          WHERE s.session_id = NEW.id AND (adult.birth_date IS NULL OR adult.birth_date <= of_age)
            AND NOT EXISTS (
              SELECT 1 FROM unnest(rule.needed) AS wanted(kind)
               WHERE NOT EXISTS (
                 SELECT 1 FROM networking_credential held
                  WHERE held.person_id = adult.id AND held.kind = wanted.kind AND held.revoked_at IS NULL
                    AND held.granted_on <= NEW.local_date
                    AND (held.expires_on IS NULL OR held.expires_on > NEW.local_date))))) THEN
    RAISE EXCEPTION 'a_register_needs_its_staff' USING ERRCODE = '23514',
      CONSTRAINT = 'a_register_needs_its_staff', TABLE = 'laboratories_session';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER register_opens BEFORE UPDATE OF opened_at ON laboratories_session FOR EACH ROW
  WHEN (OLD.opened_at IS NULL AND NEW.opened_at IS NOT NULL)
  EXECUTE FUNCTION laboratories_register_opens();
"""
NO_OPENING = """
DROP TRIGGER register_opens ON laboratories_session;
DROP FUNCTION laboratories_register_opens();
"""

# What a mark said stays said; only who made it is forgotten, with the person.
MARKS = """
CREATE FUNCTION laboratories_marks_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a_mark_is_never_changed' USING ERRCODE = '23514',
    CONSTRAINT = 'a_mark_is_never_changed', TABLE = 'laboratories_presencemark';
END $$;
CREATE TRIGGER marks_stay BEFORE UPDATE ON laboratories_presencemark FOR EACH ROW
  WHEN ((OLD.id, OLD.presence_id, OLD.mark, OLD.minutes, OLD.seen, OLD.device, OLD.made_at, OLD.received_at)
        IS DISTINCT FROM
        (NEW.id, NEW.presence_id, NEW.mark, NEW.minutes, NEW.seen, NEW.device, NEW.made_at, NEW.received_at)
        OR NEW.made_by_id IS NOT NULL AND NEW.made_by_id IS DISTINCT FROM OLD.made_by_id)
  EXECUTE FUNCTION laboratories_marks_stay();
"""
NO_MARKS = """
DROP TRIGGER marks_stay ON laboratories_presencemark;
DROP FUNCTION laboratories_marks_stay();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("laboratories", "0002_promises"),
        ("networking", "0020_staff_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="kept_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ha detto che lo tiene il"),
        ),
        migrations.AddField(
            model_name="presence",
            name="last_mark",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="presencemark",
            name="mark",
            field=models.CharField(
                blank=True,
                choices=[
                    ("present", "presente"),
                    ("late", "arrivo dopo l'inizio"),
                    ("left_early", "uscita prima della fine"),
                    ("absent", "assente"),
                ],
                max_length=10,
                verbose_name="segno",
            ),
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "number",
                    models.CharField(editable=False, max_length=16, unique=True, verbose_name="numero"),
                ),
                ("title", models.CharField(max_length=250, verbose_name="attività")),
                ("minutes", models.PositiveIntegerField(verbose_name="minuti frequentati")),
                ("minutes_held", models.PositiveIntegerField(verbose_name="minuti tenuti")),
                ("first_day", models.DateField(verbose_name="dal")),
                ("last_day", models.DateField(verbose_name="al")),
                ("issued_at", models.DateTimeField(verbose_name="emesso il")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revocato il")),
                ("revoked_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=networking.models.files.random_name, verbose_name="file"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, null=True)),
                (
                    "credential",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networking.credential",
                        verbose_name="abilitazione che dà",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="laboratories.cycle",
                        verbose_name="ciclo",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="emesso da",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="di chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "attestato",
                "verbose_name_plural": "attestati",
                "ordering": ["-issued_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("person", "cycle"),
                        name="one_valid_certificate_per_cycle",
                        violation_error_message="Per questo ciclo ha già un attestato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("minutes__lte", models.F("minutes_held"))),
                        name="nobody_attends_more_than_was_held",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None),
                            models.Q(("revoked_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_revoked_certificate_says_why",
                        violation_error_message="Scrivi perché lo revochi.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(OPENING, NO_OPENING),
        migrations.RunSQL(MARKS, NO_MARKS),
    ]
