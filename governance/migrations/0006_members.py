"""The book of members, who asks to join, fees and receipts, exclusions, accounts.

The book is written as that of the volunteers is: number, digests and chain are the database's, and so is `Member`.
"""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

BOOK = """
-- What the line says of the person is in the chain by its salted digest: when it is forgotten the chain still holds.
CREATE FUNCTION governance_member_words(line governance_memberentry) RETURNS bytea LANGUAGE sql STABLE
SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT sha256(line.salt || convert_to(concat_ws(E'\\n',
    quote_nullable(line.person_id), quote_nullable(line.name), quote_nullable(line.birth_date),
    quote_nullable(line.residence), quote_nullable(line.words)), 'UTF8'))
$$;

CREATE FUNCTION governance_member_hash(line governance_memberentry) RETURNS bytea LANGUAGE sql STABLE
SET TimeZone = 'UTC' SET DateStyle = 'ISO' AS $$
  SELECT sha256(line.previous_hash || line.words_hash || convert_to(concat_ws(E'\\n',
    quote_nullable(line.id), quote_nullable(line.book_id), quote_nullable(line.number), quote_nullable(line.event),
    quote_nullable(line.about_id), quote_nullable(line.effective_on), quote_nullable(line.decision_id),
    quote_nullable(line.recorded_at), quote_nullable(line.recorded_by_id)), 'UTF8'))
$$;

-- Whether an organ of one of these kinds, of this association, decided it, and has not gone back on it.
CREATE FUNCTION governance_decided(which uuid, association bigint, kinds text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM governance_decision d JOIN governance_body b ON b.id = d.body_id
     WHERE d.id = which AND d.state = 'adopted' AND b.organization_id = association AND b.kind = ANY (kinds))
$$;

CREATE FUNCTION governance_write_member_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its governance_memberbook; admitted governance_memberentry;
BEGIN
  SELECT * INTO its FROM governance_memberbook WHERE id = NEW.book_id FOR UPDATE;
  IF NEW.decision_id IS NOT NULL
     AND NOT governance_decided(NEW.decision_id, its.organization_id, ARRAY['board', 'assembly']) THEN
    PERFORM governance_refuse('an_organ_of_the_association_decides', TG_TABLE_NAME);
  END IF;
  IF NEW.event = 'admission' THEN
    IF EXISTS (
      SELECT 1 FROM governance_memberentry e
       WHERE e.book_id = its.id AND e.person_id = NEW.person_id AND e.event = 'admission'
         AND NOT EXISTS (SELECT 1 FROM governance_memberentry c WHERE c.about_id = e.id
                            AND c.event IN ('withdrawal', 'exclusion', 'death'))) THEN
      PERFORM governance_refuse('admitted_once_in_a_book', TG_TABLE_NAME);
    END IF;
  ELSE
    SELECT * INTO admitted FROM governance_memberentry WHERE id = NEW.about_id;
    IF admitted.book_id <> NEW.book_id OR admitted.person_id IS DISTINCT FROM NEW.person_id
       OR admitted.event <> 'admission' THEN
      PERFORM governance_refuse('a_line_is_about_an_admission', TG_TABLE_NAME);
    END IF;
    IF NEW.event <> 'correction' AND (NEW.effective_on < admitted.effective_on OR EXISTS (
      SELECT 1 FROM governance_memberentry c WHERE c.about_id = admitted.id
         AND c.event IN ('withdrawal', 'exclusion', 'death'))) THEN
      PERFORM governance_refuse('a_member_leaves_once', TG_TABLE_NAME);
    END IF;
    IF NEW.event = 'exclusion' AND NOT EXISTS (
      SELECT 1 FROM governance_exclusion x JOIN governance_member m ON m.id = x.member_id
       WHERE m.organization_id = its.organization_id AND m.person_id = NEW.person_id
         AND x.outcome = 'excluded' AND x.decision_id = NEW.decision_id) THEN
      PERFORM governance_refuse('nobody_is_excluded_unheard', TG_TABLE_NAME);
    END IF;
  END IF;
  NEW.number := its.last_number + 1;
  NEW.previous_hash := its.last_hash;
  NEW.recorded_at := statement_timestamp();
  NEW.salt := decode(replace(gen_random_uuid()::text, '-', ''), 'hex');
  NEW.words_hash := governance_member_words(NEW);
  NEW.hash := governance_member_hash(NEW);
  UPDATE governance_memberbook SET last_number = NEW.number, last_hash = NEW.hash WHERE id = its.id;
  RETURN NEW;
END $$;
CREATE TRIGGER write_member_line BEFORE INSERT ON governance_memberentry
  FOR EACH ROW EXECUTE FUNCTION governance_write_member_line();

-- Who is a member follows from the book.
CREATE FUNCTION governance_follow_member_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE association bigint;
BEGIN
  SELECT b.organization_id INTO association FROM governance_memberbook b WHERE b.id = NEW.book_id;
  IF NEW.event = 'admission' THEN
    INSERT INTO governance_member (id, organization_id, person_id, name, admitted_on)
    VALUES (gen_random_uuid(), association, NEW.person_id, NEW.name, NEW.effective_on);
  ELSIF NEW.event = 'correction' THEN
    UPDATE governance_member m SET name = NEW.name
     WHERE m.organization_id = association AND m.person_id = NEW.person_id
       AND m.admitted_on = (SELECT e.effective_on FROM governance_memberentry e WHERE e.id = NEW.about_id);
  ELSE
    UPDATE governance_member m SET left_on = NEW.effective_on
     WHERE m.organization_id = association AND m.person_id = NEW.person_id AND m.left_on IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_member_line AFTER INSERT ON governance_memberentry
  FOR EACH ROW EXECUTE FUNCTION governance_follow_member_line();

CREATE FUNCTION governance_member_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.salt IS NULL THEN
    -- Forgetting whom it was about, and nothing else, ten years after (`governance_forget_members`).
    IF OLD.recorded_at < statement_timestamp() - interval '10 years'
       AND (NEW.id, NEW.book_id, NEW.number, NEW.event, NEW.about_id, NEW.effective_on, NEW.decision_id,
            NEW.recorded_at, NEW.recorded_by_id, NEW.previous_hash, NEW.words_hash, NEW.hash)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.book_id, OLD.number, OLD.event, OLD.about_id, OLD.effective_on, OLD.decision_id,
            OLD.recorded_at, OLD.recorded_by_id, OLD.previous_hash, OLD.words_hash, OLD.hash) THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM governance_refuse('the_book_of_members_only_grows', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER member_lines_stay BEFORE UPDATE OR DELETE ON governance_memberentry
  FOR EACH ROW EXECUTE FUNCTION governance_member_lines_stay();
CREATE TRIGGER member_lines_are_never_emptied BEFORE TRUNCATE ON governance_memberentry
  FOR EACH STATEMENT EXECUTE FUNCTION governance_member_lines_stay();

CREATE FUNCTION governance_book_counts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.last_number := 0;
    NEW.last_hash := ''::bytea;
  ELSIF pg_trigger_depth() = 1 AND (NEW.last_number, NEW.last_hash, NEW.organization_id)
        IS DISTINCT FROM (OLD.last_number, OLD.last_hash, OLD.organization_id) THEN
    PERFORM governance_refuse('the_book_counts_by_itself', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER book_counts_alone BEFORE INSERT OR UPDATE ON governance_memberbook
  FOR EACH ROW EXECUTE FUNCTION governance_book_counts_alone();

-- The first line of a book whose number, chain or digest does not hold; one past the last where lines are missing
-- at the end; NULL when everything does.
CREATE FUNCTION governance_member_book_broken(which bigint) RETURNS integer LANGUAGE sql STABLE AS $$
  WITH line AS (
    SELECT e, row_number() OVER w AS expected, lag(e.hash, 1, ''::bytea) OVER w AS before
      FROM governance_memberentry e WHERE e.book_id = which WINDOW w AS (ORDER BY e.number))
  SELECT min(at)::int FROM (
    SELECT expected AS at FROM line
     WHERE (e).number <> expected OR (e).previous_hash <> before OR (e).hash <> governance_member_hash(e)
        OR (e).words_hash <> governance_member_words(e)
        OR ((e).salt IS NULL AND ((e).recorded_at > statement_timestamp() - interval '10 years'
            OR concat((e).name, (e).residence, (e).words) <> ''))
    UNION ALL
    SELECT coalesce((SELECT max(expected) FROM line), 0) + 1 FROM governance_memberbook b
     WHERE b.id = which AND (b.last_number, b.last_hash) <>
       (SELECT coalesce(max((e).number), 0),
               coalesce((SELECT (l.e).hash FROM line l ORDER BY l.expected DESC LIMIT 1), ''::bytea) FROM line)
  ) broken
$$;

-- Whom the lines of before `moment` were about, where they left before it or have been erased: the only change that
-- a line knows. The portal may ask for it, and cannot make it.
CREATE FUNCTION governance_forget_members(moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE forgotten integer;
BEGIN
  UPDATE governance_memberentry e
     SET person_id = NULL, name = '', birth_date = NULL, residence = '', words = '', salt = NULL
   WHERE e.salt IS NOT NULL AND e.recorded_at < least(moment, statement_timestamp() - interval '10 years')
     AND (NOT EXISTS (SELECT 1 FROM networking_person p WHERE p.id = e.person_id)
          OR EXISTS (SELECT 1 FROM governance_memberentry c WHERE c.about_id IN (e.id, e.about_id)
                        AND c.event IN ('withdrawal', 'exclusion', 'death') AND c.effective_on < moment));
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
"""
ASKING = """
CREATE FUNCTION governance_keep_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'applied' THEN
      PERFORM governance_refuse('an_application_goes_on_step_by_step', TG_TABLE_NAME);
    END IF;
    IF EXISTS (SELECT 1 FROM governance_member m WHERE m.organization_id = NEW.organization_id
                  AND m.person_id = NEW.person_id AND m.left_on IS NULL) THEN
      PERFORM governance_refuse('who_is_a_member_does_not_apply', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.organization_id, NEW.person_id, NEW.applied_on, NEW.is_at_desk)
     IS DISTINCT FROM (OLD.organization_id, OLD.person_id, OLD.applied_on, OLD.is_at_desk) THEN
    PERFORM governance_refuse('an_application_goes_on_step_by_step', TG_TABLE_NAME);
  END IF;
  IF OLD.state = 'applied' AND NEW.state IN ('admitted', 'refused') THEN
    IF NOT governance_decided(NEW.decision_id, NEW.organization_id, ARRAY['board', 'assembly']) THEN
      PERFORM governance_refuse('the_board_answers', TG_TABLE_NAME);
    END IF;
  ELSIF OLD.state = 'refused' AND OLD.appealed_on IS NULL AND NEW.state = 'refused' AND NEW.appeal_decision_id IS NULL THEN
    IF NEW.appealed_on NOT BETWEEN OLD.decided_on AND OLD.decided_on + 60 THEN
      PERFORM governance_refuse('the_assembly_is_asked_within_sixty_days', TG_TABLE_NAME);
    END IF;
  ELSIF OLD.state = 'refused' AND OLD.appealed_on IS NOT NULL AND OLD.appeal_decision_id IS NULL
        AND NEW.state IN ('refused', 'admitted') THEN
    IF NEW.appealed_on <> OLD.appealed_on
       OR NOT governance_decided(NEW.appeal_decision_id, NEW.organization_id, ARRAY['assembly']) THEN
      PERFORM governance_refuse('the_assembly_answers', TG_TABLE_NAME);
    END IF;
  ELSIF (OLD.state <> NEW.state AND NOT (OLD.state = 'applied' AND NEW.state = 'withdrawn'))
        OR (NEW.decision_id, NEW.appealed_on, NEW.appeal_decision_id)
           IS DISTINCT FROM (OLD.decision_id, OLD.appealed_on, OLD.appeal_decision_id) THEN
    PERFORM governance_refuse('an_application_goes_on_step_by_step', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_application BEFORE INSERT OR UPDATE ON governance_membershipapplication
  FOR EACH ROW EXECUTE FUNCTION governance_keep_application();

CREATE FUNCTION governance_keep_exclusion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE association bigint;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.closed_on IS NOT NULL OR (NEW.member_id, NEW.person_id, NEW.reasons, NEW.opened_on)
     IS DISTINCT FROM (OLD.member_id, OLD.person_id, OLD.reasons, OLD.opened_on)) THEN
    PERFORM governance_refuse('a_charge_stays_as_it_was_made', TG_TABLE_NAME);
  END IF;
  IF NEW.decision_id IS NOT NULL THEN
    SELECT m.organization_id INTO association FROM governance_member m WHERE m.id = NEW.member_id;
    IF NOT governance_decided(NEW.decision_id, association, ARRAY['board', 'assembly']) THEN
      PERFORM governance_refuse('an_organ_of_the_association_decides', TG_TABLE_NAME);
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_exclusion BEFORE INSERT OR UPDATE ON governance_exclusion
  FOR EACH ROW EXECUTE FUNCTION governance_keep_exclusion();
"""
PAYING = """
CREATE FUNCTION governance_keep_fee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM governance_feepayment p WHERE p.fee_id = OLD.id) THEN
    PERFORM governance_refuse('a_fee_already_paid_stays', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NOT governance_decided(NEW.decision_id, NEW.organization_id, ARRAY['board', 'assembly']) THEN
    PERFORM governance_refuse('an_organ_of_the_association_decides', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_fee BEFORE INSERT OR UPDATE OR DELETE ON governance_yearlyfee
  FOR EACH ROW EXECUTE FUNCTION governance_keep_fee();

CREATE FUNCTION governance_write_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its governance_yearlyfee; payer governance_member;
BEGIN
  -- Who changes the fee waits for us; receipts of an association are numbered one at a time.
  SELECT * INTO its FROM governance_yearlyfee f WHERE f.id = NEW.fee_id FOR SHARE;
  SELECT * INTO payer FROM governance_member m WHERE m.id = NEW.member_id;
  IF payer.organization_id <> its.organization_id OR payer.person_id <> NEW.person_id THEN
    PERFORM governance_refuse('a_fee_is_of_the_members_association', TG_TABLE_NAME);
  END IF;
  PERFORM 1 FROM governance_memberbook b WHERE b.organization_id = its.organization_id FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM governance_refuse('receipts_need_a_book', TG_TABLE_NAME);
  END IF;
  NEW.organization_id := its.organization_id;
  NEW.amount := its.amount;
  NEW.year := extract(year FROM NEW.recorded_at AT TIME ZONE 'Europe/Rome');
  SELECT coalesce(max(p.number), 0) + 1 INTO NEW.number FROM governance_feepayment p
   WHERE p.organization_id = its.organization_id AND p.year = NEW.year;
  RETURN NEW;
END $$;
CREATE TRIGGER write_receipt BEFORE INSERT ON governance_feepayment
  FOR EACH ROW EXECUTE FUNCTION governance_write_receipt();

CREATE FUNCTION governance_receipts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Undone once, with its reason; ten years after it no longer says the name of who was erased.
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.member_id, NEW.fee_id, NEW.person_id, NEW.organization_id, NEW.amount,
        NEW.method, NEW.paid_on, NEW.year, NEW.number, NEW.recorded_at, NEW.recorded_by_id) IS NOT DISTINCT FROM
       (OLD.id, OLD.member_id, OLD.fee_id, OLD.person_id, OLD.organization_id, OLD.amount,
        OLD.method, OLD.paid_on, OLD.year, OLD.number, OLD.recorded_at, OLD.recorded_by_id)
     AND (NEW.name = OLD.name OR NEW.name = '')
     AND (OLD.voided_at IS NULL OR (NEW.voided_at, NEW.voided_because) = (OLD.voided_at, OLD.voided_because)) THEN
    RETURN NEW;
  END IF;
  PERFORM governance_refuse('a_receipt_stays', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER receipts_stay BEFORE UPDATE OR DELETE ON governance_feepayment
  FOR EACH ROW EXECUTE FUNCTION governance_receipts_stay();

CREATE FUNCTION governance_keep_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (NEW.organization_id, NEW.year, NEW.document_id, NEW.decision_id)
     IS DISTINCT FROM (OLD.organization_id, OLD.year, OLD.document_id, OLD.decision_id)) THEN
    PERFORM governance_refuse('approved_accounts_stay', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'INSERT' AND NOT governance_decided(NEW.decision_id, NEW.organization_id, ARRAY['assembly']) THEN
    PERFORM governance_refuse('the_assembly_approves_the_accounts', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_accounts BEFORE INSERT OR UPDATE OR DELETE ON governance_yearlyaccounts
  FOR EACH ROW EXECUTE FUNCTION governance_keep_accounts();
"""
UNDONE = """
DROP TRIGGER keep_accounts ON governance_yearlyaccounts;
DROP FUNCTION governance_keep_accounts();
DROP TRIGGER receipts_stay ON governance_feepayment;
DROP FUNCTION governance_receipts_stay();
DROP TRIGGER write_receipt ON governance_feepayment;
DROP FUNCTION governance_write_receipt();
DROP TRIGGER keep_fee ON governance_yearlyfee;
DROP FUNCTION governance_keep_fee();
DROP TRIGGER keep_exclusion ON governance_exclusion;
DROP FUNCTION governance_keep_exclusion();
DROP TRIGGER keep_application ON governance_membershipapplication;
DROP FUNCTION governance_keep_application();
DROP FUNCTION governance_forget_members(timestamptz);
DROP FUNCTION governance_member_book_broken(bigint);
DROP TRIGGER book_counts_alone ON governance_memberbook;
DROP FUNCTION governance_book_counts_alone();
DROP TRIGGER member_lines_are_never_emptied ON governance_memberentry;
DROP TRIGGER member_lines_stay ON governance_memberentry;
DROP FUNCTION governance_member_lines_stay();
DROP TRIGGER follow_member_line ON governance_memberentry;
DROP FUNCTION governance_follow_member_line();
DROP TRIGGER write_member_line ON governance_memberentry;
DROP FUNCTION governance_write_member_line();
DROP FUNCTION governance_decided(uuid, bigint, text[]);
DROP FUNCTION governance_member_hash(governance_memberentry);
DROP FUNCTION governance_member_words(governance_memberentry);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0025_consent_to_company"),
        ("services", "0008_long_sheets_seen"),
        ("governance", "0005_minutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reasons", models.TextField(max_length=2000, verbose_name="che cosa le si contesta")),
                ("opened_on", models.DateField(verbose_name="contestata il")),
                ("hearing_on", models.DateField(verbose_name="può essere ascoltata o ascoltato il")),
                (
                    "statement",
                    models.TextField(blank=True, max_length=4000, verbose_name="che cosa ha detto"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "da decidere"),
                            ("excluded", "esclusa o escluso"),
                            ("kept", "resta nell'associazione"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="esito",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="decisa il")),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.decision",
                        verbose_name="decisione",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="governance.member",
                        verbose_name="chi",
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
                "verbose_name": "esclusione",
                "verbose_name_plural": "esclusioni",
                "ordering": ["opened_on", "name"],
            },
        ),
        migrations.CreateModel(
            name="MemberBook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="aperto il")),
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        help_text="In parole semplici: che cosa si fa insieme, diritti e doveri. Lo legge chiunque.",
                        max_length=2000,
                        verbose_name="che cosa vuol dire associarsi",
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                ("last_hash", models.BinaryField(default=b"", max_length=32)),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member_book",
                        to="services.organization",
                        verbose_name="associazione",
                    ),
                ),
            ],
            options={
                "verbose_name": "libro degli associati",
                "verbose_name_plural": "libri degli associati",
                "ordering": ["organization__name"],
            },
        ),
        migrations.CreateModel(
            name="MemberEntry",
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
                            ("admission", "ammissione"),
                            ("withdrawal", "recesso"),
                            ("exclusion", "esclusione"),
                            ("death", "decesso"),
                            ("correction", "rettifica"),
                        ],
                        max_length=10,
                        verbose_name="che cosa",
                    ),
                ),
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="data di nascita")),
                ("residence", models.CharField(blank=True, max_length=300, verbose_name="residenza")),
                ("effective_on", models.DateField(verbose_name="dal giorno")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="perché, o che cosa si rettifica"
                    ),
                ),
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
                        to="governance.memberentry",
                        verbose_name="riguarda la riga",
                    ),
                ),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="governance.memberbook",
                        verbose_name="libro",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.decision",
                        verbose_name="decisione",
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
            ],
            options={
                "verbose_name": "riga del libro degli associati",
                "verbose_name_plural": "righe del libro degli associati",
                "ordering": ["book", "number"],
            },
        ),
        migrations.CreateModel(
            name="MembershipApplication",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("applicant_name", models.CharField(max_length=170, verbose_name="chi la presenta (nome)")),
                (
                    "reasons",
                    models.TextField(blank=True, max_length=1000, verbose_name="perché vuole associarsi"),
                ),
                ("is_at_desk", models.BooleanField(default=False, verbose_name="presentata allo sportello")),
                ("applied_on", models.DateField(verbose_name="presentata il")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "in attesa della decisione"),
                            ("admitted", "accolta"),
                            ("refused", "non accolta"),
                            ("withdrawn", "ritirata"),
                        ],
                        default="applied",
                        max_length=10,
                        verbose_name="a che punto è",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decisa il")),
                (
                    "refused_because",
                    models.TextField(blank=True, max_length=1000, verbose_name="perché non è accolta"),
                ),
                (
                    "appealed_on",
                    models.DateField(blank=True, null=True, verbose_name="ha chiesto all'assemblea il"),
                ),
                (
                    "appeal_decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.decision",
                        verbose_name="decisione dell'assemblea",
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi la presenta",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.decision",
                        verbose_name="decisione",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="services.organization",
                        verbose_name="associazione",
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
                "verbose_name": "domanda di associazione",
                "verbose_name_plural": "domande di associazione",
                "ordering": ["applied_on", "name"],
            },
        ),
        migrations.CreateModel(
            name="YearlyAccounts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="anno")),
                (
                    "workers",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="persone che lavorano per l'associazione al 31 dicembre",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="caricato il")),
                (
                    "deposited_on",
                    models.DateField(blank=True, null=True, verbose_name="depositato al RUNTS il"),
                ),
                (
                    "deposit_number",
                    models.CharField(blank=True, max_length=80, verbose_name="protocollo del deposito"),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.decision",
                        verbose_name="decisione che lo approva",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="documento",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="services.organization",
                        verbose_name="associazione",
                    ),
                ),
            ],
            options={
                "verbose_name": "bilancio di un anno",
                "verbose_name_plural": "bilanci degli anni",
                "ordering": ["organization", "-year"],
            },
        ),
        migrations.CreateModel(
            name="YearlyFee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="anno")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(Decimal(0))],
                        verbose_name="quota (euro)",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="da versare entro il")),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.decision",
                        verbose_name="decisione che la stabilisce",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fees",
                        to="services.organization",
                        verbose_name="associazione",
                    ),
                ),
            ],
            options={
                "verbose_name": "quota di un anno",
                "verbose_name_plural": "quote degli anni",
                "ordering": ["organization", "-year"],
            },
        ),
        migrations.CreateModel(
            name="FeePayment",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=6, verbose_name="quanto (euro)"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "in contanti"), ("transfer", "con bonifico")],
                        max_length=8,
                        verbose_name="come",
                    ),
                ),
                ("paid_on", models.DateField(verbose_name="versata il")),
                (
                    "year",
                    models.PositiveSmallIntegerField(editable=False, verbose_name="anno della ricevuta"),
                ),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="numero della ricevuta")),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="scritta il")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="annullata il")),
                (
                    "voided_because",
                    models.CharField(blank=True, max_length=300, verbose_name="perché è annullata"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="governance.member",
                        verbose_name="chi",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.organization",
                        verbose_name="associazione",
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
                    "fee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="governance.yearlyfee",
                        verbose_name="quota",
                    ),
                ),
            ],
            options={
                "verbose_name": "quota versata",
                "verbose_name_plural": "quote versate",
                "ordering": ["-year", "-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on", None)),
                fields=("member",),
                name="one_exclusion_at_a_time",
                violation_error_message="C'è già una contestazione da decidere.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(("hearing_on__gt", models.F("opened_on"))),
                name="who_is_charged_has_time_to_answer",
                violation_error_message="Deve avere il tempo di rispondere: scegli un giorno dopo oggi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("hearing_on")), _connector="OR"
                ),
                name="nobody_is_excluded_before_the_hearing",
                violation_error_message="Si decide solo dopo il giorno in cui può essere ascoltata o ascoltato.",
            ),
        ),
        migrations.AddConstraint(
            model_name="exclusion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("decision", None), ("outcome", "")),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("decision__isnull", False),
                        ("outcome__in", ["excluded", "kept"]),
                    ),
                    _connector="OR",
                ),
                name="an_exclusion_is_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="memberentry",
            index=models.Index(fields=["person", "event"], name="member_book_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="memberentry",
            constraint=models.UniqueConstraint(fields=("book", "number"), name="a_number_of_the_book_once"),
        ),
        migrations.AddConstraint(
            model_name="memberentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about", None), ("event", "admission")),
                    models.Q(models.Q(("event", "admission"), _negated=True), ("about__isnull", False)),
                    _connector="OR",
                ),
                name="only_an_admission_stands_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="memberentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("salt", None),
                    models.Q(("event", "admission"), _negated=True),
                    ("decision__isnull", False),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="who_is_admitted_was_decided",
                violation_error_message="Con quale decisione? Per chi ha fondato l'associazione scrivi l'atto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="memberentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event", "exclusion"), _negated=True),
                    ("decision__isnull", False),
                    _connector="OR",
                ),
                name="who_is_excluded_was_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="memberentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("salt", None),
                    models.Q(("event", "correction"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_book_correction_says_what",
                violation_error_message="Scrivi che cosa si rettifica.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "applied")),
                fields=("organization", "person"),
                name="one_application_at_a_time",
                violation_error_message="C'è già una domanda in attesa della decisione.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on", None), ("decision", None), ("state", "applied")),
                    models.Q(("decided_on__isnull", False), ("decision", None), ("state", "withdrawn")),
                    models.Q(
                        ("decided_on__isnull", False),
                        ("decision__isnull", False),
                        ("state__in", ["admitted", "refused"]),
                    ),
                    _connector="OR",
                ),
                name="an_application_is_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("refused_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_refusal_says_why",
                violation_error_message="Scrivi perché: chi ha fatto domanda ha diritto di saperlo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membershipapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("appeal_decision", None), ("appealed_on", None)),
                    models.Q(("refused_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="only_a_refusal_goes_to_the_assembly",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearlyaccounts",
            constraint=models.UniqueConstraint(
                fields=("organization", "year"),
                name="one_set_of_accounts_a_year",
                violation_error_message="Il bilancio di questo anno c'è già.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearlyaccounts",
            constraint=models.CheckConstraint(
                condition=models.Q(("deposit_number", ""), ("deposited_on__isnull", False), _connector="OR"),
                name="a_deposit_has_its_day",
                violation_error_message="Scrivi anche il giorno del deposito.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearlyfee",
            constraint=models.UniqueConstraint(
                fields=("organization", "year"),
                name="one_fee_a_year",
                violation_error_message="La quota di questo anno è già stabilita.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearlyfee",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)),
                name="a_fee_is_not_negative",
                violation_error_message="La quota è zero o più.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearlyfee",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__year", models.F("year"))),
                name="a_fee_is_due_in_its_year",
                violation_error_message="Il giorno deve essere nell'anno della quota.",
            ),
        ),
        migrations.AddConstraint(
            model_name="feepayment",
            constraint=models.UniqueConstraint(
                fields=("organization", "year", "number"), name="one_receipt_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="feepayment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)),
                fields=("member", "fee"),
                name="a_fee_is_paid_once",
                violation_error_message="Questa quota è già stata versata.",
            ),
        ),
        migrations.AddConstraint(
            model_name="feepayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("voided_at", None), ("voided_because", "")),
                    models.Q(("voided_at__isnull", False), models.Q(("voided_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_voided_receipt_says_why",
                violation_error_message="Scrivi perché la annulli.",
            ),
        ),
        migrations.RunSQL(BOOK + ASKING + PAYING, UNDONE),
    ]
