"""What a turn asks of who comes is asked by everybody; what moves it counts, for calendars.

The answer of migration 0007, with two more conditions: the skills and the languages that the turn asks for.
"""

from django.db import migrations

VERSION = """
CREATE OR REPLACE FUNCTION volunteers_rules_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '2027-01'::text $$;
"""
VERSION_BEFORE = """
CREATE OR REPLACE FUNCTION volunteers_rules_version() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT '2026-12'::text $$;
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
UNION ALL
-- What the turn asks of who comes: as they say it of themselves.
SELECT request, volunteer, 'skill_missing', jsonb_build_object('skill', s.name, 'level', w.level)
  FROM pair JOIN volunteers_requiredskill w ON w.request_id = pair.request
  JOIN volunteers_skill s ON s.id = w.skill_id
 WHERE NOT EXISTS (
   SELECT 1 FROM volunteers_volunteerskill h
    WHERE h.volunteer_id = pair.volunteer AND h.skill_id = w.skill_id AND h.level >= w.level)
UNION ALL
SELECT request, volunteer, 'language_missing', jsonb_build_object('language', l.name)
  FROM pair JOIN volunteers_requiredlanguage w ON w.request_id = pair.request
  JOIN services_language l ON l.id = w.language_id
 WHERE NOT EXISTS (
   SELECT 1 FROM volunteers_volunteerlanguage h
    WHERE h.volunteer_id = pair.volunteer AND h.language_id = w.language_id)
$$;
"""
AS_BEFORE = """
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

MOVING = """
-- A calendar that holds the turn takes the new one only where its number has grown.
CREATE FUNCTION volunteers_turn_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sequence := OLD.sequence;
  NEW.moved_at := OLD.moved_at;
  IF (NEW.local_date, NEW.local_start, NEW.local_end, NEW.comune_id) IS DISTINCT FROM
       (OLD.local_date, OLD.local_start, OLD.local_end, OLD.comune_id)
     OR NEW.place_id IS DISTINCT FROM OLD.place_id OR NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at THEN
    NEW.sequence := OLD.sequence + 1;
    NEW.moved_at := statement_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moves BEFORE UPDATE ON volunteers_helprequest
  FOR EACH ROW EXECUTE FUNCTION volunteers_turn_moves();

-- Whoever does not have what is now asked gives way, in the transaction that asks it.
CREATE FUNCTION volunteers_turn_asks_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM volunteers_look_again(NULL, ARRAY[NEW.request_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER look_again AFTER INSERT OR UPDATE ON volunteers_requiredskill
  FOR EACH ROW EXECUTE FUNCTION volunteers_turn_asks_more();
CREATE TRIGGER look_again AFTER INSERT OR UPDATE ON volunteers_requiredlanguage
  FOR EACH ROW EXECUTE FUNCTION volunteers_turn_asks_more();
"""
STANDING_STILL = """
DROP TRIGGER look_again ON volunteers_requiredlanguage;
DROP TRIGGER look_again ON volunteers_requiredskill;
DROP FUNCTION volunteers_turn_asks_more();
DROP TRIGGER moves ON volunteers_helprequest;
DROP FUNCTION volunteers_turn_moves();
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0013_asking")]

    operations = [
        migrations.RunSQL(VERSION, VERSION_BEFORE),
        migrations.RunSQL(REFUSALS, AS_BEFORE),
        migrations.RunSQL(MOVING, STANDING_STILL),
    ]
