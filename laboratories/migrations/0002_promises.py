"""What the database itself keeps true of rooms, staff, places and presences, whoever writes.

Every function takes its locks in one order, so that nobody waits in a circle: session, room parts or people (by id),
party, booking, and last the one hot row, `laboratories_seatpool`. Only the promotion of a queue holds that row first,
and it takes parties with SKIP LOCKED.
"""

from django.db import migrations

# --- places ---

POOLS = """
CREATE FUNCTION laboratories_cycle_pool() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.unit = 'cycle' THEN
      INSERT INTO laboratories_pool (cycle_id, session_id) VALUES (NEW.id, NULL) RETURNING id INTO made;
      INSERT INTO laboratories_seatpool (pool_id, capacity, taken, waiting) VALUES (made, NEW.places, 0, 0);
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.unit <> OLD.unit THEN
    IF EXISTS (SELECT 1 FROM laboratories_pool p JOIN laboratories_booking b ON b.pool_id = p.id
               WHERE p.cycle_id = NEW.id) THEN
      RAISE EXCEPTION 'unit_never_changes_with_bookings' USING ERRCODE = '23514',
        CONSTRAINT = 'unit_never_changes_with_bookings', TABLE = 'laboratories_cycle';
    END IF;
    DELETE FROM laboratories_seatpool WHERE pool_id IN (SELECT id FROM laboratories_pool WHERE cycle_id = NEW.id);
    DELETE FROM laboratories_pool WHERE cycle_id = NEW.id;
    WITH made AS (
      INSERT INTO laboratories_pool (cycle_id, session_id)
      SELECT NEW.id, NULL WHERE NEW.unit = 'cycle'
      UNION ALL SELECT NEW.id, s.id FROM laboratories_session s WHERE s.cycle_id = NEW.id AND NEW.unit = 'session'
      RETURNING id)
    INSERT INTO laboratories_seatpool (pool_id, capacity, taken, waiting) SELECT id, NEW.places, 0, 0 FROM made;
  ELSIF NEW.places <> OLD.places THEN
    UPDATE laboratories_seatpool SET capacity = NEW.places
     WHERE pool_id IN (SELECT id FROM laboratories_pool WHERE cycle_id = NEW.id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cycle_pool AFTER INSERT OR UPDATE OF unit, places ON laboratories_cycle
  FOR EACH ROW EXECUTE FUNCTION laboratories_cycle_pool();

CREATE FUNCTION laboratories_session_pool() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made bigint; its laboratories_cycle;
BEGIN
  SELECT * INTO its FROM laboratories_cycle WHERE id = NEW.cycle_id FOR SHARE;
  IF its.unit = 'session' THEN
    INSERT INTO laboratories_pool (cycle_id, session_id) VALUES (NEW.cycle_id, NEW.id) RETURNING id INTO made;
    INSERT INTO laboratories_seatpool (pool_id, capacity, taken, waiting) VALUES (made, its.places, 0, 0);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_pool AFTER INSERT ON laboratories_session
  FOR EACH ROW EXECUTE FUNCTION laboratories_session_pool();

CREATE FUNCTION laboratories_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    FOR r IN SELECT pool_id, count(*) FILTER (WHERE takes_seat) d, count(*) FILTER (WHERE state = 'waiting') w
             FROM new_rows GROUP BY pool_id ORDER BY pool_id LOOP
      -- A new booking does not overtake a queue. The desk can, saying so, and the act writes it down.
      UPDATE laboratories_seatpool SET taken = taken + r.d, waiting = waiting + r.w
       WHERE pool_id = r.pool_id
         AND (r.d = 0 OR waiting = 0 OR current_setting('laboratories.over_the_queue', true) = 'on');
      IF NOT FOUND THEN
        RAISE EXCEPTION 'others are waiting for these places' USING ERRCODE = 'BK001';
      END IF;
    END LOOP;
  ELSIF TG_OP = 'UPDATE' THEN
    FOR r IN SELECT pool_id, sum(d) d, sum(w) w FROM (
               SELECT pool_id, takes_seat::int d, (state = 'waiting')::int w FROM new_rows
               UNION ALL SELECT pool_id, -takes_seat::int, -(state = 'waiting')::int FROM old_rows) x
             GROUP BY pool_id HAVING sum(d) <> 0 OR sum(w) <> 0 ORDER BY pool_id LOOP
      UPDATE laboratories_seatpool SET taken = taken + r.d, waiting = waiting + r.w WHERE pool_id = r.pool_id;
    END LOOP;
  ELSE
    FOR r IN SELECT pool_id, count(*) FILTER (WHERE takes_seat) d, count(*) FILTER (WHERE state = 'waiting') w
             FROM old_rows GROUP BY pool_id ORDER BY pool_id LOOP
      UPDATE laboratories_seatpool SET taken = taken - r.d, waiting = waiting - r.w
       WHERE pool_id = r.pool_id AND (r.d <> 0 OR r.w <> 0);
    END LOOP;
  END IF;
  RETURN NULL;
END $$;
-- Triggers of one moment go in the order of their names: the hot row comes last.
CREATE TRIGGER z_seats_ins AFTER INSERT ON laboratories_booking REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_count_seats();
CREATE TRIGGER z_seats_upd AFTER UPDATE ON laboratories_booking
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_count_seats();
CREATE TRIGGER z_seats_del AFTER DELETE ON laboratories_booking REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_count_seats();
"""
NO_POOLS = """
DROP TRIGGER z_seats_del ON laboratories_booking;
DROP TRIGGER z_seats_upd ON laboratories_booking;
DROP TRIGGER z_seats_ins ON laboratories_booking;
DROP FUNCTION laboratories_count_seats();
DROP TRIGGER session_pool ON laboratories_session;
DROP FUNCTION laboratories_session_pool();
DROP TRIGGER cycle_pool ON laboratories_cycle;
DROP FUNCTION laboratories_cycle_pool();
"""

# --- who is expected ---

PRESENCES = """
CREATE FUNCTION laboratories_expect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- Who gives the place up is expected no longer; what has already begun stays as it was.
    UPDATE laboratories_presence p SET is_expected = false
      FROM new_rows n JOIN old_rows o USING (id)
     WHERE p.booking_id = n.id AND o.state = 'confirmed' AND n.state <> 'confirmed'
       AND lower(p.during) > coalesce(n.ended_at, now());
  END IF;
  IF EXISTS (SELECT 1 FROM new_rows WHERE state = 'confirmed') THEN
    -- One by one for each person: two bookings of the same hour queue here, instead of waiting in a circle.
    PERFORM 1 FROM networking_person WHERE id IN (SELECT person_id FROM new_rows WHERE state = 'confirmed')
      ORDER BY id FOR NO KEY UPDATE;
    -- FOR SHARE: a session that is being moved is waited for.
    PERFORM 1 FROM laboratories_session s WHERE s.cancelled_at IS NULL AND EXISTS (
        SELECT 1 FROM new_rows n JOIN laboratories_pool p ON p.id = n.pool_id
         WHERE n.state = 'confirmed' AND p.cycle_id = s.cycle_id AND (p.session_id IS NULL OR p.session_id = s.id))
      ORDER BY s.id FOR SHARE;
    INSERT INTO laboratories_presence
        (id, booking_id, session_id, person_id, during, is_expected, has_clash, absence_reason, mark, is_disputed)
      SELECT gen_random_uuid(), n.id, s.id, n.person_id, tstzrange(s.starts_at, s.ends_at),
             true, false, '', '', false
        FROM new_rows n
        JOIN laboratories_pool p ON p.id = n.pool_id
        JOIN laboratories_session s ON s.cycle_id = p.cycle_id AND (p.session_id IS NULL OR p.session_id = s.id)
       WHERE n.state = 'confirmed' AND s.cancelled_at IS NULL AND s.ends_at > n.confirmed_at
      ON CONFLICT (booking_id, session_id) DO UPDATE
        SET is_expected = true, during = excluded.during
        WHERE NOT laboratories_presence.is_expected AND NOT laboratories_presence.has_clash;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER a_expect_ins AFTER INSERT ON laboratories_booking REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_expect();
CREATE TRIGGER a_expect_upd AFTER UPDATE ON laboratories_booking
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION laboratories_expect();
"""
NO_PRESENCES = """
DROP TRIGGER a_expect_upd ON laboratories_booking;
DROP TRIGGER a_expect_ins ON laboratories_booking;
DROP FUNCTION laboratories_expect();
"""

# --- rooms, staff, and what follows a session that moves ---

SESSIONS = """
CREATE FUNCTION laboratories_take_rooms(its laboratories_session) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Those who want the same piece of a venue queue here, by id: one wins, never none.
  PERFORM 1 FROM laboratories_roompart WHERE id IN (
      SELECT roompart_id FROM laboratories_room_parts WHERE room_id = its.room_id
      UNION SELECT part_id FROM laboratories_roomuse WHERE session_id = its.id)
    ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM laboratories_roomuse WHERE session_id = its.id;
  INSERT INTO laboratories_roomuse (session_id, part_id, during, is_active)
    SELECT its.id, p.roompart_id,
           tstzrange(its.starts_at, its.ends_at + make_interval(mins => r.setup_minutes)), true
      FROM laboratories_room r JOIN laboratories_room_parts p ON p.room_id = r.id
     WHERE r.id = its.room_id AND its.cancelled_at IS NULL
     ORDER BY p.roompart_id;
END $$;

CREATE FUNCTION laboratories_session_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sequence := OLD.sequence + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER session_sequence BEFORE UPDATE ON laboratories_session FOR EACH ROW
  WHEN ((OLD.local_date, OLD.local_start, OLD.local_end, OLD.room_id, OLD.cancelled_at IS NULL)
        IS DISTINCT FROM (NEW.local_date, NEW.local_start, NEW.local_end, NEW.room_id, NEW.cancelled_at IS NULL))
  EXECUTE FUNCTION laboratories_session_changes();

CREATE FUNCTION laboratories_session_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE each record;
BEGIN
  PERFORM laboratories_take_rooms(NEW);
  UPDATE laboratories_sessionstaff
     SET during = tstzrange(NEW.starts_at, NEW.ends_at), is_active = NEW.cancelled_at IS NULL
   WHERE session_id = NEW.id;
  -- One by one: the family that has something else at the new hour does not stop the others, and is told.
  FOR each IN
    SELECT b.id AS booking_id, b.person_id
      FROM laboratories_pool p JOIN laboratories_booking b ON b.pool_id = p.id
     WHERE p.cycle_id = NEW.cycle_id AND (p.session_id IS NULL OR p.session_id = NEW.id)
       AND b.state = 'confirmed' AND NEW.ends_at > b.confirmed_at
     ORDER BY b.person_id
  LOOP
    BEGIN
      INSERT INTO laboratories_presence
          (id, booking_id, session_id, person_id, during, is_expected, has_clash, absence_reason, mark, is_disputed)
        VALUES (gen_random_uuid(), each.booking_id, NEW.id, each.person_id,
                tstzrange(NEW.starts_at, NEW.ends_at), NEW.cancelled_at IS NULL, false, '', '', false)
        ON CONFLICT (booking_id, session_id) DO UPDATE
          SET during = excluded.during, is_expected = excluded.is_expected, has_clash = false;
    EXCEPTION WHEN exclusion_violation THEN
      INSERT INTO laboratories_presence
          (id, booking_id, session_id, person_id, during, is_expected, has_clash, absence_reason, mark, is_disputed)
        VALUES (gen_random_uuid(), each.booking_id, NEW.id, each.person_id,
                tstzrange(NEW.starts_at, NEW.ends_at), false, true, '', '', false)
        ON CONFLICT (booking_id, session_id) DO UPDATE
          SET during = excluded.during, is_expected = false, has_clash = true;
    END;
  END LOOP;
  RETURN NEW;
END $$;
CREATE TRIGGER session_z_follows_ins AFTER INSERT ON laboratories_session FOR EACH ROW
  EXECUTE FUNCTION laboratories_session_follows();
CREATE TRIGGER session_z_follows_upd AFTER UPDATE ON laboratories_session FOR EACH ROW
  WHEN ((OLD.local_date, OLD.local_start, OLD.local_end, OLD.room_id, OLD.cancelled_at IS NULL)
        IS DISTINCT FROM (NEW.local_date, NEW.local_start, NEW.local_end, NEW.room_id, NEW.cancelled_at IS NULL))
  EXECUTE FUNCTION laboratories_session_follows();

CREATE FUNCTION laboratories_room_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its laboratories_session; changed bigint;
BEGIN
  IF TG_TABLE_NAME = 'laboratories_room' THEN
    changed := NEW.id;
  ELSIF TG_OP = 'DELETE' THEN
    changed := OLD.room_id;
  ELSE
    changed := NEW.room_id;
  END IF;
  FOR its IN SELECT * FROM laboratories_session
              WHERE room_id = changed AND cancelled_at IS NULL AND ends_at > now() ORDER BY id LOOP
    PERFORM laboratories_take_rooms(its);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER room_parts_change AFTER INSERT OR DELETE ON laboratories_room_parts FOR EACH ROW
  EXECUTE FUNCTION laboratories_room_changes();
CREATE TRIGGER room_setup_changes AFTER UPDATE OF setup_minutes ON laboratories_room FOR EACH ROW
  WHEN (OLD.setup_minutes <> NEW.setup_minutes) EXECUTE FUNCTION laboratories_room_changes();

CREATE FUNCTION laboratories_staff_hours() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its laboratories_session;
BEGIN
  -- FOR SHARE: a session that is being moved is waited for. Who takes the same person queues at the person.
  SELECT * INTO its FROM laboratories_session WHERE id = NEW.session_id FOR SHARE;
  PERFORM 1 FROM networking_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  NEW.during := tstzrange(its.starts_at, its.ends_at);
  NEW.is_active := its.cancelled_at IS NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER staff_hours BEFORE INSERT OR UPDATE OF session_id, person_id ON laboratories_sessionstaff
  FOR EACH ROW EXECUTE FUNCTION laboratories_staff_hours();
"""
NO_SESSIONS = """
DROP TRIGGER staff_hours ON laboratories_sessionstaff;
DROP FUNCTION laboratories_staff_hours();
DROP TRIGGER room_setup_changes ON laboratories_room;
DROP TRIGGER room_parts_change ON laboratories_room_parts;
DROP FUNCTION laboratories_room_changes();
DROP TRIGGER session_z_follows_upd ON laboratories_session;
DROP TRIGGER session_z_follows_ins ON laboratories_session;
DROP FUNCTION laboratories_session_follows();
DROP TRIGGER session_sequence ON laboratories_session;
DROP FUNCTION laboratories_session_changes();
DROP FUNCTION laboratories_take_rooms(laboratories_session);
"""

# Updates of the counters find room on the same page: no index is touched.
NARROW = "ALTER TABLE laboratories_seatpool SET (fillfactor = 50)"
AS_BEFORE = "ALTER TABLE laboratories_seatpool RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [("laboratories", "0001_activities")]

    operations = [
        migrations.RunSQL(POOLS, NO_POOLS),
        migrations.RunSQL(PRESENCES, NO_PRESENCES),
        migrations.RunSQL(SESSIONS, NO_SESSIONS),
        migrations.RunSQL(NARROW, AS_BEFORE),
    ]
