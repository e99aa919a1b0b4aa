"""The register: lines that are numbered and chained by the database, and that nobody changes.

A digest is of the digest before it and of every column of the line, so whoever changes one has to change all that
follow; `volunteers_register_broken` finds the first that does not hold.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import networking.models.sealed

CHAIN = """
-- What the line says of the person is in the chain by its salted digest: when it is forgotten the chain still holds.
CREATE FUNCTION volunteers_words_hash(line volunteers_registerentry) RETURNS bytea LANGUAGE sql STABLE
SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT sha256(line.salt || convert_to(concat_ws(E'\\n',
    quote_nullable(line.person_id), quote_nullable(line.given_name), quote_nullable(line.family_name),
    quote_nullable(encode(line.codice_fiscale, 'hex')), quote_nullable(line.birth_date),
    quote_nullable(line.birth_place), quote_nullable(line.residence), quote_nullable(line.domicile),
    quote_nullable(line.words)), 'UTF8'))
$$;

CREATE FUNCTION volunteers_line_hash(line volunteers_registerentry) RETURNS bytea LANGUAGE sql STABLE
SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT sha256(line.previous_hash || line.words_hash || convert_to(concat_ws(E'\\n',
    quote_nullable(line.id), quote_nullable(line.section_id), quote_nullable(line.number), quote_nullable(line.event),
    quote_nullable(line.about_id), quote_nullable(line.effective_on), quote_nullable(line.recorded_at),
    quote_nullable(line.recorded_by_id)), 'UTF8'))
$$;

CREATE FUNCTION volunteers_refuse_line(promise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', promise USING ERRCODE = '23514', CONSTRAINT = promise, TABLE = 'volunteers_registerentry';
END $$;

CREATE FUNCTION volunteers_write_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its volunteers_registersection; enrolled volunteers_registerentry;
BEGIN
  -- The whole register, for nobody enrols twice in it; then the section, which counts.
  PERFORM 1 FROM volunteers_register r JOIN volunteers_registersection s ON s.register_id = r.id
    WHERE s.id = NEW.section_id FOR UPDATE OF r;
  SELECT * INTO its FROM volunteers_registersection WHERE id = NEW.section_id FOR UPDATE;
  IF NEW.event = 'enrolment' THEN
    IF EXISTS (
      SELECT 1 FROM volunteers_registerentry e JOIN volunteers_registersection s ON s.id = e.section_id
       WHERE s.register_id = its.register_id AND e.person_id = NEW.person_id AND e.event = 'enrolment'
         AND NOT EXISTS (SELECT 1 FROM volunteers_registerentry c WHERE c.about_id = e.id AND c.event = 'cessation'
                            AND c.effective_on <= NEW.effective_on)) THEN
      PERFORM volunteers_refuse_line('enrolled_once_in_a_register');
    END IF;
  ELSE
    SELECT * INTO enrolled FROM volunteers_registerentry WHERE id = NEW.about_id;
    IF enrolled.section_id <> NEW.section_id OR enrolled.person_id <> NEW.person_id THEN
      PERFORM volunteers_refuse_line('a_line_is_about_one_of_its_section');
    END IF;
    IF NEW.event = 'cessation' THEN
      IF enrolled.event <> 'enrolment' OR NEW.effective_on < enrolled.effective_on OR EXISTS (
        SELECT 1 FROM volunteers_registerentry c WHERE c.about_id = enrolled.id AND c.event = 'cessation') THEN
        PERFORM volunteers_refuse_line('who_is_enrolled_ceases_once');
      END IF;
    END IF;
  END IF;
  NEW.number := its.last_number + 1;
  NEW.previous_hash := its.last_hash;
  NEW.recorded_at := statement_timestamp();
  NEW.salt := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
  NEW.words_hash := volunteers_words_hash(NEW);
  NEW.hash := volunteers_line_hash(NEW);
  UPDATE volunteers_registersection SET last_number = NEW.number, last_hash = NEW.hash WHERE id = its.id;
  RETURN NEW;
END $$;
CREATE TRIGGER write_line BEFORE INSERT ON volunteers_registerentry
  FOR EACH ROW EXECUTE FUNCTION volunteers_write_line();

CREATE FUNCTION volunteers_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.salt IS NULL THEN
    -- Forgetting whom it was about, and nothing else, ten years after (`volunteers_forget_lines`).
    IF OLD.recorded_at < statement_timestamp() - interval '10 years'
       AND (NEW.id, NEW.section_id, NEW.number, NEW.event, NEW.about_id, NEW.effective_on, NEW.recorded_at,
            NEW.recorded_by_id, NEW.previous_hash, NEW.words_hash, NEW.hash)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.section_id, OLD.number, OLD.event, OLD.about_id, OLD.effective_on, OLD.recorded_at,
            OLD.recorded_by_id, OLD.previous_hash, OLD.words_hash, OLD.hash) THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM volunteers_refuse_line('the_register_only_grows');
  RETURN NULL;
END $$;
CREATE TRIGGER lines_stay BEFORE UPDATE OR DELETE ON volunteers_registerentry
  FOR EACH ROW EXECUTE FUNCTION volunteers_lines_stay();
CREATE TRIGGER lines_are_never_emptied BEFORE TRUNCATE ON volunteers_registerentry
  FOR EACH STATEMENT EXECUTE FUNCTION volunteers_lines_stay();

CREATE FUNCTION volunteers_section_counts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.last_number := 0;
    NEW.last_hash := ''::bytea;
  ELSIF pg_trigger_depth() = 1 AND (NEW.last_number, NEW.last_hash, NEW.register_id, NEW.kind)
        IS DISTINCT FROM (OLD.last_number, OLD.last_hash, OLD.register_id, OLD.kind) THEN
    RAISE EXCEPTION 'the_section_counts_by_itself' USING ERRCODE = '23514',
      CONSTRAINT = 'the_section_counts_by_itself', TABLE = 'volunteers_registersection';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER section_counts_alone BEFORE INSERT OR UPDATE ON volunteers_registersection
  FOR EACH ROW EXECUTE FUNCTION volunteers_section_counts_alone();

-- The first line of a section whose number, chain or digest does not hold; one past the last where lines are missing
-- at the end; NULL when everything does.
CREATE FUNCTION volunteers_register_broken(which bigint) RETURNS integer LANGUAGE sql STABLE AS $$
  WITH line AS (
    SELECT e, row_number() OVER w AS expected, lag(e.hash, 1, ''::bytea) OVER w AS before
      FROM volunteers_registerentry e WHERE e.section_id = which WINDOW w AS (ORDER BY e.number))
  SELECT min(at)::int FROM (
    SELECT expected AS at FROM line
     WHERE (e).number <> expected OR (e).previous_hash <> before OR (e).hash <> volunteers_line_hash(e)
        OR (e).words_hash <> volunteers_words_hash(e)
        OR ((e).salt IS NULL AND ((e).recorded_at > statement_timestamp() - interval '10 years'
            OR concat((e).given_name, (e).family_name, (e).residence, (e).words) <> ''))
    UNION ALL
    SELECT coalesce((SELECT max(expected) FROM line), 0) + 1 FROM volunteers_registersection s
     WHERE s.id = which AND (s.last_number, s.last_hash) <>
       (SELECT coalesce(max((e).number), 0),
               coalesce((SELECT (l.e).hash FROM line l ORDER BY l.expected DESC LIMIT 1), ''::bytea) FROM line)
  ) broken
$$;

-- Whom the lines of before `moment` were about, where they ceased before it or have been erased: the only change that
-- a line knows. The portal may ask for it, and cannot make it.
CREATE FUNCTION volunteers_forget_lines(moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE forgotten integer;
BEGIN
  UPDATE volunteers_registerentry e
     SET person_id = NULL, given_name = '', family_name = '', codice_fiscale = NULL, birth_date = NULL,
         birth_place = '', residence = '', domicile = '', words = '', salt = NULL
   WHERE e.salt IS NOT NULL AND e.recorded_at < least(moment, statement_timestamp() - interval '10 years')
     AND (NOT EXISTS (SELECT 1 FROM networking_person p WHERE p.id = e.person_id)
          OR EXISTS (SELECT 1 FROM volunteers_registerentry c
                      WHERE c.about_id IN (e.id, e.about_id) AND c.event = 'cessation' AND c.effective_on < moment));
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
"""
UNCHAINED = """
DROP FUNCTION volunteers_forget_lines(timestamptz);
DROP FUNCTION volunteers_register_broken(bigint);
DROP TRIGGER section_counts_alone ON volunteers_registersection;
DROP FUNCTION volunteers_section_counts_alone();
DROP TRIGGER lines_are_never_emptied ON volunteers_registerentry;
DROP TRIGGER lines_stay ON volunteers_registerentry;
DROP FUNCTION volunteers_lines_stay();
DROP TRIGGER write_line ON volunteers_registerentry;
DROP FUNCTION volunteers_write_line();
DROP FUNCTION volunteers_refuse_line(text);
DROP FUNCTION volunteers_line_hash(volunteers_registerentry);
DROP FUNCTION volunteers_words_hash(volunteers_registerentry);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0023_travel_times"),
        ("services", "0008_long_sheets_seen"),
        ("volunteers", "0001_volunteers_and_turns"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="aperto il")),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_register",
                        to="services.organization",
                        verbose_name="ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "registro dei volontari",
                "verbose_name_plural": "registri dei volontari",
                "ordering": ["organization__name"],
            },
        ),
        migrations.CreateModel(
            name="RegisterSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("non_occasional", "volontari non occasionali"),
                            ("occasional", "volontari occasionali"),
                        ],
                        max_length=16,
                        verbose_name="di chi",
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        help_text="Per una sede: organo, data e numero, e chi tiene la sezione.",
                        max_length=200,
                        verbose_name="decisione che la istituisce",
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                ("last_hash", models.BinaryField(default=b"", max_length=32)),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="volunteers.register",
                        verbose_name="registro",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.place",
                        verbose_name="sede",
                    ),
                ),
            ],
            options={
                "verbose_name": "sezione del registro",
                "verbose_name_plural": "sezioni del registro",
                "ordering": ["register", "kind", "id"],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="numero")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("enrolment", "iscrizione"),
                            ("cessation", "cessazione"),
                            ("correction", "rettifica"),
                        ],
                        max_length=12,
                        verbose_name="che cosa",
                    ),
                ),
                ("given_name", models.CharField(max_length=80, verbose_name="nome")),
                ("family_name", models.CharField(max_length=80, verbose_name="cognome")),
                (
                    "codice_fiscale",
                    networking.models.sealed.EncryptedTextField(
                        blank=True, max_length=16, null=True, verbose_name="codice fiscale"
                    ),
                ),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="data di nascita")),
                (
                    "birth_place",
                    models.CharField(blank=True, max_length=120, verbose_name="luogo di nascita"),
                ),
                ("residence", models.CharField(max_length=300, verbose_name="residenza")),
                (
                    "domicile",
                    models.CharField(blank=True, max_length=300, verbose_name="domicilio, se è un altro"),
                ),
                ("effective_on", models.DateField(verbose_name="dal giorno")),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="che cosa si rettifica")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="scritta il")),
                ("salt", models.BinaryField(max_length=16, null=True)),
                ("words_hash", models.BinaryField(max_length=32)),
                ("previous_hash", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later",
                        to="volunteers.registerentry",
                        verbose_name="riguarda la riga",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="da",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="volunteers.registersection",
                        verbose_name="sezione",
                    ),
                ),
            ],
            options={
                "verbose_name": "riga del registro",
                "verbose_name_plural": "righe del registro",
                "ordering": ["section", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="registersection",
            constraint=models.UniqueConstraint(
                fields=("register", "kind", "seat"),
                name="one_section_of_a_kind_per_seat",
                nulls_distinct=False,
                violation_error_message="Questa sezione c'è già.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registersection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seat", None), models.Q(("decision", ""), _negated=True), _connector="OR"
                ),
                name="a_seat_has_its_decision",
                violation_error_message="Per la sezione di una sede serve la decisione che la istituisce.",
            ),
        ),
        migrations.AddIndex(
            model_name="registerentry",
            index=models.Index(fields=["person", "event"], name="register_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.UniqueConstraint(
                fields=("section", "number"), name="a_number_of_the_register_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("salt", None),
                    ("codice_fiscale__isnull", False),
                    models.Q(("birth_date__isnull", False), models.Q(("birth_place", ""), _negated=True)),
                    _connector="OR",
                ),
                name="who_is_enrolled_is_known",
                violation_error_message="Serve il codice fiscale, oppure luogo e data di nascita.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", None), ("event", "enrolment")),
                    models.Q(models.Q(("event", "enrolment"), _negated=True), ("about__isnull", False)),
                    _connector="OR",
                ),
                name="only_an_enrolment_stands_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("salt", None),
                    models.Q(("event", "correction"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_correction_says_what",
                violation_error_message="Scrivi che cosa si rettifica.",
            ),
        ),
        migrations.RunSQL(CHAIN, UNCHAINED),
    ]
