"""Rules that freeze once adopted, meetings that freeze once convened, and what was sent to convene them.

What was convened is changed only by a new notice: each trigger looks whether the last notice says the very same.
Two functions are for the migrations that follow too: `governance_refuse`, `governance_days_of_notice`.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

REFUSING = """
CREATE FUNCTION governance_refuse(promise text, about text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', promise USING ERRCODE = '23514', CONSTRAINT = promise, TABLE = about;
END $$;
"""
RULES = """
CREATE FUNCTION governance_rules_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE known integer; asked integer;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.is_adopted THEN
    PERFORM governance_refuse('an_adopted_rule_is_never_changed', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.is_adopted THEN
    SELECT count(*) INTO known FROM governance_matterrule m
     WHERE m.rule_id = NEW.id AND (m.call = 1 OR NEW.has_second_call);
    asked := CASE WHEN NEW.has_second_call THEN 12 ELSE 6 END;
    IF known < asked THEN
      PERFORM governance_refuse('adopted_rules_know_every_matter', TG_TABLE_NAME);
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rules_stay BEFORE INSERT OR UPDATE OR DELETE ON governance_bodyrule
  FOR EACH ROW EXECUTE FUNCTION governance_rules_stay();

CREATE FUNCTION governance_matters_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE adopted boolean;
BEGIN
  -- Whoever adopts the rules meanwhile waits for us, or we for them.
  SELECT bool_or(r.is_adopted) INTO adopted FROM (
    SELECT b.is_adopted FROM governance_bodyrule b
     WHERE b.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.rule_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.rule_id END)
       FOR SHARE) r;
  IF adopted THEN
    PERFORM governance_refuse('an_adopted_rule_is_never_changed', TG_TABLE_NAME);
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER matters_stay BEFORE INSERT OR UPDATE OR DELETE ON governance_matterrule
  FOR EACH ROW EXECUTE FUNCTION governance_matters_stay();
"""
NOTICES = """
-- The whole days of notice: those that pass from the day of sending (not counted) to that of the first call (counted).
CREATE FUNCTION governance_days_of_notice(sent timestamptz, called timestamptz) RETURNS integer
  LANGUAGE sql IMMUTABLE AS $$
  SELECT (called AT TIME ZONE 'Europe/Rome')::date - (sent AT TIME ZONE 'Europe/Rome')::date
$$;

CREATE FUNCTION governance_last_notice(wanted uuid) RETURNS governance_convocation LANGUAGE sql STABLE AS $$
  SELECT * FROM governance_convocation c WHERE c.meeting_id = wanted ORDER BY c.revision DESC LIMIT 1
$$;

CREATE FUNCTION governance_refuse_short_notice(meant governance_bodyrule, called timestamptz,
                                               notice governance_convocation) RETURNS void LANGUAGE plpgsql AS $$
DECLARE days integer := governance_days_of_notice(notice.sent_at, called);
BEGIN
  IF notice.sent_at >= called OR (days < meant.notice_days AND meant.late_notice = 'refused') THEN
    PERFORM governance_refuse('the_notice_is_long_enough', 'governance_meeting');
  END IF;
  IF days < meant.notice_days AND btrim(notice.late_because) = '' THEN
    PERFORM governance_refuse('a_late_notice_says_why', 'governance_meeting');
  END IF;
END $$;

CREATE FUNCTION governance_send_notice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  meant governance_meeting;
  before governance_convocation;
  rule governance_bodyrule;
BEGIN
  SELECT * INTO meant FROM governance_meeting m WHERE m.id = NEW.meeting_id FOR NO KEY UPDATE;
  before := governance_last_notice(NEW.meeting_id);
  IF NEW.revision <> coalesce(before.revision, 0) + 1 THEN
    PERFORM governance_refuse('notices_follow_one_another', TG_TABLE_NAME);
  END IF;
  IF NEW.digest <> encode(sha256(convert_to(NEW.agenda, 'UTF8')), 'hex') THEN
    PERFORM governance_refuse('the_digest_is_of_the_agenda', TG_TABLE_NAME);
  END IF;
  IF meant.state = 'called_off' OR NEW.sent_at > meant.opened_at OR NEW.sent_at < before.sent_at THEN
    PERFORM governance_refuse('a_notice_comes_before_the_meeting', TG_TABLE_NAME);
  END IF;
  -- A point added afterwards needs the same days.
  IF NEW.revision > 1 AND NEW.kind = 'changed' AND EXISTS (
       SELECT 1 FROM jsonb_array_elements(NEW.agenda::jsonb->'items') item
        WHERE NOT (before.agenda::jsonb->'items') @> jsonb_build_array(jsonb_build_object('id', item->>'id'))) THEN
    SELECT * INTO rule FROM governance_bodyrule b WHERE b.id = meant.rule_id;
    PERFORM governance_refuse_short_notice(rule, NEW.first_call_at, NEW);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER send_notice BEFORE INSERT ON governance_convocation
  FOR EACH ROW EXECUTE FUNCTION governance_send_notice();
"""
AGENDAS = """
-- Whether the last notice of a meeting has this very point, in this very place.
CREATE FUNCTION governance_notice_says(item governance_agendaitem) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((governance_last_notice(item.meeting_id)).agenda::jsonb->'items' @> jsonb_build_array(
    jsonb_build_object('id', item.id::text, 'parent', item.parent_id::text, 'position', item.position,
      'title', item.title, 'text', item.text, 'proposal', item.proposal, 'matter', item.matter,
      'minutes', item.minutes, 'rapporteur', item.rapporteur, 'is_reserved', item.is_reserved)), false)
$$;
CREATE FUNCTION governance_notice_names(meeting uuid, item uuid, sent integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM governance_convocation c WHERE c.meeting_id = meeting
    AND (sent IS NULL AND c.revision = (SELECT max(l.revision) FROM governance_convocation l WHERE l.meeting_id = meeting)
         OR c.revision = sent)
    AND c.agenda::jsonb->'items' @> jsonb_build_array(jsonb_build_object('id', item::text)))
$$;

CREATE FUNCTION governance_keep_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE state varchar; was governance_agendaitem; now_is governance_agendaitem;
BEGIN
  -- Who convenes it meanwhile holds the meeting: what they froze is frozen for us too.
  SELECT m.state INTO state FROM governance_meeting m
   WHERE m.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END FOR SHARE;
  IF TG_OP = 'DELETE' THEN
    IF state <> 'draft' AND NOT (state = 'convened' AND NOT governance_notice_names(OLD.meeting_id, OLD.id, NULL)) THEN
      PERFORM governance_refuse('the_agenda_is_frozen_once_convened', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    was := OLD; now_is := NEW;
    was.outcome := now_is.outcome;
    IF was IS NOT DISTINCT FROM now_is THEN
      RETURN NEW;
    END IF;
    IF NEW.meeting_id <> OLD.meeting_id THEN
      PERFORM governance_refuse('the_agenda_is_frozen_once_convened', TG_TABLE_NAME);
    END IF;
  END IF;
  IF NEW.notified_in IS NOT NULL AND NOT governance_notice_names(NEW.meeting_id, NEW.id, NEW.notified_in) THEN
    PERFORM governance_refuse('what_is_notified_was_in_a_notice', TG_TABLE_NAME);
  END IF;
  -- What comes up while they sit was in no notice, and says so.
  IF state = 'draft' OR (state = 'open' AND NEW.notified_in IS NULL AND (TG_OP = 'INSERT' OR OLD.notified_in IS NULL)) THEN
    RETURN NEW;
  END IF;
  IF NEW.notified_in IS NULL OR NOT governance_notice_says(NEW) THEN
    PERFORM governance_refuse('the_agenda_is_frozen_once_convened', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_agenda BEFORE INSERT OR UPDATE OR DELETE ON governance_agendaitem
  FOR EACH ROW EXECUTE FUNCTION governance_keep_agenda();
"""
MEETINGS = """
CREATE FUNCTION governance_convene(meant governance_meeting, notice governance_convocation) RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  IF notice.id IS NULL OR meant.convened_at IS DISTINCT FROM notice.sent_at THEN
    PERFORM governance_refuse('convened_with_a_notice', 'governance_meeting');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM governance_bodyrule b
                  WHERE b.id = meant.rule_id AND b.body_id = meant.body_id AND b.is_adopted) THEN
    PERFORM governance_refuse('convened_under_rules_of_its_own', 'governance_meeting');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM governance_agendaitem i WHERE i.meeting_id = meant.id) OR EXISTS (
       SELECT 1 FROM governance_agendaitem i WHERE i.meeting_id = meant.id
          AND (i.notified_in IS NULL OR NOT governance_notice_says(i))) THEN
    PERFORM governance_refuse('convened_on_the_agenda_of_its_notice', 'governance_meeting');
  END IF;
END $$;

CREATE FUNCTION governance_keep_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  notice governance_convocation;
  rule governance_bodyrule;
  is_convening boolean;
  is_moved boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN
      PERFORM governance_refuse('what_was_convened_stays', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      PERFORM governance_refuse('a_meeting_begins_as_a_draft', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'convened'), ('convened', 'open'),
       ('open', 'closed'), ('draft', 'called_off'), ('convened', 'called_off')) THEN
    PERFORM governance_refuse('a_meeting_goes_on_step_by_step', TG_TABLE_NAME);
  END IF;
  IF OLD.state = 'draft' AND NEW.state IN ('draft', 'called_off') THEN
    RETURN NEW;
  END IF;
  IF OLD.state <> 'draft' AND (NEW.body_id, NEW.rule_id, NEW.convened_at)
       IS DISTINCT FROM (OLD.body_id, OLD.rule_id, OLD.convened_at) THEN
    PERFORM governance_refuse('rules_are_frozen_once_convened', TG_TABLE_NAME);
  END IF;
  is_convening := OLD.state = 'draft';
  is_moved := (NEW.first_call_at, NEW.second_call_at, NEW.mode, NEW.place, NEW.link)
    IS DISTINCT FROM (OLD.first_call_at, OLD.second_call_at, OLD.mode, OLD.place, OLD.link);
  IF NOT (is_convening OR is_moved) THEN
    RETURN NEW;
  END IF;
  notice := governance_last_notice(NEW.id);
  IF is_convening THEN
    PERFORM governance_convene(NEW, notice);
  END IF;
  IF NEW.state <> 'convened' OR (NEW.first_call_at, NEW.second_call_at, NEW.mode, NEW.place, NEW.link)
       IS DISTINCT FROM (notice.first_call_at, notice.second_call_at, notice.mode, notice.place, notice.link) THEN
    PERFORM governance_refuse('what_was_convened_is_changed_by_a_notice', TG_TABLE_NAME);
  END IF;
  SELECT * INTO rule FROM governance_bodyrule b WHERE b.id = NEW.rule_id;
  IF NEW.second_call_at IS NOT NULL AND (NOT rule.has_second_call
       OR NEW.second_call_at < NEW.first_call_at + make_interval(hours => rule.hours_to_second_call)) THEN
    PERFORM governance_refuse('the_second_call_follows_the_rules', TG_TABLE_NAME);
  END IF;
  IF NEW.mode <> 'in_person' AND NOT rule.may_be_remote THEN
    PERFORM governance_refuse('nobody_from_afar_where_rules_forbid', TG_TABLE_NAME);
  END IF;
  IF is_convening OR NEW.first_call_at <> OLD.first_call_at THEN
    PERFORM governance_refuse_short_notice(rule, NEW.first_call_at, notice);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_meeting BEFORE INSERT OR UPDATE OR DELETE ON governance_meeting
  FOR EACH ROW EXECUTE FUNCTION governance_keep_meeting();
"""
PROOFS = """
CREATE FUNCTION governance_summonses_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.meeting_id, NEW.person_id, NEW.summoned_at) IS NOT DISTINCT FROM
       (OLD.id, OLD.meeting_id, OLD.person_id, OLD.summoned_at)
     AND (NEW.name = OLD.name OR NEW.name = '')
     AND (OLD.seen_at IS NULL OR NEW.seen_at = OLD.seen_at) THEN
    RETURN NEW;
  END IF;
  PERFORM governance_refuse('a_proof_is_never_changed', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER summonses_stay BEFORE UPDATE OR DELETE ON governance_summons
  FOR EACH ROW EXECUTE FUNCTION governance_summonses_stay();

CREATE FUNCTION governance_deliveries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.convocation_id, NEW.summons_id, NEW.person_id, NEW.notice_key, NEW.queued_at)
       IS NOT DISTINCT FROM
       (OLD.id, OLD.convocation_id, OLD.summons_id, OLD.person_id, OLD.notice_key, OLD.queued_at)
     AND (NEW.name = OLD.name OR NEW.name = '')
     AND (OLD.sent_at IS NULL OR (NEW.sent_at, NEW.channel, NEW.state) = (OLD.sent_at, OLD.channel, OLD.state))
     AND (OLD.read_at IS NULL OR NEW.read_at = OLD.read_at) THEN
    RETURN NEW;
  END IF;
  PERFORM governance_refuse('a_proof_is_never_changed', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER deliveries_stay BEFORE UPDATE OR DELETE ON governance_delivery
  FOR EACH ROW EXECUTE FUNCTION governance_deliveries_stay();
"""
UNDONE = """
DROP TRIGGER deliveries_stay ON governance_delivery;
DROP FUNCTION governance_deliveries_stay();
DROP TRIGGER summonses_stay ON governance_summons;
DROP FUNCTION governance_summonses_stay();
DROP TRIGGER keep_meeting ON governance_meeting;
DROP FUNCTION governance_keep_meeting();
DROP FUNCTION governance_convene(governance_meeting, governance_convocation);
DROP TRIGGER keep_agenda ON governance_agendaitem;
DROP FUNCTION governance_keep_agenda();
DROP FUNCTION governance_notice_names(uuid, uuid, integer);
DROP FUNCTION governance_notice_says(governance_agendaitem);
DROP TRIGGER send_notice ON governance_convocation;
DROP FUNCTION governance_send_notice();
DROP FUNCTION governance_refuse_short_notice(governance_bodyrule, timestamptz, governance_convocation);
DROP FUNCTION governance_last_notice(uuid);
DROP FUNCTION governance_days_of_notice(timestamptz, timestamptz);
DROP TRIGGER matters_stay ON governance_matterrule;
DROP FUNCTION governance_matters_stay();
DROP TRIGGER rules_stay ON governance_bodyrule;
DROP FUNCTION governance_rules_stay();
DROP FUNCTION governance_refuse(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0025_consent_to_company"),
        ("governance", "0001_bodies_and_meetings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Convocation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("revision", models.PositiveSmallIntegerField(verbose_name="avviso n.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("convened", "convocazione"),
                            ("changed", "modifica"),
                            ("called_off", "annullamento"),
                        ],
                        default="convened",
                        max_length=10,
                        verbose_name="che avviso è",
                    ),
                ),
                ("first_call_at", models.DateTimeField(verbose_name="prima convocazione")),
                (
                    "second_call_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="seconda convocazione"),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("in_person", "in presenza"),
                            ("remote", "a distanza"),
                            ("mixed", "in presenza e a distanza"),
                        ],
                        max_length=10,
                        verbose_name="come ci si riunisce",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="dove")),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="indirizzo del collegamento"),
                ),
                ("agenda", models.TextField(verbose_name="ordine del giorno")),
                ("digest", models.CharField(max_length=64, verbose_name="impronta dell'ordine del giorno")),
                (
                    "changes",
                    models.TextField(blank=True, max_length=4000, verbose_name="che cosa è cambiato"),
                ),
                (
                    "late_because",
                    models.CharField(blank=True, max_length=300, verbose_name="perché il preavviso è breve"),
                ),
                ("sent_at", models.DateTimeField(verbose_name="inviato il")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="convocations",
                        to="governance.meeting",
                        verbose_name="riunione",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="inviato da",
                    ),
                ),
            ],
            options={
                "verbose_name": "avviso di convocazione",
                "verbose_name_plural": "avvisi di convocazione",
                "ordering": ["meeting", "revision"],
            },
        ),
        migrations.CreateModel(
            name="Summons",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("summoned_at", models.DateTimeField(verbose_name="chiamata o chiamato il")),
                (
                    "seen_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ha aperto la pagina il"),
                ),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "non ha risposto"),
                            ("comes", "viene"),
                            ("remote", "partecipa a distanza"),
                            ("absent", "non viene"),
                            ("proxy", "dà una delega"),
                        ],
                        default="",
                        max_length=7,
                        verbose_name="risposta",
                    ),
                ),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="ha risposto il")),
                (
                    "replied_by_name",
                    models.CharField(blank=True, max_length=170, verbose_name="ha risposto (nome)"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="summonses",
                        to="governance.meeting",
                        verbose_name="riunione",
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
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="ha risposto",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiamata a una riunione",
                "verbose_name_plural": "chiamate alle riunioni",
                "ordering": ["meeting", "name"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "notice_key",
                    models.CharField(
                        max_length=200, unique=True, verbose_name="avviso della posta in uscita"
                    ),
                ),
                ("queued_at", models.DateTimeField(verbose_name="affidato alla posta in uscita il")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "e-mail"),
                            ("sms", "SMS"),
                            ("phone", "telefonata"),
                            ("letter", "lettera"),
                            ("pages", "solo nella mia area"),
                        ],
                        max_length=10,
                        verbose_name="canale",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "in attesa"),
                            ("sending", "in partenza"),
                            ("printed", "stampato, da imbucare"),
                            ("sent", "partito"),
                            ("withdrawn", "ritirato"),
                            ("dead", "non consegnato"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="partito il")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="letto il")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="perché non è partito")),
                (
                    "convocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="governance.convocation",
                        verbose_name="avviso",
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
                    "summons",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="governance.summons",
                        verbose_name="chi è chiamata o chiamato",
                    ),
                ),
            ],
            options={
                "verbose_name": "recapito di un avviso",
                "verbose_name_plural": "recapiti degli avvisi",
                "ordering": ["convocation", "name"],
            },
        ),
        migrations.AddConstraint(
            model_name="convocation",
            constraint=models.UniqueConstraint(fields=("meeting", "revision"), name="one_notice_a_revision"),
        ),
        migrations.AddConstraint(
            model_name="convocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "convened"), ("revision", 1)),
                    models.Q(("revision__gt", 1), models.Q(("kind", "convened"), _negated=True)),
                    _connector="OR",
                ),
                name="the_first_notice_convenes",
            ),
        ),
        migrations.AddIndex(
            model_name="summons",
            index=models.Index(fields=["person", "-summoned_at"], name="summonses_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="summons",
            constraint=models.UniqueConstraint(
                fields=("meeting", "person"), name="summoned_once_to_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="summons",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replied_at", None), ("reply", "")),
                    models.Q(models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_reply_says_when",
            ),
        ),
        migrations.RunSQL(REFUSING + RULES + NOTICES + AGENDAS + MEETINGS + PROOFS, UNDONE),
    ]
