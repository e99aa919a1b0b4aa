"""The parts of a room belong to the room's own venue: neither the link, nor the room, nor the part can say otherwise."""

from django.db import migrations

# Whoever links a room and a part waits for who is moving either to another venue, and then sees where it is.
OWN_VENUE = """
CREATE FUNCTION laboratories_refuse_others_parts(room bigint, part bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM laboratories_room WHERE id = room FOR SHARE;
  PERFORM FROM laboratories_roompart WHERE id = part FOR SHARE;
  IF EXISTS (
    SELECT 1 FROM laboratories_room_parts link
      JOIN laboratories_room r ON r.id = link.room_id
      JOIN laboratories_roompart p ON p.id = link.roompart_id
     WHERE (link.room_id = room OR link.roompart_id = part) AND p.venue_id <> r.venue_id) THEN
    RAISE EXCEPTION 'parts_are_of_the_rooms_own_venue' USING ERRCODE = '23514',
      CONSTRAINT = 'parts_are_of_the_rooms_own_venue', TABLE = 'laboratories_room_parts';
  END IF;
END $$;
CREATE FUNCTION laboratories_own_venue_of_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM laboratories_refuse_others_parts(NEW.room_id, NEW.roompart_id);
  RETURN NULL;
END $$;
CREATE FUNCTION laboratories_own_venue_of_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM laboratories_refuse_others_parts(NEW.id, NULL);
  RETURN NULL;
END $$;
CREATE FUNCTION laboratories_own_venue_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM laboratories_refuse_others_parts(NULL, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER own_venue AFTER INSERT OR UPDATE ON laboratories_room_parts
  FOR EACH ROW EXECUTE FUNCTION laboratories_own_venue_of_link();
CREATE TRIGGER own_venue AFTER UPDATE OF venue_id ON laboratories_room
  FOR EACH ROW WHEN (NEW.venue_id <> OLD.venue_id) EXECUTE FUNCTION laboratories_own_venue_of_room();
CREATE TRIGGER own_venue AFTER UPDATE OF venue_id ON laboratories_roompart
  FOR EACH ROW WHEN (NEW.venue_id <> OLD.venue_id) EXECUTE FUNCTION laboratories_own_venue_of_part();
"""
ANY_VENUE = """
DROP TRIGGER own_venue ON laboratories_roompart;
DROP TRIGGER own_venue ON laboratories_room;
DROP TRIGGER own_venue ON laboratories_room_parts;
DROP FUNCTION laboratories_own_venue_of_part();
DROP FUNCTION laboratories_own_venue_of_room();
DROP FUNCTION laboratories_own_venue_of_link();
DROP FUNCTION laboratories_refuse_others_parts(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("laboratories", "0005_closures_that_end")]

    operations = [migrations.RunSQL(OWN_VENUE, ANY_VENUE)]
