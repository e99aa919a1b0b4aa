"""Hours of turns: said by who came, confirmed by somebody else; and the sheets that say how many."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HOURS = """
CREATE FUNCTION volunteers_refuse_hours(promise text, figures jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', promise USING ERRCODE = '23514', CONSTRAINT = promise, TABLE = 'volunteers_hourslog',
    DETAIL = figures::text;
END $$;

-- Minutes that really pass, whatever the clocks do that night; an hour more is good measure for who stayed to tidy up.
CREATE FUNCTION volunteers_most_minutes(starts timestamptz, ends timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT (extract(epoch FROM ends - starts) / 60)::integer + 60
$$;

CREATE FUNCTION volunteers_keep_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE turn record; most integer; was volunteers_hourslog;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    was := OLD;
    IF NEW.assignment_id <> OLD.assignment_id THEN
      PERFORM volunteers_refuse_hours('hours_are_of_one_turn');
    END IF;
  END IF;
  SELECT r.starts_at, r.ends_at, r.cancelled_at, a.state, p.account_id INTO turn
    FROM volunteers_assignment a JOIN volunteers_helprequest r ON r.id = a.request_id
    JOIN volunteers_volunteer v ON v.id = a.volunteer_id JOIN networking_person p ON p.id = v.person_id
   WHERE a.id = NEW.assignment_id;
  most := volunteers_most_minutes(turn.starts_at, turn.ends_at);
  IF turn.state NOT IN ('accepted', 'done') OR turn.cancelled_at IS NOT NULL THEN
    PERFORM volunteers_refuse_hours('hours_of_who_came');
  END IF;
  IF NEW.checked_in_at IS DISTINCT FROM was.checked_in_at AND NEW.checked_in_at IS NOT NULL
     AND NEW.checked_in_at NOT BETWEEN turn.starts_at - interval '15 minutes' AND turn.ends_at THEN
    PERFORM volunteers_refuse_hours('on_the_spot_in_the_hours_of_the_turn');
  END IF;
  -- What has been confirmed stays, but for a correction that says what it was before, and why.
  IF was.state = 'validated' AND (NEW.state, NEW.minutes_declared, NEW.minutes_validated)
     IS DISTINCT FROM (was.state, was.minutes_declared, was.minutes_validated)
     AND (NEW.state <> 'validated' OR NEW.minutes_declared <> was.minutes_declared
          OR NEW.minutes_before IS DISTINCT FROM was.minutes_validated OR NEW.words = '') THEN
    PERFORM volunteers_refuse_hours('confirmed_hours_stay');
  END IF;
  IF NEW.minutes_declared IS DISTINCT FROM was.minutes_declared THEN
    IF NEW.declared_at < turn.starts_at THEN
      PERFORM volunteers_refuse_hours('hours_of_a_turn_that_began');
    ELSIF NEW.minutes_declared > most THEN
      PERFORM volunteers_refuse_hours('hours_fit_the_turn', jsonb_build_object('most', most));
    END IF;
  END IF;
  IF NEW.state = 'validated' AND (NEW.state, NEW.minutes_validated) IS DISTINCT FROM (was.state, was.minutes_validated) THEN
    IF NEW.minutes_validated > most THEN
      PERFORM volunteers_refuse_hours('hours_fit_the_turn', jsonb_build_object('most', most));
    ELSIF NEW.validated_by_id IS NULL OR NEW.validated_at IS NULL OR NEW.validated_by_id = turn.account_id THEN
      PERFORM volunteers_refuse_hours('nobody_confirms_their_own_hours');
    ELSIF NEW.validated_by_id = NEW.declared_by_id THEN
      PERFORM volunteers_refuse_hours('who_said_hours_does_not_confirm_them');
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_hours BEFORE INSERT OR UPDATE ON volunteers_hourslog
  FOR EACH ROW EXECUTE FUNCTION volunteers_keep_hours();
"""
NO_HOURS = """
DROP TRIGGER keep_hours ON volunteers_hourslog;
DROP FUNCTION volunteers_keep_hours();
DROP FUNCTION volunteers_most_minutes(timestamptz, timestamptz);
DROP FUNCTION volunteers_refuse_hours(text, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0011_register_seals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HoursCertificate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "number",
                    models.CharField(editable=False, max_length=16, unique=True, verbose_name="numero"),
                ),
                ("first_day", models.DateField(verbose_name="dal")),
                ("last_day", models.DateField(verbose_name="al")),
                ("minutes", models.PositiveIntegerField(verbose_name="minuti")),
                ("turns", models.PositiveIntegerField(verbose_name="turni")),
                ("kinds", models.JSONField(default=list, verbose_name="per che cosa")),
                ("issued_at", models.DateTimeField(verbose_name="emesso il")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revocato il")),
                ("revoked_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
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
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours_certificates",
                        to="volunteers.volunteer",
                        verbose_name="di chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "attestato delle ore",
                "verbose_name_plural": "attestati delle ore",
                "ordering": ["-issued_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day__gte", models.F("first_day")), ("minutes__gt", 0), ("turns__gt", 0)
                        ),
                        name="an_hours_certificate_says_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None),
                            models.Q(("revoked_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_revoked_hours_certificate_says_why",
                        violation_error_message="Scrivi perché lo revochi.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursLog",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "sul posto"),
                            ("declared", "da confermare"),
                            ("validated", "confermate"),
                            ("disputed", "da rivedere"),
                        ],
                        max_length=10,
                        verbose_name="a che punto sono",
                    ),
                ),
                (
                    "checked_in_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sul posto dalle"),
                ),
                (
                    "minutes_declared",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minuti detti"),
                ),
                ("declared_at", models.DateTimeField(blank=True, null=True, verbose_name="detti il")),
                (
                    "minutes_validated",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minuti confermati"),
                ),
                (
                    "minutes_before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="prima della correzione"
                    ),
                ),
                ("validated_at", models.DateTimeField(blank=True, null=True, verbose_name="confermati il")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                (
                    "assignment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="volunteers.assignment",
                        verbose_name="turno",
                    ),
                ),
                (
                    "declared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="detti da",
                    ),
                ),
                (
                    "validated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confermati da",
                    ),
                ),
            ],
            options={
                "verbose_name": "ore di un turno",
                "verbose_name_plural": "ore dei turni",
                "ordering": ["assignment"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["declared", "disputed"])),
                        fields=["declared_at"],
                        name="hours_that_wait",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_in_at__isnull", False),
                                ("minutes_declared", None),
                                ("state", "present"),
                            ),
                            models.Q(
                                ("minutes_declared__gt", 0),
                                ("minutes_validated", None),
                                ("state__in", ["declared", "disputed"]),
                            ),
                            models.Q(
                                ("minutes_declared__gt", 0),
                                ("minutes_validated__gt", 0),
                                ("state", "validated"),
                            ),
                            _connector="OR",
                        ),
                        name="hours_are_as_far_as_they_say",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes_declared", None), ("declared_at__isnull", False), _connector="OR"
                        ),
                        name="hours_say_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "disputed"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="hours_to_look_at_say_why",
                        violation_error_message="Scrivi che cosa non torna.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(HOURS, NO_HOURS),
    ]
