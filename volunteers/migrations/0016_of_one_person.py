"""A turn is of one person and of one request, and what was proven stays, whatever is written over it.

Who came was let in by `a_only_who_may`, which does not look at turns that are over: without this, a turn could be
called done in somebody else's name. And one that is called done before it begins is still looked at again.
"""

from django.db import migrations

KEEPING = """
CREATE FUNCTION volunteers_turn_of_one_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.volunteer_id, NEW.request_id) IS DISTINCT FROM (OLD.volunteer_id, OLD.request_id) THEN
    RAISE EXCEPTION 'a_turn_is_of_one_person' USING ERRCODE = '23514', CONSTRAINT = 'a_turn_is_of_one_person',
      TABLE = 'volunteers_assignment';
  END IF;
  IF NEW.state NOT IN ('proposed', 'invited', 'accepted') THEN
    -- A row read before the database wrote these, and saved after, does not empty them.
    NEW.proof := OLD.proof;
  END IF;
  IF NEW.state IN ('done', 'absent') THEN
    NEW.during := OLD.during;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_of_one_person BEFORE UPDATE ON volunteers_assignment
  FOR EACH ROW EXECUTE FUNCTION volunteers_turn_of_one_person();
"""
NO_KEEPING = """
DROP TRIGGER b_of_one_person ON volunteers_assignment;
DROP FUNCTION volunteers_turn_of_one_person();
"""

LOOKING = """
-- As migration 0003 has it, and what is called done before it begins like what is only accepted.
CREATE OR REPLACE FUNCTION volunteers_look_again(people uuid[] DEFAULT NULL, turns uuid[] DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE found integer; total integer := 0;
BEGIN
  LOOP
    WITH live AS MATERIALIZED (
      SELECT a.id, a.request_id, a.volunteer_id, a.state FROM volunteers_assignment a
        JOIN volunteers_volunteer v ON v.id = a.volunteer_id JOIN volunteers_helprequest r ON r.id = a.request_id
       WHERE (a.state IN ('proposed', 'invited', 'accepted') AND r.ends_at > statement_timestamp()
              OR a.state = 'done' AND r.starts_at > statement_timestamp())
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
         AND (live.state IN ('accepted', 'done') OR r.code NOT IN ('no_adult_beside', 'busy'))
       GROUP BY live.id
    ), held AS (
      SELECT a.id, against.reasons FROM volunteers_assignment a JOIN against ON against.id = a.id
       ORDER BY a.volunteer_id, a.id FOR UPDATE OF a
    )
    UPDATE volunteers_assignment a SET state = 'suspended', refusals = held.reasons,
           suspended_at = statement_timestamp()
      FROM held WHERE a.id = held.id AND a.state IN ('proposed', 'invited', 'accepted', 'done');
    GET DIAGNOSTICS found = ROW_COUNT;
    total := total + found;
    EXIT WHEN found = 0;
  END LOOP;
  RETURN total;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION volunteers_look_again(people uuid[] DEFAULT NULL, turns uuid[] DEFAULT NULL) RETURNS integer
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
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0015_cover_after_register")]

    operations = [
        migrations.RunSQL(KEEPING, NO_KEEPING),
        migrations.RunSQL(LOOKING, AS_BEFORE),
    ]
