"""Decisions numbered without gaps, whose words stay as they were adopted.

The number is the next of its body and year, taken under the lock of the series: a transaction that fails gives it back.
"""

from django.db import migrations

NUMBERED = """
CREATE FUNCTION governance_number_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE meeting governance_meeting;
BEGIN
  SELECT m.* INTO meeting FROM governance_meeting m JOIN governance_agendaitem i ON i.meeting_id = m.id
   WHERE i.id = NEW.item_id;
  IF meeting.body_id IS DISTINCT FROM NEW.body_id OR meeting.state NOT IN ('open', 'closed') THEN
    PERFORM governance_refuse('one_decides_in_a_meeting_of_the_body', TG_TABLE_NAME);
  END IF;
  IF EXISTS (SELECT 1 FROM governance_ballot b WHERE b.item_id = NEW.item_id AND b.outcome <> 'void')
     AND NOT EXISTS (SELECT 1 FROM governance_ballot b WHERE b.item_id = NEW.item_id AND b.outcome = 'adopted') THEN
    PERFORM governance_refuse('what_was_not_adopted_is_no_decision', TG_TABLE_NAME);
  END IF;
  IF NEW.state <> 'adopted' THEN
    PERFORM governance_refuse('a_decision_begins_in_force', TG_TABLE_NAME);
  END IF;
  NEW.year := extract(year FROM governance_day(NEW.adopted_at));
  INSERT INTO governance_decisionseries (body_id, year, last_number) VALUES (NEW.body_id, NEW.year, 0)
    ON CONFLICT (body_id, year) DO NOTHING;
  UPDATE governance_decisionseries s SET last_number = s.last_number + 1
   WHERE s.body_id = NEW.body_id AND s.year = NEW.year RETURNING s.last_number INTO NEW.number;
  RETURN NEW;
END $$;
CREATE TRIGGER number_decision BEFORE INSERT ON governance_decision
  FOR EACH ROW EXECUTE FUNCTION governance_number_decision();

CREATE FUNCTION governance_series_counts_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 THEN
    PERFORM governance_refuse('the_series_counts_by_itself', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER series_counts_alone BEFORE INSERT OR UPDATE OR DELETE ON governance_decisionseries
  FOR EACH ROW EXECUTE FUNCTION governance_series_counts_alone();

-- How it is carried out goes on; what was decided does not change: another decision revokes it, or takes its place.
CREATE FUNCTION governance_decisions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM governance_refuse('a_decision_stays', TG_TABLE_NAME);
  ELSIF (NEW.id, NEW.body_id, NEW.year, NEW.number, NEW.item_id, NEW.title, NEW.text, NEW.adopted_at)
        IS DISTINCT FROM (OLD.id, OLD.body_id, OLD.year, OLD.number, OLD.item_id, OLD.title, OLD.text, OLD.adopted_at)
        OR (OLD.state <> 'adopted' AND (NEW.state, NEW.ended_by_id) IS DISTINCT FROM (OLD.state, OLD.ended_by_id)) THEN
    PERFORM governance_refuse('a_decision_stays', TG_TABLE_NAME);
  ELSIF NEW.ended_by_id IS NOT NULL AND OLD.ended_by_id IS NULL AND NOT EXISTS (
        SELECT 1 FROM governance_decision d WHERE d.id = NEW.ended_by_id AND d.id <> NEW.id
           AND d.body_id = NEW.body_id AND d.adopted_at >= NEW.adopted_at) THEN
    PERFORM governance_refuse('a_later_decision_of_the_body_ends_it', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE ON governance_decision
  FOR EACH ROW EXECUTE FUNCTION governance_decisions_stay();
"""
UNDONE = """
DROP TRIGGER decisions_stay ON governance_decision;
DROP FUNCTION governance_decisions_stay();
DROP TRIGGER series_counts_alone ON governance_decisionseries;
DROP FUNCTION governance_series_counts_alone();
DROP TRIGGER number_decision ON governance_decision;
DROP FUNCTION governance_number_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_presence_and_ballots")]

    operations = [migrations.RunSQL(NUMBERED, UNDONE)]
