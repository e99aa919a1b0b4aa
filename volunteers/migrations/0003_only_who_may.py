"""Who may do a turn is said in one place, which every writer passes: pages, admin, imports, shell, and SQL by hand.

`volunteers_refusals` gives, for pairs of a request and a volunteer, one row for each reason against. The trigger of
assignments refuses whoever has one, writes the proof for who has none, and counts places. Whatever changes what was
proven (a state, a cover, an entry of the register, a kind of help, a date) looks again in its own transaction; what
changes on the floors below, and time itself, `volunteers_look_again()` finds every minute.

Locks are taken in one order: volunteer, then request.
"""

from django.db import migrations

REFUSALS = """
CREATE FUNCTION volunteers_rules_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '2026-11'::text $$;

CREATE FUNCTION volunteers_is_winter(day date) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT extract(month FROM day) IN (12, 1, 2, 3)
$$;

-- Minutes from one comune to another on a day; within one, and where nobody has written them, what we assume.
CREATE FUNCTION volunteers_travel(origin bigint, destination bigint, day date) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT CASE WHEN volunteers_is_winter(day) THEN t.winter_minutes ELSE t.minutes END
       FROM networking_traveltime t WHERE t.origin_id = origin AND t.destination_id = destination),
    CASE WHEN origin = destination THEN 10 ELSE 60 END)
$$;

CREATE FUNCTION volunteers_refusals(requests uuid[], who uuid[])
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
      AND c.granted_on <= first_day AND (c.expires_on IS NULL OR c.expires_on > last_day))
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
NO_REFUSALS = """
DROP FUNCTION volunteers_refusals(uuid[], uuid[]);
DROP FUNCTION volunteers_travel(bigint, bigint, date);
DROP FUNCTION volunteers_is_winter(date);
DROP FUNCTION volunteers_rules_version();
"""

PROOF = """
-- Which facts made it right, so that whoever asks in five years reads them here.
CREATE FUNCTION volunteers_proof(request uuid, who uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
SELECT jsonb_build_object(
  'rules', volunteers_rules_version(), 'at', statement_timestamp(),
  'age', extract(year FROM age(r.local_date, p.birth_date))::int,
  'register', (SELECT jsonb_build_object('section', e.section_id, 'number', e.number)
                 FROM volunteers_registerentry e
                WHERE e.person_id = p.id AND e.event = 'enrolment' AND e.effective_on <= r.local_date
                  AND NOT EXISTS (SELECT 1 FROM volunteers_registerentry c
                                   WHERE c.about_id = e.id AND c.event = 'cessation' AND c.effective_on <= r.local_date)
                ORDER BY e.id LIMIT 1),
  'cover', (SELECT jsonb_build_object('policy', i.number, 'until', least(c.ends_on, i.ends_on))
              FROM volunteers_insurancecover c JOIN volunteers_insurancepolicy i ON i.id = c.policy_id
             WHERE c.person_id = p.id AND greatest(c.starts_on, i.starts_on) <= r.local_date
               AND least(c.ends_on, i.ends_on) > r.local_date ORDER BY least(c.ends_on, i.ends_on) DESC LIMIT 1),
  'credentials', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'since', c.granted_on,
                                                               'until', c.expires_on) ORDER BY c.kind), '[]')
                    FROM networking_credential c
                   WHERE c.person_id = p.id AND c.kind = ANY (k.needed) AND c.revoked_at IS NULL
                     AND c.granted_on <= r.local_date AND (c.expires_on IS NULL OR c.expires_on > r.local_date)))
  FROM volunteers_helprequest r JOIN volunteers_helpkind k ON k.id = r.kind_id, volunteers_volunteer v
  JOIN networking_person p ON p.id = v.person_id
 WHERE r.id = request AND v.id = who
$$;
"""
NO_PROOF = "DROP FUNCTION volunteers_proof(uuid, uuid);"

GUARD = """
CREATE FUNCTION volunteers_only_who_may() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE against jsonb; turn volunteers_helprequest;
BEGIN
  IF NEW.state NOT IN ('proposed', 'invited', 'accepted') THEN
    IF TG_OP = 'INSERT' THEN
      RAISE EXCEPTION 'a_turn_begins_by_being_asked' USING ERRCODE = '23514',
        CONSTRAINT = 'a_turn_begins_by_being_asked', TABLE = 'volunteers_assignment';
    ELSIF NEW.state IN ('done', 'absent') AND OLD.state NOT IN ('accepted', 'done', 'absent') THEN
      RAISE EXCEPTION 'done_by_who_was_to_come' USING ERRCODE = '23514',
        CONSTRAINT = 'done_by_who_was_to_come', TABLE = 'volunteers_assignment';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.state = OLD.state AND NEW.request_id = OLD.request_id
     AND NEW.volunteer_id = OLD.volunteer_id AND NEW.during = OLD.during AND NEW.proof = OLD.proof THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'accepted' THEN
    -- Not while a turn itself is being moved: its row is held already.
    IF pg_trigger_depth() = 1 THEN
      PERFORM 1 FROM volunteers_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
    END IF;
    SELECT * INTO turn FROM volunteers_helprequest WHERE id = NEW.request_id FOR NO KEY UPDATE;
  ELSE
    SELECT * INTO turn FROM volunteers_helprequest WHERE id = NEW.request_id FOR SHARE;
  END IF;
  SELECT jsonb_agg(fact || jsonb_build_object('code', code)) INTO against
    FROM volunteers_refusals(ARRAY[NEW.request_id], ARRAY[NEW.volunteer_id])
   -- An adult may still say yes.
   WHERE NEW.state = 'accepted' OR code <> 'no_adult_beside';
  IF against IS NOT NULL THEN
    RAISE EXCEPTION 'only_who_may_is_assigned' USING ERRCODE = '23514', DETAIL = against::text,
      CONSTRAINT = 'only_who_may_is_assigned', TABLE = 'volunteers_assignment';
  END IF;
  NEW.during := tstzrange(turn.starts_at, turn.ends_at);
  NEW.proof := volunteers_proof(NEW.request_id, NEW.volunteer_id);
  NEW.refusals := NULL;
  NEW.suspended_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER a_only_who_may BEFORE INSERT OR UPDATE ON volunteers_assignment
  FOR EACH ROW EXECUTE FUNCTION volunteers_only_who_may();

CREATE FUNCTION volunteers_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was uuid; is_now uuid;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state IN ('accepted', 'done', 'absent') THEN was := OLD.request_id; END IF;
  IF TG_OP <> 'DELETE' AND NEW.state IN ('accepted', 'done', 'absent') THEN is_now := NEW.request_id; END IF;
  IF was IS DISTINCT FROM is_now THEN
    UPDATE volunteers_helprequest SET taken = taken - 1 WHERE id = was;
    UPDATE volunteers_helprequest SET taken = taken + 1 WHERE id = is_now;
  END IF;
  RETURN NULL;
END $$;

-- A sheet read before somebody said yes, and saved after, does not take them away from the count.
CREATE FUNCTION volunteers_turn_counts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.taken := 0;
  ELSIF pg_trigger_depth() = 1 THEN
    NEW.taken := OLD.taken;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER counts_alone BEFORE INSERT OR UPDATE ON volunteers_helprequest
  FOR EACH ROW EXECUTE FUNCTION volunteers_turn_counts_alone();
CREATE TRIGGER z_count_places AFTER INSERT OR UPDATE OR DELETE ON volunteers_assignment
  FOR EACH ROW EXECUTE FUNCTION volunteers_count_places();
"""
NO_GUARD = """
DROP TRIGGER counts_alone ON volunteers_helprequest;
DROP FUNCTION volunteers_turn_counts_alone();
DROP TRIGGER z_count_places ON volunteers_assignment;
DROP TRIGGER a_only_who_may ON volunteers_assignment;
DROP FUNCTION volunteers_count_places();
DROP FUNCTION volunteers_only_who_may();
"""

LOOKING = """
-- Suspends the turns ahead of those who may no longer do them; of everybody, when nobody is named. Again until
-- nobody is left, because a minor stays only while an adult does.
CREATE FUNCTION volunteers_look_again(people uuid[] DEFAULT NULL, turns uuid[] DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE found integer; total integer := 0;
BEGIN
  LOOP
    WITH live AS MATERIALIZED (
      SELECT a.id, a.request_id, a.volunteer_id, a.state FROM volunteers_assignment a
        JOIN volunteers_volunteer v ON v.id = a.volunteer_id JOIN volunteers_helprequest r ON r.id = a.request_id
       WHERE a.state IN ('proposed', 'invited', 'accepted') AND r.ends_at > statement_timestamp()
         AND (people IS NULL OR v.person_id = ANY (people)
              OR a.request_id IN (SELECT b.request_id FROM volunteers_assignment b
                                    JOIN volunteers_volunteer w ON w.id = b.volunteer_id
                                   WHERE w.person_id = ANY (people) AND b.state IN ('accepted', 'suspended')))
         AND (turns IS NULL OR a.request_id = ANY (turns))
    ), against AS (
      SELECT live.id, jsonb_agg(r.fact || jsonb_build_object('code', r.code)) AS reasons
        FROM live JOIN volunteers_refusals(
          (SELECT array_agg(request_id ORDER BY id) FROM live), (SELECT array_agg(volunteer_id ORDER BY id) FROM live)
        ) r ON r.request_id = live.request_id AND r.volunteer_id = live.volunteer_id
       -- Of two turns that have come to touch, only the one that moved gives way.
       WHERE (r.code <> 'busy' OR turns IS NOT NULL)
         AND (live.state = 'accepted' OR r.code NOT IN ('no_adult_beside', 'busy'))
       GROUP BY live.id
    ), held AS (
      SELECT a.id, against.reasons FROM volunteers_assignment a JOIN against ON against.id = a.id
       ORDER BY a.volunteer_id, a.id FOR UPDATE OF a
    )
    UPDATE volunteers_assignment a SET state = 'suspended', refusals = held.reasons,
           suspended_at = statement_timestamp()
      FROM held WHERE a.id = held.id AND a.state IN ('proposed', 'invited', 'accepted');
    GET DIAGNOSTICS found = ROW_COUNT;
    total := total + found;
    EXIT WHEN found = 0;
  END LOOP;
  RETURN total;
END $$;

CREATE FUNCTION volunteers_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteers_look_again(ARRAY[NEW.person_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER UPDATE ON volunteers_volunteer FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION volunteers_person_changed();
CREATE TRIGGER look_again AFTER UPDATE ON volunteers_insurancecover FOR EACH ROW
  EXECUTE FUNCTION volunteers_person_changed();
CREATE TRIGGER look_again AFTER INSERT ON volunteers_registerentry FOR EACH ROW
  WHEN (NEW.event = 'cessation') EXECUTE FUNCTION volunteers_person_changed();

CREATE FUNCTION volunteers_cover_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteers_look_again(ARRAY[OLD.person_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER look_again_gone AFTER DELETE ON volunteers_insurancecover FOR EACH ROW
  EXECUTE FUNCTION volunteers_cover_gone();

CREATE FUNCTION volunteers_policy_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteers_look_again((SELECT array_agg(person_id) FROM volunteers_insurancecover WHERE policy_id = NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER UPDATE ON volunteers_insurancepolicy FOR EACH ROW
  EXECUTE FUNCTION volunteers_policy_changed();

CREATE FUNCTION volunteers_kind_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteers_look_again(
    NULL, (SELECT array_agg(id) FROM volunteers_helprequest WHERE kind_id = NEW.id AND ends_at > statement_timestamp()));
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER UPDATE ON volunteers_helpkind FOR EACH ROW
  WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION volunteers_kind_changed();

CREATE FUNCTION volunteers_turn_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.starts_at, NEW.ends_at) IS DISTINCT FROM (OLD.starts_at, OLD.ends_at) THEN
    -- Whoever is then in two places cannot be: suspended before the hours are copied.
    PERFORM volunteers_look_again(NULL, ARRAY[NEW.id]);
    UPDATE volunteers_assignment SET during = tstzrange(NEW.starts_at, NEW.ends_at)
     WHERE request_id = NEW.id AND state IN ('proposed', 'invited', 'accepted', 'suspended');
  ELSE
    PERFORM volunteers_look_again(NULL, ARRAY[NEW.id]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER UPDATE OF kind_id, comune_id, place_id, local_date, local_start, local_end, cancelled_at
  ON volunteers_helprequest FOR EACH ROW EXECUTE FUNCTION volunteers_turn_changed();
"""
NO_LOOKING = """
DROP TRIGGER look_again ON volunteers_helprequest;
DROP TRIGGER look_again ON volunteers_helpkind;
DROP TRIGGER look_again ON volunteers_insurancepolicy;
DROP TRIGGER look_again_gone ON volunteers_insurancecover;
DROP TRIGGER look_again ON volunteers_registerentry;
DROP TRIGGER look_again ON volunteers_insurancecover;
DROP TRIGGER look_again ON volunteers_volunteer;
DROP FUNCTION volunteers_turn_changed();
DROP FUNCTION volunteers_kind_changed();
DROP FUNCTION volunteers_policy_changed();
DROP FUNCTION volunteers_cover_gone();
DROP FUNCTION volunteers_person_changed();
DROP FUNCTION volunteers_look_again(uuid[], uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0002_register"), ("networking", "0023_travel_times")]

    operations = [
        migrations.RunSQL(REFUSALS, NO_REFUSALS),
        migrations.RunSQL(PROOF, NO_PROOF),
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunSQL(LOOKING, NO_LOOKING),
    ]
