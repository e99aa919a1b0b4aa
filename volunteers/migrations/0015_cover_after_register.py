"""Nobody is covered from a day before the one on which they are in the register (D.M. 6 October 2021)."""

from django.db import migrations

GUARD = """
CREATE FUNCTION volunteers_cover_after_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM volunteers_registerentry e
     WHERE e.person_id = NEW.person_id AND e.event = 'enrolment' AND e.effective_on <= NEW.starts_on) THEN
    RAISE EXCEPTION 'a cover begins before its person is in the register'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'cover_not_before_register', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_after_the_register BEFORE INSERT OR UPDATE OF person_id, starts_on ON volunteers_insurancecover
  FOR EACH ROW EXECUTE FUNCTION volunteers_cover_after_register();
"""
NO_GUARD = """
DROP TRIGGER only_after_the_register ON volunteers_insurancecover;
DROP FUNCTION volunteers_cover_after_register();
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0014_who_is_asked")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
