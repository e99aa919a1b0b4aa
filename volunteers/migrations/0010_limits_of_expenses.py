"""What is given back to a volunteer, up to how much: said to every writer, one claim of a person after the other.

Art. 17 D.Lgs. 117/2017: comma 3, only what was really spent and is documented, within limits and conditions that the
ente has set before, and never a flat sum; comma 4, on one's word alone no more than 10 euros a day and 150 a month,
for the kinds of expense and the activities that the ente has decided on.
"""

from django.db import migrations

CLAIMS = """
CREATE FUNCTION volunteers_refuse_expense(promise text, figures jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', promise USING ERRCODE = '23514', CONSTRAINT = promise, TABLE = 'volunteers_expenseclaim',
    DETAIL = figures::text;
END $$;

-- Refused where `used` and `asked` together go beyond `most`; the figures are for whoever reads the reason.
CREATE FUNCTION volunteers_limit_expense(promise text, used numeric, asked numeric, most numeric) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF used + asked > most THEN
    PERFORM volunteers_refuse_expense(promise,
      jsonb_build_object('used', used::text, 'left', greatest(most - used, 0)::text, 'most', most::text));
  END IF;
END $$;

CREATE FUNCTION volunteers_take_expense() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE what volunteers_expenseitem; decided volunteers_expensedecision; used numeric; used_that_month numeric;
BEGIN
  -- Held until the end: two claims of one person are counted one after the other.
  PERFORM 1 FROM volunteers_volunteer v WHERE v.person_id = NEW.person_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM volunteers_refuse_expense('only_who_is_enrolled_is_given_back');
  END IF;
  IF NEW.name = '' THEN
    SELECT concat_ws(' ', p.given_name, p.family_name) INTO NEW.name
      FROM networking_person p WHERE p.id = NEW.person_id;
  END IF;
  SELECT * INTO what FROM volunteers_expenseitem i WHERE i.id = NEW.item_id FOR SHARE;
  SELECT * INTO decided FROM volunteers_expensedecision d WHERE d.id = what.decision_id FOR SHARE;
  IF NEW.state <> 'handed_in' THEN
    PERFORM volunteers_refuse_expense('an_expense_is_handed_in_first');
  END IF;
  IF NEW.day > (NEW.handed_in_at AT TIME ZONE 'Europe/Rome')::date THEN
    PERFORM volunteers_refuse_expense('an_expense_was_made_already');
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM volunteers_registerentry e JOIN volunteers_registersection s ON s.id = e.section_id
      JOIN volunteers_register r ON r.id = s.register_id
     WHERE e.person_id = NEW.person_id AND e.event = 'enrolment' AND e.effective_on <= NEW.day
       AND r.organization_id = decided.organization_id
       AND NOT EXISTS (SELECT 1 FROM volunteers_registerentry c
                        WHERE c.about_id = e.id AND c.event = 'cessation' AND c.effective_on <= NEW.day)) THEN
    PERFORM volunteers_refuse_expense('only_who_is_enrolled_is_given_back');
  END IF;
  IF NEW.day < decided.valid_from OR NEW.day >= decided.valid_until THEN
    PERFORM volunteers_refuse_expense('a_decision_holds_that_day');
  END IF;
  PERFORM 1 FROM volunteers_expensedecision_activities a
    WHERE a.expensedecision_id = decided.id AND a.helpkind_id = NEW.activity_id FOR SHARE;
  IF NOT FOUND THEN
    PERFORM volunteers_refuse_expense('a_decision_names_the_activity');
  END IF;
  IF NEW.assignment_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM volunteers_assignment a JOIN volunteers_volunteer v ON v.id = a.volunteer_id
      JOIN volunteers_helprequest r ON r.id = a.request_id
     WHERE a.id = NEW.assignment_id AND v.person_id = NEW.person_id AND r.local_date = NEW.day
       AND r.kind_id = NEW.activity_id AND a.state IN ('accepted', 'done')) THEN
    PERFORM volunteers_refuse_expense('the_turn_of_an_expense_is_theirs');
  END IF;
  IF NEW.kind = 'documented' THEN
    IF what.most_documented IS NULL THEN
      PERFORM volunteers_refuse_expense('this_expense_is_not_given_back_with_a_receipt');
    END IF;
    SELECT coalesce(sum(c.amount), 0) INTO used FROM volunteers_expenseclaim c
     WHERE c.person_id = NEW.person_id AND c.kind = 'documented' AND c.day = NEW.day AND c.item_id = NEW.item_id
       AND c.state IN ('handed_in', 'approved', 'paid');
    PERFORM volunteers_limit_expense('the_limit_of_the_decision', used, NEW.amount, what.most_documented);
  ELSE
    IF NOT what.may_be_self_declared THEN
      PERFORM volunteers_refuse_expense('this_expense_needs_a_receipt');
    END IF;
    SELECT coalesce(sum(c.amount) FILTER (WHERE c.day = NEW.day), 0), coalesce(sum(c.amount), 0)
      INTO used, used_that_month FROM volunteers_expenseclaim c
     WHERE c.person_id = NEW.person_id AND c.kind = 'self_declared'
       AND c.day >= date_trunc('month', NEW.day::timestamp)::date
       AND c.day < (date_trunc('month', NEW.day::timestamp) + interval '1 month')::date
       AND c.state IN ('handed_in', 'approved', 'paid');
    PERFORM volunteers_limit_expense('ten_euros_a_day', used, NEW.amount, 10.00);
    PERFORM volunteers_limit_expense('a_hundred_and_fifty_euros_a_month', used_that_month, NEW.amount, 150.00);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER take_expense BEFORE INSERT ON volunteers_expenseclaim
  FOR EACH ROW EXECUTE FUNCTION volunteers_take_expense();

CREATE FUNCTION volunteers_is_of(account uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM networking_person p WHERE p.id = person AND p.account_id = account)
$$;

CREATE FUNCTION volunteers_expense_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    -- Codice civile, art. 2220.
    IF OLD.handed_in_at > statement_timestamp() - interval '10 years' THEN
      PERFORM volunteers_refuse_expense('accounts_are_kept_ten_years');
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.person_id, NEW.name, NEW.item_id, NEW.activity_id, NEW.assignment_id, NEW.kind, NEW.day,
      NEW.amount, NEW.what_for, NEW.receipt_id, NEW.handed_in_at, NEW.handed_in_by_id)
     IS DISTINCT FROM
     (OLD.id, OLD.person_id, OLD.name, OLD.item_id, OLD.activity_id, OLD.assignment_id, OLD.kind, OLD.day,
      OLD.amount, OLD.what_for, OLD.receipt_id, OLD.handed_in_at, OLD.handed_in_by_id) THEN
    PERFORM volunteers_refuse_expense('what_was_asked_stays');
  END IF;
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NEW;
  END IF;
  IF (OLD.state, NEW.state) NOT IN (('handed_in', 'approved'), ('handed_in', 'refused'), ('handed_in', 'withdrawn'),
                                    ('approved', 'paid'))
     OR (OLD.state = 'approved' AND (NEW.decided_at, NEW.decided_by_id, NEW.reason)
         IS DISTINCT FROM (OLD.decided_at, OLD.decided_by_id, OLD.reason)) THEN
    PERFORM volunteers_refuse_expense('a_decided_expense_stays');
  END IF;
  IF volunteers_is_of(NEW.decided_by_id, NEW.person_id) OR volunteers_is_of(NEW.paid_by_id, NEW.person_id) THEN
    PERFORM volunteers_refuse_expense('nobody_decides_their_own_expense');
  END IF;
  IF NEW.decided_by_id = NEW.handed_in_by_id THEN
    PERFORM volunteers_refuse_expense('who_wrote_an_expense_does_not_decide_it');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER expense_stays BEFORE UPDATE OR DELETE ON volunteers_expenseclaim
  FOR EACH ROW EXECUTE FUNCTION volunteers_expense_stays();
"""
NO_CLAIMS = """
DROP TRIGGER expense_stays ON volunteers_expenseclaim;
DROP FUNCTION volunteers_expense_stays();
DROP FUNCTION volunteers_is_of(uuid, uuid);
DROP TRIGGER take_expense ON volunteers_expenseclaim;
DROP FUNCTION volunteers_take_expense();
DROP FUNCTION volunteers_limit_expense(text, numeric, numeric, numeric);
DROP FUNCTION volunteers_refuse_expense(text, jsonb);
"""

# What has been given back was given back under words that stay: only the end of a decision may be written later.
DECISIONS = """
CREATE FUNCTION volunteers_decision_in_use_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken boolean;
BEGIN
  IF TG_TABLE_NAME = 'volunteers_expensedecision' THEN
    broken := EXISTS (
      SELECT 1 FROM volunteers_expenseclaim c JOIN volunteers_expenseitem i ON i.id = c.item_id
       WHERE i.decision_id = OLD.id AND (
         (NEW.organization_id, NEW.number, NEW.adopted_on, NEW.valid_from)
         IS DISTINCT FROM (OLD.organization_id, OLD.number, OLD.adopted_on, OLD.valid_from)
         OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)
         OR c.day >= NEW.valid_until));
  ELSIF TG_TABLE_NAME = 'volunteers_expenseitem' THEN
    broken := NEW IS DISTINCT FROM OLD
      AND EXISTS (SELECT 1 FROM volunteers_expenseclaim c WHERE c.item_id = OLD.id);
  ELSE
    broken := EXISTS (
      SELECT 1 FROM volunteers_expenseclaim c JOIN volunteers_expenseitem i ON i.id = c.item_id
       WHERE i.decision_id = OLD.expensedecision_id AND c.activity_id = OLD.helpkind_id);
  END IF;
  IF broken THEN
    RAISE EXCEPTION 'a_decision_in_use_stays' USING ERRCODE = '23514', CONSTRAINT = 'a_decision_in_use_stays',
      TABLE = TG_TABLE_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_in_use_stays BEFORE UPDATE ON volunteers_expensedecision
  FOR EACH ROW EXECUTE FUNCTION volunteers_decision_in_use_stays();
CREATE TRIGGER item_in_use_stays BEFORE UPDATE ON volunteers_expenseitem
  FOR EACH ROW EXECUTE FUNCTION volunteers_decision_in_use_stays();
CREATE TRIGGER activity_in_use_stays BEFORE UPDATE OR DELETE ON volunteers_expensedecision_activities
  FOR EACH ROW EXECUTE FUNCTION volunteers_decision_in_use_stays();
"""
NO_DECISIONS = """
DROP TRIGGER activity_in_use_stays ON volunteers_expensedecision_activities;
DROP TRIGGER item_in_use_stays ON volunteers_expenseitem;
DROP TRIGGER decision_in_use_stays ON volunteers_expensedecision;
DROP FUNCTION volunteers_decision_in_use_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0009_expenses")]

    operations = [
        migrations.RunSQL(CLAIMS, NO_CLAIMS),
        migrations.RunSQL(DECISIONS, NO_DECISIONS),
    ]
