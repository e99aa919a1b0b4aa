"""A turn is of one person and of one request, and what was proven stays, whatever is written over it.

Who came was let in by `a_only_who_may`, which does not look at turns that are over: without this, a turn could be
called done in somebody else's name. And one that is called done before it begins is still looked at again.
"""

from importlib import import_module

from django.db import migrations

asked = import_module("volunteers.migrations.0003_only_who_may")

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

# As migration 0003 has it, and what is called done before it begins like what is only accepted.
AS_BEFORE = asked.LOOKING.split("CREATE FUNCTION volunteers_person_changed", maxsplit=1)[0].replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
LOOKING = (
    AS_BEFORE.replace(
        "WHERE a.state IN ('proposed', 'invited', 'accepted') AND r.ends_at > statement_timestamp()",
        "WHERE (a.state IN ('proposed', 'invited', 'accepted') AND r.ends_at > statement_timestamp()"
        " OR a.state = 'done' AND r.starts_at > statement_timestamp())",
    )
    .replace("live.state = 'accepted' OR r.code", "live.state IN ('accepted', 'done') OR r.code")
    .replace(
        "WHERE a.id = held.id AND a.state IN ('proposed', 'invited', 'accepted')",
        "WHERE a.id = held.id AND a.state IN ('proposed', 'invited', 'accepted', 'done')",
    )
)


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0015_cover_after_register")]

    operations = [
        migrations.RunSQL(KEEPING, NO_KEEPING),
        migrations.RunSQL(LOOKING, AS_BEFORE),
    ]
