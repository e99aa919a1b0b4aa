"""A closure is written once, is ended and never deleted, and remembers what became of each session."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Who books one session while it is being called off waits for that, and then is refused: `laboratories_expect`, which
# comes first, takes the session FOR SHARE.
CALLED_OFF = """
CREATE FUNCTION laboratories_not_called_off() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_off boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    is_off := EXISTS (
      SELECT 1 FROM new_rows n JOIN laboratories_pool p ON p.id = n.pool_id
        JOIN laboratories_session s ON s.id = p.session_id
       WHERE n.state = 'confirmed' AND s.cancelled_at IS NOT NULL);
  ELSE
    is_off := EXISTS (
      SELECT 1 FROM new_rows n JOIN old_rows o USING (id) JOIN laboratories_pool p ON p.id = n.pool_id
        JOIN laboratories_session s ON s.id = p.session_id
       WHERE n.state = 'confirmed' AND o.state <> 'confirmed' AND s.cancelled_at IS NOT NULL);
  END IF;
  IF is_off THEN
    RAISE EXCEPTION 'no_place_in_what_is_called_off' USING ERRCODE = '23514',
      CONSTRAINT = 'no_place_in_what_is_called_off', TABLE = 'laboratories_booking';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER b_held_ins AFTER INSERT ON laboratories_booking REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_not_called_off();
CREATE TRIGGER b_held_upd AFTER UPDATE ON laboratories_booking
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_not_called_off();
"""
ANYTHING = """
DROP TRIGGER b_held_upd ON laboratories_booking;
DROP TRIGGER b_held_ins ON laboratories_booking;
DROP FUNCTION laboratories_not_called_off();
"""
# What was closed before has been seen to.
SETTLED = "UPDATE laboratories_closure SET settled_at = made_at"


class Migration(migrations.Migration):
    dependencies = [
        ("laboratories", "0004_registers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="closure",
            options={
                "ordering": ["-first_day", "-pk"],
                "verbose_name": "chiusura",
                "verbose_name_plural": "chiusure",
            },
        ),
        migrations.AddField(
            model_name="closure",
            name="moves",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="sposta gli incontri, dove si può"
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="idem_key",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name="closure",
            name="settled_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="incontri sistemati il"
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="ended_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="riaperto il"),
        ),
        migrations.AddField(
            model_name="closure",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="riaperto da",
            ),
        ),
        migrations.RunSQL(SETTLED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(
                condition=~models.Q(("idem_key", "")),
                fields=("made_by", "idem_key"),
                name="one_closure_per_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("comune", "venue", "room", "first_day", "last_day"),
                name="closed_once",
                nulls_distinct=False,
                violation_error_message="In quei giorni, lì, è già chiuso.",
            ),
        ),
        migrations.CreateModel(
            name="ClosureEffect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[("called_off", "annullato"), ("moved", "spostato")],
                        max_length=10,
                        verbose_name="che cosa",
                    ),
                ),
                ("was_on", models.DateField(verbose_name="giorno in cui era")),
                ("sequence", models.PositiveIntegerField(editable=False)),
                (
                    "why_not_moved",
                    models.CharField(blank=True, max_length=200, verbose_name="perché non è stato spostato"),
                ),
                (
                    "restored_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="di nuovo in programma dal"),
                ),
                (
                    "why_not_restored",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="perché non è tornato in programma"
                    ),
                ),
                (
                    "closure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="effects",
                        to="laboratories.closure",
                        verbose_name="chiusura",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="laboratories.session",
                        verbose_name="incontro",
                    ),
                ),
            ],
            options={
                "verbose_name": "effetto di una chiusura",
                "verbose_name_plural": "effetti di una chiusura",
                "ordering": ["was_on", "session__local_start", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("closure", "session"), name="one_effect_of_a_closure")
                ],
            },
        ),
        migrations.RunSQL(CALLED_OFF, ANYTHING),
    ]
