"""Minutes that freeze when they are approved, and the book they are chained in."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

STEPS = """
CREATE FUNCTION governance_minutes_step(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT before = after OR (before, after) IN (
    ('draft', 'review'), ('review', 'draft'), ('review', 'proposed'), ('proposed', 'draft'), ('proposed', 'approved'),
    ('approved', 'signed'), ('signed', 'transcribed'), ('transcribed', 'published'))
$$;

CREATE FUNCTION governance_may_approve(who uuid, which uuid, on_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM governance_meeting g
     WHERE g.id = which AND (g.chair_id = who OR EXISTS (
       SELECT 1 FROM governance_mandate m WHERE m.body_id = g.body_id AND m.person_id = who AND m.task = 'chair'
          AND m.starts_on <= on_day AND (m.ends_on IS NULL OR m.ends_on > on_day))))
$$;

-- What never changes once approved: everything but the step, the signature, the day of publishing, a name forgotten.
CREATE FUNCTION governance_minutes_words(line governance_minutes) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT to_jsonb(line) - ARRAY['state', 'how', 'signed_id', 'signed_digest', 'signer', 'authority', 'stamped_at',
                                'signed_at', 'published_at', 'approved_by_name']
$$;
CREATE FUNCTION governance_minutes_signature(line governance_minutes) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(line.how, line.signed_id, line.signed_digest, line.signer, line.authority, line.stamped_at,
                           line.signed_at)
$$;

CREATE FUNCTION governance_begin_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'draft' OR NEW.last_version <> 0 THEN
    PERFORM governance_refuse('minutes_begin_as_a_draft', TG_TABLE_NAME);
  ELSIF NOT EXISTS (SELECT 1 FROM governance_meeting g WHERE g.id = NEW.meeting_id AND g.state IN ('open', 'closed')) THEN
    PERFORM governance_refuse('minutes_are_of_a_meeting_that_is_held', TG_TABLE_NAME);
  ELSIF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM governance_minutes m WHERE m.id = NEW.corrects_id AND m.meeting_id = NEW.meeting_id
       AND m.corrects_id IS NULL AND m.state IN ('approved', 'signed', 'transcribed', 'published')) THEN
    PERFORM governance_refuse('one_corrects_what_was_approved', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER begin_minutes BEFORE INSERT ON governance_minutes
  FOR EACH ROW EXECUTE FUNCTION governance_begin_minutes();

CREATE FUNCTION governance_approve_minutes(meant governance_minutes, promise_about text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF meant.fingerprint <> encode(sha256(convert_to(meant.content, 'UTF8')), 'hex') THEN
    PERFORM governance_refuse('the_fingerprint_is_of_the_text', promise_about);
  ELSIF NOT coalesce(governance_may_approve(meant.approved_by_id, meant.meeting_id, governance_day(meant.approved_at)), false) THEN
    PERFORM governance_refuse('only_who_presides_approves', promise_about);
  END IF;
END $$;

CREATE FUNCTION governance_keep_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_frozen boolean;
BEGIN
  is_frozen := OLD.state IN ('approved', 'signed', 'transcribed', 'published');
  IF TG_OP = 'DELETE' THEN
    PERFORM governance_refuse('minutes_stay', TG_TABLE_NAME);
  ELSIF is_frozen AND (governance_minutes_words(NEW) <> governance_minutes_words(OLD)
        OR NEW.approved_by_name NOT IN (OLD.approved_by_name, '')) THEN
    PERFORM governance_refuse('approved_minutes_stay', TG_TABLE_NAME);
  ELSIF (NEW.id, NEW.meeting_id, NEW.corrects_id) IS DISTINCT FROM (OLD.id, OLD.meeting_id, OLD.corrects_id) THEN
    PERFORM governance_refuse('minutes_stay', TG_TABLE_NAME);
  ELSIF NOT governance_minutes_step(OLD.state, NEW.state) THEN
    PERFORM governance_refuse('minutes_go_on_step_by_step', TG_TABLE_NAME);
  ELSIF NEW.last_version <> OLD.last_version AND pg_trigger_depth() = 1 THEN
    PERFORM governance_refuse('versions_are_counted_by_the_database', TG_TABLE_NAME);
  ELSIF governance_minutes_signature(NEW) <> governance_minutes_signature(OLD)
        AND (OLD.state, NEW.state) <> ('approved', 'signed') THEN
    PERFORM governance_refuse('minutes_are_signed_once', TG_TABLE_NAME);
  ELSIF NEW.published_at IS DISTINCT FROM OLD.published_at AND (OLD.state, NEW.state) <> ('transcribed', 'published') THEN
    PERFORM governance_refuse('approved_minutes_stay', TG_TABLE_NAME);
  END IF;
  IF (OLD.state, NEW.state) = ('draft', 'review') AND (NEW.last_version = 0 OR NOT EXISTS (
     SELECT 1 FROM governance_meeting g WHERE g.id = NEW.meeting_id AND g.state = 'closed')) THEN
    PERFORM governance_refuse('minutes_are_shown_when_the_meeting_is_over', TG_TABLE_NAME);
  ELSIF NEW.state IN ('proposed', 'approved') AND NEW.state <> OLD.state AND EXISTS (
     SELECT 1 FROM governance_minutesremark r WHERE r.minutes_id = NEW.id AND r.outcome = '') THEN
    PERFORM governance_refuse('what_was_asked_is_answered_first', TG_TABLE_NAME);
  ELSIF NEW.state = 'approved' AND OLD.state = 'proposed' THEN
    PERFORM governance_approve_minutes(NEW, TG_TABLE_NAME);
  ELSIF NEW.state = 'transcribed' AND OLD.state = 'signed' AND NOT EXISTS (
     SELECT 1 FROM governance_bookentry b WHERE b.minutes_id = NEW.id) THEN
    PERFORM governance_refuse('what_is_transcribed_is_in_the_book', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_minutes BEFORE UPDATE OR DELETE ON governance_minutes
  FOR EACH ROW EXECUTE FUNCTION governance_keep_minutes();
"""
VERSIONS = """
-- On top of the last one, or refused: of two who save at once the second is told, and loses nothing.
CREATE FUNCTION governance_number_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found governance_minutes;
BEGIN
  SELECT m.* INTO found FROM governance_minutes m WHERE m.id = NEW.minutes_id FOR NO KEY UPDATE;
  IF found.state NOT IN ('draft', 'review') THEN
    PERFORM governance_refuse('what_is_proposed_is_not_written', TG_TABLE_NAME);
  ELSIF NEW.based_on <> found.last_version THEN
    PERFORM governance_refuse('somebody_saved_meanwhile', TG_TABLE_NAME);
  END IF;
  NEW.number := found.last_version + 1;
  UPDATE governance_minutes SET last_version = NEW.number WHERE id = NEW.minutes_id;
  RETURN NEW;
END $$;
CREATE TRIGGER number_version BEFORE INSERT ON governance_minutesversion
  FOR EACH ROW EXECUTE FUNCTION governance_number_version();

-- Ten years after, a name may go (`forgetting`); nothing else.
CREATE FUNCTION governance_versions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'author_name' <> to_jsonb(OLD) - 'author_name'
     OR NEW.author_name NOT IN (OLD.author_name, '') THEN
    PERFORM governance_refuse('versions_stay', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER versions_stay BEFORE UPDATE OR DELETE ON governance_minutesversion
  FOR EACH ROW EXECUTE FUNCTION governance_versions_stay();

CREATE FUNCTION governance_keep_remark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found governance_minutes;
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM governance_refuse('remarks_stay', TG_TABLE_NAME);
  ELSIF TG_OP = 'UPDATE' AND (OLD.outcome <> '' OR NEW.outcome = '') THEN
    -- Ten years after, a name may go.
    IF to_jsonb(NEW) - 'name' <> to_jsonb(OLD) - 'name' OR NEW.name NOT IN (OLD.name, '') THEN
      PERFORM governance_refuse('remarks_stay', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' AND (NEW.minutes_id, NEW.person_id, NEW.words, NEW.asked_at)
        IS DISTINCT FROM (OLD.minutes_id, OLD.person_id, OLD.words, OLD.asked_at) THEN
    PERFORM governance_refuse('remarks_stay', TG_TABLE_NAME);
  END IF;
  SELECT m.* INTO found FROM governance_minutes m WHERE m.id = NEW.minutes_id FOR NO KEY UPDATE;
  IF found.state <> 'review' THEN
    PERFORM governance_refuse('one_corrects_while_they_are_reviewed', TG_TABLE_NAME);
  ELSIF TG_OP = 'INSERT' AND NOT EXISTS (
     SELECT 1 FROM governance_presence p WHERE p.meeting_id = found.meeting_id AND p.person_id = NEW.person_id) THEN
    PERFORM governance_refuse('who_was_there_corrects', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_remark BEFORE INSERT OR UPDATE OR DELETE ON governance_minutesremark
  FOR EACH ROW EXECUTE FUNCTION governance_keep_remark();
"""
BOOK = """
CREATE FUNCTION governance_book_hash(line governance_bookentry) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(line.previous_hash || convert_to(concat_ws('|', line.body_id, line.number, line.minutes_id,
           to_char(line.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), m.fingerprint,
           encode(m.whole_digest, 'hex'), encode(m.signed_digest, 'hex')), 'UTF8'))
    FROM governance_minutes m WHERE m.id = line.minutes_id
$$;

CREATE FUNCTION governance_write_book() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found governance_minutes; last governance_bookentry;
BEGIN
  -- One line after the other, also when two are written at once.
  PERFORM 1 FROM governance_body b WHERE b.id = NEW.body_id FOR NO KEY UPDATE;
  SELECT m.* INTO found FROM governance_minutes m WHERE m.id = NEW.minutes_id FOR NO KEY UPDATE;
  IF found.state <> 'signed' OR NOT EXISTS (
     SELECT 1 FROM governance_meeting g WHERE g.id = found.meeting_id AND g.body_id = NEW.body_id) THEN
    PERFORM governance_refuse('the_book_has_what_was_signed', TG_TABLE_NAME);
  END IF;
  SELECT b.* INTO last FROM governance_bookentry b WHERE b.body_id = NEW.body_id ORDER BY b.number DESC LIMIT 1;
  NEW.number := coalesce(last.number, 0) + 1;
  NEW.previous_hash := coalesce(last.hash, sha256(convert_to(NEW.body_id::text, 'UTF8')));
  NEW.hash := governance_book_hash(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER write_book BEFORE INSERT ON governance_bookentry
  FOR EACH ROW EXECUTE FUNCTION governance_write_book();

CREATE FUNCTION governance_book_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM governance_refuse('the_book_stays', TG_TABLE_NAME);
END $$;
CREATE TRIGGER book_stays BEFORE UPDATE OR DELETE ON governance_bookentry
  FOR EACH ROW EXECUTE FUNCTION governance_book_stays();
CREATE TRIGGER book_is_not_emptied BEFORE TRUNCATE ON governance_bookentry
  FOR EACH STATEMENT EXECUTE FUNCTION governance_book_stays();

-- The first line of a book that is not as it was written, or none.
CREATE FUNCTION governance_book_broken(which uuid) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT min(seen.number)::integer FROM (
    SELECT b.number, b.previous_hash, b.hash, governance_book_hash(b) AS reckoned,
           lag(b.hash, 1, sha256(convert_to(which::text, 'UTF8'))) OVER (ORDER BY b.number) AS before,
           row_number() OVER (ORDER BY b.number) AS expected
      FROM governance_bookentry b WHERE b.body_id = which) seen
   WHERE seen.hash IS DISTINCT FROM seen.reckoned OR seen.previous_hash IS DISTINCT FROM seen.before
      OR seen.number <> seen.expected
$$;

-- The minutes say all that was decided: after they are approved, a decision is for another meeting.
CREATE FUNCTION governance_decide_before_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM governance_agendaitem i JOIN governance_minutes m ON m.meeting_id = i.meeting_id
              WHERE i.id = NEW.item_id AND m.state IN ('approved', 'signed', 'transcribed', 'published')) THEN
    PERFORM governance_refuse('the_minutes_are_already_approved', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decide_before_minutes BEFORE INSERT ON governance_decision
  FOR EACH ROW EXECUTE FUNCTION governance_decide_before_minutes();
"""
UNDONE = """
DROP TRIGGER decide_before_minutes ON governance_decision;
DROP FUNCTION governance_decide_before_minutes();
DROP FUNCTION governance_book_broken(uuid);
DROP TRIGGER book_is_not_emptied ON governance_bookentry;
DROP TRIGGER book_stays ON governance_bookentry;
DROP FUNCTION governance_book_stays();
DROP TRIGGER write_book ON governance_bookentry;
DROP FUNCTION governance_write_book();
DROP FUNCTION governance_book_hash(governance_bookentry);
DROP TRIGGER keep_remark ON governance_minutesremark;
DROP FUNCTION governance_keep_remark();
DROP TRIGGER versions_stay ON governance_minutesversion;
DROP FUNCTION governance_versions_stay();
DROP TRIGGER number_version ON governance_minutesversion;
DROP FUNCTION governance_number_version();
DROP TRIGGER keep_minutes ON governance_minutes;
DROP FUNCTION governance_keep_minutes();
DROP FUNCTION governance_approve_minutes(governance_minutes, text);
DROP TRIGGER begin_minutes ON governance_minutes;
DROP FUNCTION governance_begin_minutes();
DROP FUNCTION governance_minutes_signature(governance_minutes);
DROP FUNCTION governance_minutes_words(governance_minutes);
DROP FUNCTION governance_may_approve(uuid, uuid, date);
DROP FUNCTION governance_minutes_step(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("networking", "0025_consent_to_company"), ("governance", "0004_decisions")]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in scrittura"),
                            ("review", "in revisione"),
                            ("proposed", "proposto per l'approvazione"),
                            ("approved", "approvato"),
                            ("signed", "firmato"),
                            ("transcribed", "trascritto nel libro"),
                            ("published", "pubblicato"),
                        ],
                        default="draft",
                        max_length=11,
                        verbose_name="a che punto è",
                    ),
                ),
                (
                    "last_version",
                    models.PositiveIntegerField(db_default=0, default=0, verbose_name="ultima versione"),
                ),
                ("content", models.TextField(blank=True, default="", verbose_name="contenuto approvato")),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True, default="", max_length=64, verbose_name="impronta del testo"
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approvato il")),
                (
                    "approved_by_name",
                    models.CharField(blank=True, max_length=170, verbose_name="approvato da (nome)"),
                ),
                (
                    "whole_digest",
                    models.BinaryField(max_length=32, null=True, verbose_name="SHA-256 del PDF"),
                ),
                (
                    "extract_digest",
                    models.BinaryField(max_length=32, null=True, verbose_name="SHA-256 del PDF pubblico"),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "da firmare"),
                            ("digital", "firma digitale"),
                            ("paper", "firmato su carta: copia"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="come è firmato",
                    ),
                ),
                (
                    "signed_digest",
                    models.BinaryField(max_length=32, null=True, verbose_name="SHA-256 del file firmato"),
                ),
                ("signer", models.CharField(blank=True, max_length=200, verbose_name="chi ha firmato")),
                (
                    "authority",
                    models.CharField(blank=True, max_length=200, verbose_name="chi ha dato il certificato"),
                ),
                ("stamped_at", models.DateTimeField(blank=True, null=True, verbose_name="marca temporale")),
                (
                    "signed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="caricato firmato il"),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="pubblicato il")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="approvato da",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="governance.minutes",
                        verbose_name="rettifica di",
                    ),
                ),
                (
                    "extract",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="PDF pubblico",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="governance.meeting",
                        verbose_name="riunione",
                    ),
                ),
                (
                    "signed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="il file firmato",
                    ),
                ),
                (
                    "whole",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="PDF intero",
                    ),
                ),
            ],
            options={
                "verbose_name": "verbale",
                "verbose_name_plural": "verbali",
                "ordering": ["-meeting__first_call_at"],
            },
        ),
        migrations.CreateModel(
            name="BookEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, editable=False, verbose_name="numero")),
                ("written_at", models.DateTimeField(verbose_name="trascritto il")),
                ("previous_hash", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32, verbose_name="impronta della riga")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="book",
                        to="governance.body",
                        verbose_name="organo",
                    ),
                ),
                (
                    "minutes",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="governance.minutes",
                        verbose_name="verbale",
                    ),
                ),
            ],
            options={
                "verbose_name": "riga del libro dei verbali",
                "verbose_name_plural": "righe del libro dei verbali",
                "ordering": ["body", "-number"],
            },
        ),
        migrations.CreateModel(
            name="MinutesRemark",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("section", models.CharField(blank=True, max_length=40, verbose_name="in quale parte")),
                ("words", models.TextField(max_length=2000, verbose_name="che cosa va corretto")),
                ("asked_at", models.DateTimeField(verbose_name="chiesta il")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "in attesa"), ("taken", "accolta"), ("declined", "non accolta")],
                        default="",
                        max_length=8,
                        verbose_name="esito",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="risposta")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="risposta il")),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="governance.minutes",
                        verbose_name="verbale",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "correzione chiesta",
                "verbose_name_plural": "correzioni chieste",
                "ordering": ["minutes", "asked_at"],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField(default=0, editable=False, verbose_name="versione")),
                ("based_on", models.PositiveIntegerField(verbose_name="scritta sopra la versione")),
                ("text", models.TextField(verbose_name="testo")),
                (
                    "author_name",
                    models.CharField(blank=True, max_length=170, verbose_name="scritta da (nome)"),
                ),
                ("saved_at", models.DateTimeField(verbose_name="salvata il")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="nota")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="scritta da",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="governance.minutes",
                        verbose_name="verbale",
                    ),
                ),
            ],
            options={
                "verbose_name": "versione di un verbale",
                "verbose_name_plural": "versioni dei verbali",
                "ordering": ["minutes", "-number"],
            },
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["fingerprint"], name="minutes_by_fingerprint"),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["whole_digest"], name="minutes_by_whole"),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["extract_digest"], name="minutes_by_extract"),
        ),
        migrations.AddIndex(
            model_name="minutes",
            index=models.Index(fields=["signed_digest"], name="minutes_by_signed"),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None)),
                fields=("meeting",),
                name="one_minutes_a_meeting",
                violation_error_message="Questa riunione ha già il suo verbale.",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at", None),
                        ("content", ""),
                        ("extract", None),
                        ("fingerprint", ""),
                        ("state__in", ["draft", "review", "proposed"]),
                        ("whole", None),
                    ),
                    models.Q(
                        ("state__in", ["approved", "signed", "transcribed", "published"]),
                        models.Q(("content", ""), _negated=True),
                        ("approved_at__isnull", False),
                        ("extract__isnull", False),
                        ("whole__isnull", False),
                        ("extract_digest__isnull", False),
                        ("whole_digest__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="approved_minutes_are_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("how", ""),
                        ("signed", None),
                        ("state__in", ["draft", "review", "proposed", "approved"]),
                    ),
                    models.Q(
                        ("state__in", ["signed", "transcribed", "published"]),
                        models.Q(("how", ""), _negated=True),
                        ("signed__isnull", False),
                        ("signed_at__isnull", False),
                        ("signed_digest__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="signed_minutes_say_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    models.Q(models.Q(("state", "published"), _negated=True), ("published_at", None)),
                    _connector="OR",
                ),
                name="published_minutes_say_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="bookentry",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="one_line_a_number_in_a_book"),
        ),
        migrations.AddConstraint(
            model_name="minutesremark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("outcome", "")),
                    models.Q(models.Q(("outcome", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_remark_is_answered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesremark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "declined"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="who_declines_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.UniqueConstraint(fields=("minutes", "number"), name="one_version_a_number"),
        ),
        migrations.RunSQL(STEPS + VERSIONS + BOOK, UNDONE),
    ]
