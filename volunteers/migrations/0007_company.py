"""The promises of company, and what is new of who may do a turn.

The answer of migration 0005, with two more conditions: nobody travels to a telephone, and the meetings of a pair are
of its volunteer alone. An open pair is born, and begins again, only together with a turn that its volunteer may do.
"""

from django.db import migrations

VERSION = """
CREATE OR REPLACE FUNCTION volunteers_rules_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '2026-12'::text $$;
"""
VERSION_BEFORE = """
CREATE OR REPLACE FUNCTION volunteers_rules_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '2026-11'::text $$;
"""

REFUSALS = """
CREATE OR REPLACE FUNCTION volunteers_refusals(requests uuid[], who uuid[])
RETURNS TABLE (request_id uuid, volunteer_id uuid, code text, fact jsonb) LANGUAGE sql STABLE AS $$
WITH pair AS MATERIALIZED (
  SELECT r.id AS request, v.id AS volunteer, v.person_id AS person, r.comune_id AS comune, r.place_id AS place,
         r.starts_at, r.ends_at, r.local_date AS first_day, (r.ends_at AT TIME ZONE 'Europe/Rome')::date AS last_day,
         r.local_start, r.local_end, r.cancelled_at, r.companionship_id AS pair_of, k.needed, k.youngest, k.is_remote,
         v.state, v.agreed_at, v.paid_from,
         v.paid_until, v.parent_met_on, p.birth_date,
         extract(year FROM age(r.local_date, p.birth_date))::int AS age
    FROM unnest(requests, who) AS asked(request, volunteer)
    JOIN volunteers_helprequest r ON r.id = asked.request
    JOIN volunteers_helpkind k ON k.id = r.kind_id
    JOIN volunteers_volunteer v ON v.id = asked.volunteer
    JOIN networking_person p ON p.id = v.person_id
)
SELECT request, volunteer, 'request_closed', '{}'::jsonb FROM pair WHERE cancelled_at IS NOT NULL
UNION ALL
-- The meetings of a pair are of its volunteer; of whom it takes the place of, to say goodbye; and of nobody else.
SELECT request, volunteer, 'not_of_this_pair', '{}' FROM pair
 WHERE pair_of IS NOT NULL AND NOT EXISTS (
   SELECT 1 FROM volunteers_companionship c LEFT JOIN volunteers_companionship before ON before.id = c.follows_id
    WHERE c.id = pair_of AND c.state <> 'ended' AND pair.volunteer IN (c.volunteer_id, before.volunteer_id))
UNION ALL
SELECT request, volunteer, 'not_active', jsonb_build_object('state', state) FROM pair WHERE state <> 'active'
UNION ALL
SELECT request, volunteer, 'no_agreement', '{}' FROM pair WHERE agreed_at IS NULL
UNION ALL
-- Art. 17, comma 1, D.Lgs. 117/2017: who is not in the register is not a volunteer, occasional ones included.
SELECT request, volunteer, 'not_registered', '{}' FROM pair
 WHERE NOT EXISTS (
   SELECT 1 FROM volunteers_registerentry e
    WHERE e.person_id = pair.person AND e.event = 'enrolment' AND e.effective_on <= first_day
      AND NOT EXISTS (SELECT 1 FROM volunteers_registerentry c
                       WHERE c.about_id = e.id AND c.event = 'cessation' AND c.effective_on <= last_day))
UNION ALL
-- Art. 18, and D.M. 6 October 2021: accidents, illness and harm to others, from the first minute to the last.
SELECT request, volunteer, 'not_insured', '{}' FROM pair
 WHERE NOT EXISTS (
   SELECT 1 FROM volunteers_insurancecover c JOIN volunteers_insurancepolicy i ON i.id = c.policy_id
    WHERE c.person_id = pair.person AND i.covers_accidents AND i.covers_illness AND i.covers_liability
      AND greatest(c.starts_on, i.starts_on) <= first_day AND least(c.ends_on, i.ends_on) > last_day)
UNION ALL
-- Art. 17, comma 5: whom the ente pays is not its volunteer.
SELECT request, volunteer, 'works_here', jsonb_build_object('until', paid_until) FROM pair
 WHERE paid_from <= last_day AND (paid_until IS NULL OR paid_until > first_day)
UNION ALL
SELECT request, volunteer, 'credential_missing', jsonb_build_object('kind', wanted.kind)
  FROM pair CROSS JOIN LATERAL unnest(needed) AS wanted(kind)
 WHERE NOT EXISTS (
   SELECT 1 FROM networking_credential c
    WHERE c.person_id = pair.person AND c.kind = wanted.kind AND c.revoked_at IS NULL
      AND c.granted_on <= first_day AND (c.expires_on IS NULL OR c.expires_on > last_day)
      AND (c.first_use_by IS NULL OR first_day < c.first_use_by OR EXISTS (
        SELECT 1 FROM volunteers_assignment d JOIN volunteers_helprequest h ON h.id = d.request_id
          JOIN volunteers_helpkind hk ON hk.id = h.kind_id
         WHERE d.volunteer_id = volunteer AND d.state IN ('accepted', 'done') AND h.id <> request
           AND c.kind = ANY (hk.needed) AND h.local_date < least(c.first_use_by, first_day))))
UNION ALL
SELECT request, volunteer, 'birth_date_unknown', '{}' FROM pair WHERE birth_date IS NULL
UNION ALL
SELECT request, volunteer, 'too_young', jsonb_build_object('age', age, 'youngest', youngest) FROM pair
 WHERE age < youngest
UNION ALL
SELECT request, volunteer, 'no_parent_consent', '{}' FROM pair
 WHERE age < 18 AND NOT EXISTS (
   SELECT 1 FROM networking_consent c
    WHERE c.person_id = pair.person AND c.purpose = 'volunteering' AND c.withdrawn_at IS NULL)
UNION ALL
SELECT request, volunteer, 'parent_not_met', '{}' FROM pair WHERE age < 18 AND parent_met_on IS NULL
UNION ALL
-- Before eighteen no turn touches the hours from ten in the evening to six (as art. 15, L. 977/1967 has it for work).
SELECT request, volunteer, 'at_night', '{}' FROM pair
 WHERE age < 18 AND (local_end < local_start OR local_start < '06:00' OR local_end > '22:00')
UNION ALL
SELECT request, volunteer, 'no_adult_beside', '{}' FROM pair
 WHERE age < 18 AND NOT EXISTS (
   SELECT 1 FROM volunteers_assignment a JOIN volunteers_volunteer v ON v.id = a.volunteer_id
     JOIN networking_person p ON p.id = v.person_id
    WHERE a.request_id = pair.request AND a.state IN ('accepted', 'done') AND a.volunteer_id <> pair.volunteer
      AND extract(year FROM age(pair.first_day, p.birth_date)) >= 18)
UNION ALL
SELECT request, volunteer, 'busy',
       jsonb_build_object('request', o.id, 'minutes', least(
         CASE WHEN same THEN 0 ELSE volunteers_travel(o.comune_id, pair.comune, first_day) END, 1440))
  FROM pair
  JOIN volunteers_assignment a ON a.volunteer_id = pair.volunteer AND a.state IN ('accepted', 'done')
  JOIN volunteers_helprequest o ON o.id = a.request_id AND o.id <> pair.request
  JOIN volunteers_helpkind ok ON ok.id = o.kind_id
  -- Nobody travels to a telephone.
  CROSS JOIN LATERAL (
    SELECT pair.is_remote OR ok.is_remote OR (o.place_id IS NOT NULL AND o.place_id = pair.place) AS same) AS at
 WHERE o.starts_at < pair.ends_at + CASE WHEN same THEN interval '0'
         ELSE volunteers_travel(pair.comune, o.comune_id, pair.last_day) * interval '1 minute' END
   AND o.ends_at > pair.starts_at - CASE WHEN same THEN interval '0'
         ELSE volunteers_travel(o.comune_id, pair.comune, pair.first_day) * interval '1 minute' END
UNION ALL
SELECT request, volunteer, 'leads_elsewhere', jsonb_build_object('session', s.session_id)
  FROM pair JOIN laboratories_sessionstaff s ON s.person_id = pair.person AND s.is_active
   AND s.during && tstzrange(starts_at, ends_at)
   AND s.session_id IS DISTINCT FROM (SELECT r.session_id FROM volunteers_helprequest r WHERE r.id = pair.request)
$$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION volunteers_refusals(requests uuid[], who uuid[])
RETURNS TABLE (request_id uuid, volunteer_id uuid, code text, fact jsonb) LANGUAGE sql STABLE AS $$
WITH pair AS MATERIALIZED (
  SELECT r.id AS request, v.id AS volunteer, v.person_id AS person, r.comune_id AS comune, r.place_id AS place,
         r.starts_at, r.ends_at, r.local_date AS first_day, (r.ends_at AT TIME ZONE 'Europe/Rome')::date AS last_day,
         r.local_start, r.local_end, r.cancelled_at, k.needed, k.youngest, v.state, v.agreed_at, v.paid_from,
         v.paid_until, v.parent_met_on, p.birth_date,
         extract(year FROM age(r.local_date, p.birth_date))::int AS age
    FROM unnest(requests, who) AS asked(request, volunteer)
    JOIN volunteers_helprequest r ON r.id = asked.request
    JOIN volunteers_helpkind k ON k.id = r.kind_id
    JOIN volunteers_volunteer v ON v.id = asked.volunteer
    JOIN networking_person p ON p.id = v.person_id
)
SELECT request, volunteer, 'request_closed', '{}'::jsonb FROM pair WHERE cancelled_at IS NOT NULL
UNION ALL
SELECT request, volunteer, 'not_active', jsonb_build_object('state', state) FROM pair WHERE state <> 'active'
UNION ALL
SELECT request, volunteer, 'no_agreement', '{}' FROM pair WHERE agreed_at IS NULL
UNION ALL
-- Art. 17, comma 1, D.Lgs. 117/2017: who is not in the register is not a volunteer, occasional ones included.
SELECT request, volunteer, 'not_registered', '{}' FROM pair
 WHERE NOT EXISTS (
   SELECT 1 FROM volunteers_registerentry e
    WHERE e.person_id = pair.person AND e.event = 'enrolment' AND e.effective_on <= first_day
      AND NOT EXISTS (SELECT 1 FROM volunteers_registerentry c
                       WHERE c.about_id = e.id AND c.event = 'cessation' AND c.effective_on <= last_day))
UNION ALL
-- Art. 18, and D.M. 6 October 2021: accidents, illness and harm to others, from the first minute to the last.
SELECT request, volunteer, 'not_insured', '{}' FROM pair
 WHERE NOT EXISTS (
   SELECT 1 FROM volunteers_insurancecover c JOIN volunteers_insurancepolicy i ON i.id = c.policy_id
    WHERE c.person_id = pair.person AND i.covers_accidents AND i.covers_illness AND i.covers_liability
      AND greatest(c.starts_on, i.starts_on) <= first_day AND least(c.ends_on, i.ends_on) > last_day)
UNION ALL
-- Art. 17, comma 5: whom the ente pays is not its volunteer.
SELECT request, volunteer, 'works_here', jsonb_build_object('until', paid_until) FROM pair
 WHERE paid_from <= last_day AND (paid_until IS NULL OR paid_until > first_day)
UNION ALL
SELECT request, volunteer, 'credential_missing', jsonb_build_object('kind', wanted.kind)
  FROM pair CROSS JOIN LATERAL unnest(needed) AS wanted(kind)
 WHERE NOT EXISTS (
   SELECT 1 FROM networking_credential c
    WHERE c.person_id = pair.person AND c.kind = wanted.kind AND c.revoked_at IS NULL
      AND c.granted_on <= first_day AND (c.expires_on IS NULL OR c.expires_on > last_day)
      AND (c.first_use_by IS NULL OR first_day < c.first_use_by OR EXISTS (
        SELECT 1 FROM volunteers_assignment d JOIN volunteers_helprequest h ON h.id = d.request_id
          JOIN volunteers_helpkind hk ON hk.id = h.kind_id
         WHERE d.volunteer_id = volunteer AND d.state IN ('accepted', 'done') AND h.id <> request
           AND c.kind = ANY (hk.needed) AND h.local_date < least(c.first_use_by, first_day))))
UNION ALL
SELECT request, volunteer, 'birth_date_unknown', '{}' FROM pair WHERE birth_date IS NULL
UNION ALL
SELECT request, volunteer, 'too_young', jsonb_build_object('age', age, 'youngest', youngest) FROM pair
 WHERE age < youngest
UNION ALL
SELECT request, volunteer, 'no_parent_consent', '{}' FROM pair
 WHERE age < 18 AND NOT EXISTS (
   SELECT 1 FROM networking_consent c
    WHERE c.person_id = pair.person AND c.purpose = 'volunteering' AND c.withdrawn_at IS NULL)
UNION ALL
SELECT request, volunteer, 'parent_not_met', '{}' FROM pair WHERE age < 18 AND parent_met_on IS NULL
UNION ALL
-- Before eighteen no turn touches the hours from ten in the evening to six (as art. 15, L. 977/1967 has it for work).
SELECT request, volunteer, 'at_night', '{}' FROM pair
 WHERE age < 18 AND (local_end < local_start OR local_start < '06:00' OR local_end > '22:00')
UNION ALL
SELECT request, volunteer, 'no_adult_beside', '{}' FROM pair
 WHERE age < 18 AND NOT EXISTS (
   SELECT 1 FROM volunteers_assignment a JOIN volunteers_volunteer v ON v.id = a.volunteer_id
     JOIN networking_person p ON p.id = v.person_id
    WHERE a.request_id = pair.request AND a.state IN ('accepted', 'done') AND a.volunteer_id <> pair.volunteer
      AND extract(year FROM age(pair.first_day, p.birth_date)) >= 18)
UNION ALL
SELECT request, volunteer, 'busy',
       jsonb_build_object('request', o.id, 'minutes', least(
         CASE WHEN same THEN 0 ELSE volunteers_travel(o.comune_id, pair.comune, first_day) END, 1440))
  FROM pair
  JOIN volunteers_assignment a ON a.volunteer_id = pair.volunteer AND a.state IN ('accepted', 'done')
  JOIN volunteers_helprequest o ON o.id = a.request_id AND o.id <> pair.request
  CROSS JOIN LATERAL (SELECT o.place_id IS NOT NULL AND o.place_id = pair.place AS same) AS at
 WHERE o.starts_at < pair.ends_at + CASE WHEN same THEN interval '0'
         ELSE volunteers_travel(pair.comune, o.comune_id, pair.last_day) * interval '1 minute' END
   AND o.ends_at > pair.starts_at - CASE WHEN same THEN interval '0'
         ELSE volunteers_travel(o.comune_id, pair.comune, pair.first_day) * interval '1 minute' END
UNION ALL
SELECT request, volunteer, 'leads_elsewhere', jsonb_build_object('session', s.session_id)
  FROM pair JOIN laboratories_sessionstaff s ON s.person_id = pair.person AND s.is_active
   AND s.during && tstzrange(starts_at, ends_at)
   AND s.session_id IS DISTINCT FROM (SELECT r.session_id FROM volunteers_helprequest r WHERE r.id = pair.request)
$$;
"""

# What is promised of a pair, whoever writes it.
PAIRS = """
CREATE FUNCTION volunteers_pair_refused(promise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', promise USING ERRCODE = '23514', CONSTRAINT = promise, TABLE = 'volunteers_companionship';
END $$;

CREATE FUNCTION volunteers_pair_promises() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE who uuid; help volunteers_helpkind;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.person_id, NEW.volunteer_id) IS DISTINCT FROM (OLD.person_id, OLD.volunteer_id) THEN
      PERFORM volunteers_pair_refused('a_pair_is_of_the_same_two');
    END IF;
    IF OLD.state = 'ended' AND NEW.state <> 'ended' THEN
      PERFORM volunteers_pair_refused('a_pair_that_ended_is_over');
    END IF;
  ELSIF NEW.state = 'paused' THEN
    PERFORM volunteers_pair_refused('a_pair_begins_by_meeting');
  END IF;
  IF NEW.state <> 'active' THEN
    RETURN NEW;
  END IF;
  SELECT * INTO help FROM volunteers_helpkind WHERE id = NEW.kind_id;
  IF NOT help.is_with_frail_people THEN
    PERFORM volunteers_pair_refused('company_is_a_help_for_frail_people');
  END IF;
  IF help.is_remote IS DISTINCT FROM (NEW.form = 'telephone') THEN
    PERFORM volunteers_pair_refused('only_calls_are_made_from_home');
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'active' THEN
    RETURN NEW;
  END IF;
  SELECT person_id INTO who FROM volunteers_volunteer WHERE id = NEW.volunteer_id;
  IF who = NEW.person_id THEN
    PERFORM volunteers_pair_refused('nobody_keeps_themselves_company');
  END IF;
  -- Also a parent of who has come of age: who is family needs no volunteer to be it.
  IF EXISTS (SELECT 1 FROM networking_guardianship g WHERE (g.ends_on IS NULL OR g.ends_on > current_date)
              AND ((g.guardian_id, g.child_id) = (who, NEW.person_id) OR (g.guardian_id, g.child_id) = (NEW.person_id, who)))
  THEN
    PERFORM volunteers_pair_refused('who_answers_for_somebody_is_not_their_pair');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM networking_consent c WHERE c.person_id = NEW.person_id AND c.purpose = 'companionship'
                  AND c.withdrawn_at IS NULL) THEN
    PERFORM volunteers_pair_refused('company_only_with_a_yes');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER promises BEFORE INSERT OR UPDATE ON volunteers_companionship
  FOR EACH ROW EXECUTE FUNCTION volunteers_pair_promises();

-- Looked at when everything has been written: a pair that is on has a turn of its own, which only who may accepts.
CREATE FUNCTION volunteers_pair_has_a_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM volunteers_companionship WHERE id = NEW.id AND state = 'active')
     AND NOT EXISTS (
       SELECT 1 FROM volunteers_assignment a JOIN volunteers_helprequest r ON r.id = a.request_id
        WHERE r.companionship_id = NEW.id AND a.volunteer_id = NEW.volunteer_id AND a.state = 'accepted'
          AND (TG_OP = 'INSERT' OR r.ends_at > statement_timestamp())) THEN
    PERFORM volunteers_pair_refused('only_who_may_keeps_company');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_pair_is_made_with_its_turn AFTER INSERT ON volunteers_companionship
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'active') EXECUTE FUNCTION volunteers_pair_has_a_turn();
CREATE CONSTRAINT TRIGGER a_pair_begins_again_with_its_turn AFTER UPDATE OF state ON volunteers_companionship
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'active' AND OLD.state <> 'active')
  EXECUTE FUNCTION volunteers_pair_has_a_turn();

CREATE FUNCTION volunteers_pair_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteers_look_again(
    NULL, (SELECT coalesce(array_agg(id), '{}') FROM volunteers_helprequest WHERE companionship_id = NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER UPDATE OF state ON volunteers_companionship FOR EACH ROW
  WHEN (NEW.state = 'ended' AND OLD.state <> 'ended') EXECUTE FUNCTION volunteers_pair_ended();

-- A pair that is forgotten leaves no turn that waits for somebody.
CREATE FUNCTION volunteers_pair_forgotten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ends_at > statement_timestamp() THEN
    UPDATE volunteers_assignment SET state = 'cancelled'
     WHERE request_id = NEW.id AND state IN ('proposed', 'invited', 'accepted', 'suspended');
    UPDATE volunteers_helprequest SET cancelled_at = statement_timestamp()
     WHERE id = NEW.id AND cancelled_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pair_forgotten AFTER UPDATE OF companionship_id ON volunteers_helprequest FOR EACH ROW
  WHEN (OLD.companionship_id IS NOT NULL AND NEW.companionship_id IS NULL) EXECUTE FUNCTION volunteers_pair_forgotten();
"""
NO_PAIRS = """
DROP TRIGGER pair_forgotten ON volunteers_helprequest;
DROP FUNCTION volunteers_pair_forgotten();
DROP TRIGGER look_again ON volunteers_companionship;
DROP FUNCTION volunteers_pair_ended();
DROP TRIGGER a_pair_begins_again_with_its_turn ON volunteers_companionship;
DROP TRIGGER a_pair_is_made_with_its_turn ON volunteers_companionship;
DROP FUNCTION volunteers_pair_has_a_turn();
DROP TRIGGER promises ON volunteers_companionship;
DROP FUNCTION volunteers_pair_promises();
DROP FUNCTION volunteers_pair_refused(text);
"""

WORDS = """
-- A note stays as it was written; whom it leads to may be forgotten.
CREATE FUNCTION volunteers_note_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.by_id IS NULL OR NEW.by_id = OLD.by_id) AND (NEW.turn_id IS NULL OR NEW.turn_id = OLD.turn_id)
     AND to_jsonb(NEW) - 'by_id' - 'turn_id' = to_jsonb(OLD) - 'by_id' - 'turn_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a_note_stays_as_written' USING ERRCODE = '23514', CONSTRAINT = 'a_note_stays_as_written',
    TABLE = 'volunteers_companionshipnote';
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON volunteers_companionshipnote
  FOR EACH ROW EXECUTE FUNCTION volunteers_note_stays();

-- The yes to a referral is of an adult who speaks for themselves, or of who answers for the person.
CREATE FUNCTION volunteers_referral_with_a_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.person_id = OLD.person_id
     AND (NEW.agreed_through, NEW.agreed_on) IS NOT DISTINCT FROM (OLD.agreed_through, OLD.agreed_on)
     AND (NEW.agreed_by_id IS NULL OR NEW.agreed_by_id = OLD.agreed_by_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' AND (
       NEW.agreed_by_id = NEW.person_id AND NOT EXISTS (
         SELECT 1 FROM networking_person p WHERE p.id = NEW.person_id
            AND p.birth_date > (current_date - interval '18 years')::date)
       OR EXISTS (
         SELECT 1 FROM networking_guardianship g WHERE g.guardian_id = NEW.agreed_by_id AND g.child_id = NEW.person_id
            AND g.starts_on <= NEW.agreed_on AND (g.ends_on IS NULL OR g.ends_on > NEW.agreed_on))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a_yes_is_of_who_may_say_it' USING ERRCODE = '23514', CONSTRAINT = 'a_yes_is_of_who_may_say_it',
    TABLE = 'volunteers_referral';
END $$;
CREATE TRIGGER with_a_yes BEFORE INSERT OR UPDATE ON volunteers_referral
  FOR EACH ROW EXECUTE FUNCTION volunteers_referral_with_a_yes();
"""
NO_WORDS = """
DROP TRIGGER with_a_yes ON volunteers_referral;
DROP FUNCTION volunteers_referral_with_a_yes();
DROP TRIGGER stays ON volunteers_companionshipnote;
DROP FUNCTION volunteers_note_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0006_companionships")]

    operations = [
        migrations.RunSQL(VERSION, VERSION_BEFORE),
        migrations.RunSQL(REFUSALS, AS_BEFORE),
        migrations.RunSQL(PAIRS, NO_PAIRS),
        migrations.RunSQL(WORDS, NO_WORDS),
    ]
