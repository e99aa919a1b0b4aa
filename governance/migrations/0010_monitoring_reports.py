"""Reports: numbered, drawn of the words they have, approved by somebody else; then nothing of them changes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROMISES = """
CREATE FUNCTION governance_number_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.year := date_part('year', NEW.last_day);
  PERFORM pg_advisory_xact_lock(hashtextextended('governance_monitoringreport', NEW.year));
  SELECT COALESCE(max(r.number), 0) + 1 INTO NEW.number FROM governance_monitoringreport r WHERE r.year = NEW.year;
  RETURN NEW;
END $$;
CREATE TRIGGER number_it BEFORE INSERT ON governance_monitoringreport
  FOR EACH ROW EXECUTE FUNCTION governance_number_report();

CREATE FUNCTION governance_keep_report() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  steps text[] := ARRAY['draft', 'approved', 'published'];
  -- Whoever is erased leaves no name behind; what else changes says which step it is.
  may_change text[] := '{drafted_by_id,approved_by_id,published_by_id}'
    || CASE OLD.state WHEN 'approved' THEN '{state,published_at}'::text[] ELSE '{}'::text[] END;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN PERFORM governance_refuse('an_approved_report_stays', TG_TABLE_NAME); END IF;
    RETURN OLD;
  END IF;
  IF (NEW.year, NEW.number) <> (OLD.year, OLD.number)
     OR OLD.state <> 'draft' AND to_jsonb(NEW) - may_change <> to_jsonb(OLD) - may_change THEN
    PERFORM governance_refuse('an_approved_report_stays', TG_TABLE_NAME);
  END IF;
  IF NEW.state <> OLD.state AND array_position(steps, NEW.state) <> array_position(steps, OLD.state) + 1 THEN
    PERFORM governance_refuse('a_report_goes_on_step_by_step', TG_TABLE_NAME);
  END IF;
  -- A PDF of other words is not its PDF.
  IF OLD.state = 'draft' AND NEW.file_id IS NOT DISTINCT FROM OLD.file_id
     AND (NEW.summary, NEW.span, NEW.first_day, NEW.last_day, NEW.zone_id)
         IS DISTINCT FROM (OLD.summary, OLD.span, OLD.first_day, OLD.last_day, OLD.zone_id) THEN
    NEW.file_id := NULL;
    NEW.digest := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_it BEFORE UPDATE OR DELETE ON governance_monitoringreport
  FOR EACH ROW EXECUTE FUNCTION governance_keep_report();

CREATE FUNCTION governance_keep_report_numbers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE governance_monitoringreport SET file_id = NULL, digest = NULL
   WHERE id = COALESCE(NEW.monitoringreport_id, OLD.monitoringreport_id) AND state = 'draft';
  IF EXISTS (SELECT 1 FROM governance_monitoringreport r
              WHERE r.id = COALESCE(NEW.monitoringreport_id, OLD.monitoringreport_id) AND r.state <> 'draft') THEN
    PERFORM governance_refuse('an_approved_report_stays', TG_TABLE_NAME);
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER keep_them BEFORE INSERT OR UPDATE OR DELETE ON governance_monitoringreport_publications
  FOR EACH ROW EXECUTE FUNCTION governance_keep_report_numbers();
"""
UNDONE = """
DROP TRIGGER keep_them ON governance_monitoringreport_publications;
DROP TRIGGER keep_it ON governance_monitoringreport;
DROP TRIGGER number_it ON governance_monitoringreport;
DROP FUNCTION governance_keep_report_numbers();
DROP FUNCTION governance_keep_report();
DROP FUNCTION governance_number_report();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0009_publications_are_prepared"),
        ("networking", "0026_sex_of_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MonitoringReport",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="anno")),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="numero")),
                ("span", models.CharField(max_length=12, verbose_name="quanto dura")),
                ("first_day", models.DateField(verbose_name="dal")),
                ("last_day", models.DateField(verbose_name="al")),
                ("summary", models.TextField(max_length=8000, verbose_name="in breve")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "bozza"), ("approved", "approvato"), ("published", "pubblicato")],
                        default="draft",
                        max_length=9,
                        verbose_name="a che punto è",
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, null=True, verbose_name="SHA-256 del PDF")),
                ("drafted_at", models.DateTimeField(verbose_name="scritto il")),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approvato il")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="pubblicato il")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approvato da",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritto da",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="PDF",
                    ),
                ),
                (
                    "publications",
                    models.ManyToManyField(
                        blank=True, related_name="reports", to="governance.publication", verbose_name="numeri"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pubblicato da",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.zone",
                        verbose_name="zona",
                    ),
                ),
            ],
            options={
                "verbose_name": "rapporto di monitoraggio",
                "verbose_name_plural": "rapporti di monitoraggio",
                "ordering": ["-last_day", "-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="one_report_a_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            ("drafted_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="who_drafts_a_report_does_not_approve_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("approved_at__isnull", False),
                                ("digest__isnull", False),
                                ("file__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_approved_report_is_drawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published_at", None)),
                            _connector="OR",
                        ),
                        name="a_published_report_says_when",
                    ),
                ],
            },
        ),
        migrations.RunSQL(PROMISES, UNDONE),
    ]
