"""Who is there, for whom, and how they vote.

Whoever writes in a sitting takes their turn on its meeting. A ballot takes rule, people and rights from the database as
it opens; what it saw is not rewritten, and closed it stays. A secret vote goes through `governance_cast_secret`.
"""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

DAYS = """
CREATE FUNCTION governance_day(at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (at AT TIME ZONE 'Europe/Rome')::date
$$;

CREATE FUNCTION governance_entitled(meeting uuid, on_day date) RETURNS TABLE (person_id uuid, name text)
  LANGUAGE sql STABLE AS $$
  SELECT m.person_id, m.name::text
    FROM governance_meeting g
    JOIN governance_body b ON b.id = g.body_id AND b.kind <> 'assembly'
    JOIN governance_mandate m ON m.body_id = b.id AND m.task IN ('chair', 'vice', 'member', 'treasurer')
   WHERE g.id = meeting AND m.starts_on <= on_day AND (m.ends_on IS NULL OR m.ends_on > on_day)
  UNION
  -- Art. 24, comma 1, D.Lgs. 117/2017: who has been a member for some months.
  SELECT e.person_id, e.name::text
    FROM governance_meeting g
    JOIN governance_body b ON b.id = g.body_id AND b.kind = 'assembly'
    JOIN governance_bodyrule r ON r.id = g.rule_id
    JOIN governance_member e ON e.organization_id = b.organization_id
   WHERE g.id = meeting AND (e.left_on IS NULL OR e.left_on > on_day)
     AND e.admitted_on <= on_day
     AND (e.admitted_on + make_interval(months => r.months_before_voting))::date <= on_day
$$;

CREATE FUNCTION governance_directs(meeting uuid, on_day date) RETURNS TABLE (person_id uuid, kind text)
  LANGUAGE sql STABLE AS $$
  SELECT m.person_id, organ.kind::text
    FROM governance_meeting g
    JOIN governance_body b ON b.id = g.body_id AND b.kind = 'assembly'
    JOIN governance_body organ ON organ.organization_id = b.organization_id AND organ.kind IN ('board', 'control')
    JOIN governance_mandate m ON m.body_id = organ.id AND m.task IN ('chair', 'vice', 'member', 'treasurer')
   WHERE g.id = meeting AND m.starts_on <= on_day AND (m.ends_on IS NULL OR m.ends_on > on_day)
$$;

CREATE FUNCTION governance_is_minor(somebody uuid, on_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM networking_person p
                  WHERE p.id = somebody AND p.birth_date > (on_day - interval '18 years')::date)
$$;

CREATE FUNCTION governance_answers_for(child uuid, meeting uuid, on_day date) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT g.guardian_id FROM networking_guardianship g
   WHERE g.child_id = child AND g.can_book
     AND g.starts_on <= on_day AND (g.ends_on IS NULL OR g.ends_on > on_day)
   ORDER BY EXISTS (SELECT 1 FROM governance_presence p
                     WHERE p.meeting_id = meeting AND p.person_id = g.guardian_id AND p.until_at IS NULL) DESC,
            g.starts_on, g.id
   LIMIT 1
$$;
"""
ELECTORATE = """
-- Everybody with a vote in the body; of who is there or represented, who casts it; and who has none on this point.
CREATE FUNCTION governance_electorate(point uuid, at timestamptz)
  RETURNS TABLE (person_id uuid, name text, caster_id uuid, how text, is_there boolean,
                 is_director boolean, is_recused boolean)
  LANGUAGE sql STABLE AS $$
  WITH item AS (
    SELECT i.id, i.meeting_id, governance_day(at) AS day, q.excludes_directors
      FROM governance_agendaitem i
      JOIN governance_meeting g ON g.id = i.meeting_id
      JOIN governance_matterrule q ON q.rule_id = g.rule_id AND q.matter = i.matter AND q.call = COALESCE(g.call, 1)
     WHERE i.id = point
  ), entitled AS (
    SELECT e.person_id, e.name FROM item, governance_entitled(item.meeting_id, item.day) e
  ), there AS (
    SELECT p.person_id FROM governance_presence p JOIN item ON p.meeting_id = item.meeting_id
     WHERE p.from_at <= at AND (p.until_at IS NULL OR p.until_at > at)
  ), delegated AS (
    SELECT d.grantor_id, d.holder_id FROM governance_proxy d JOIN item ON d.meeting_id = item.meeting_id
     WHERE d.revoked_at IS NULL AND d.given_at <= at
       AND d.holder_id IN (SELECT t.person_id FROM there t) AND d.grantor_id NOT IN (SELECT t.person_id FROM there t)
       AND d.holder_id IN (SELECT e.person_id FROM entitled e)
  ), casters AS (
    SELECT e.person_id, e.name, t.person_id IS NOT NULL AS is_there,
           CASE WHEN t.person_id IS NULL THEN d.holder_id
                WHEN governance_is_minor(e.person_id, item.day)
                  THEN governance_answers_for(e.person_id, item.meeting_id, item.day)
                ELSE e.person_id END AS caster_id,
           CASE WHEN t.person_id IS NULL THEN 'proxy'
                WHEN governance_is_minor(e.person_id, item.day) THEN 'guardian'
                ELSE 'self' END AS how
      FROM item CROSS JOIN entitled e
      LEFT JOIN there t ON t.person_id = e.person_id
      LEFT JOIN delegated d ON d.grantor_id = e.person_id
  )
  SELECT c.person_id, c.name, c.caster_id, c.how, c.is_there,
         item.excludes_directors AND EXISTS (
           SELECT 1 FROM governance_directs(item.meeting_id, item.day) o
            WHERE o.kind = 'board' AND o.person_id IN (c.person_id, c.caster_id)),
         EXISTS (SELECT 1 FROM governance_recusal s
                  WHERE s.item_id = item.id AND s.person_id IN (c.person_id, c.caster_id))
    FROM item CROSS JOIN casters c
$$;

CREATE FUNCTION governance_who_is_there(point uuid, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
      'entitled', count(*),
      'present', count(*) FILTER (WHERE e.is_there),
      'represented', count(*) FILTER (WHERE NOT e.is_there AND e.caster_id IS NOT NULL),
      'directors', count(*) FILTER (WHERE (e.is_there OR e.caster_id IS NOT NULL) AND e.is_director),
      'recused', count(*) FILTER (WHERE (e.is_there OR e.caster_id IS NOT NULL) AND e.is_recused AND NOT e.is_director),
      'unanswered', count(*) FILTER (WHERE e.is_there AND e.caster_id IS NULL AND NOT e.is_director AND NOT e.is_recused),
      'rights', count(*) FILTER (WHERE e.caster_id IS NOT NULL AND NOT e.is_director AND NOT e.is_recused))
    FROM governance_electorate(point, at) e
$$;

CREATE FUNCTION governance_rule_of(point uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
      'version', r.version, 'source', r.source, 'matter', q.matter, 'call', q.call,
      'quorum', jsonb_build_array(q.quorum_numerator, q.quorum_denominator, q.quorum_is_strict),
      'majority', jsonb_build_array(q.majority_numerator, q.majority_denominator, q.majority_is_strict),
      'base', q.majority_base, 'is_secret', q.is_secret, 'casting', r.has_casting_vote,
      'totalitarian', i.notified_in IS NULL, 'may_be_totalitarian', r.may_be_totalitarian)
    FROM governance_agendaitem i
    JOIN governance_meeting g ON g.id = i.meeting_id
    JOIN governance_bodyrule r ON r.id = g.rule_id
    JOIN governance_matterrule q ON q.rule_id = r.id AND q.matter = i.matter AND q.call = COALESCE(g.call, 1)
   WHERE i.id = point
$$;
"""
PRESENCES = """
-- Whoever writes in a sitting waits here for who was writing.
CREATE FUNCTION governance_take_turn(meeting uuid) RETURNS governance_meeting LANGUAGE plpgsql AS $$
DECLARE found_one governance_meeting;
BEGIN
  SELECT g.* INTO found_one FROM governance_meeting g WHERE g.id = meeting FOR NO KEY UPDATE;
  RETURN found_one;
END $$;

CREATE FUNCTION governance_seen_by(meeting uuid, since timestamptz, til timestamptz) RETURNS uuid[]
  LANGUAGE sql STABLE AS $$
  SELECT COALESCE(array_agg(b.id ORDER BY b.id), '{}') FROM governance_ballot b
    JOIN governance_agendaitem i ON i.id = b.item_id
   WHERE i.meeting_id = meeting AND b.opened_at >= since AND (til IS NULL OR b.opened_at < til)
$$;

CREATE FUNCTION governance_is_called(meeting governance_meeting, somebody uuid) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM governance_mandate m
                  WHERE m.body_id = meeting.body_id AND m.person_id = somebody
                    AND m.starts_on <= governance_day(meeting.first_call_at)
                    AND (m.ends_on IS NULL OR m.ends_on > governance_day(meeting.first_call_at)))
      OR EXISTS (SELECT 1 FROM governance_body b
                   JOIN governance_member e ON e.organization_id = b.organization_id AND b.kind = 'assembly'
                  WHERE b.id = meeting.body_id AND e.person_id = somebody
                    AND e.admitted_on <= governance_day(meeting.first_call_at)
                    AND (e.left_on IS NULL OR e.left_on > governance_day(meeting.first_call_at)))
$$;

CREATE FUNCTION governance_keep_presence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE meeting governance_meeting; before uuid[] := '{}'; after uuid[] := '{}';
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.name = '' AND to_jsonb(NEW) - 'name' = to_jsonb(OLD) - 'name' THEN
    RETURN NEW;
  END IF;
  meeting := governance_take_turn(CASE WHEN TG_OP = 'DELETE' THEN OLD.meeting_id ELSE NEW.meeting_id END);
  IF meeting.state NOT IN ('convened', 'open') THEN
    PERFORM governance_refuse('one_comes_to_a_meeting_going_on', TG_TABLE_NAME);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    before := governance_seen_by(OLD.meeting_id, OLD.from_at, OLD.until_at);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    after := governance_seen_by(NEW.meeting_id, NEW.from_at, NEW.until_at);
    IF NEW.mode = 'remote' AND meeting.mode = 'in_person' THEN
      PERFORM governance_refuse('nobody_from_afar_in_this_meeting', TG_TABLE_NAME);
    END IF;
    IF NOT governance_is_called(meeting, NEW.person_id) THEN
      PERFORM governance_refuse('only_who_is_called_comes', TG_TABLE_NAME);
    END IF;
  END IF;
  IF before <> after OR (TG_OP = 'UPDATE' AND before <> '{}' AND (NEW.meeting_id, NEW.person_id, NEW.mode)
       IS DISTINCT FROM (OLD.meeting_id, OLD.person_id, OLD.mode)) THEN
    PERFORM governance_refuse('what_a_ballot_saw_stays', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- Who had given a proxy and turns up votes for themselves.
    UPDATE governance_proxy d SET revoked_at = GREATEST(NEW.from_at, d.given_at), ended = 'turned_up'
     WHERE d.meeting_id = NEW.meeting_id AND d.grantor_id = NEW.person_id AND d.revoked_at IS NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_presence BEFORE INSERT OR UPDATE OR DELETE ON governance_presence
  FOR EACH ROW EXECUTE FUNCTION governance_keep_presence();
"""
PROXIES = """
CREATE FUNCTION governance_most_proxies(meeting governance_meeting) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN r.large_from <= CASE WHEN b.kind = 'assembly'
      THEN (SELECT count(*) FROM governance_member e
             WHERE e.organization_id = b.organization_id AND e.admitted_on <= governance_day(meeting.first_call_at)
               AND (e.left_on IS NULL OR e.left_on > governance_day(meeting.first_call_at)))
      ELSE (SELECT count(*) FROM governance_entitled(meeting.id, governance_day(meeting.first_call_at))) END
    THEN r.most_proxies_when_large ELSE r.most_proxies END
    FROM governance_bodyrule r JOIN governance_body b ON b.id = meeting.body_id WHERE r.id = meeting.rule_id
$$;

CREATE FUNCTION governance_give_proxy(meant governance_proxy, meeting governance_meeting) RETURNS void
  LANGUAGE plpgsql AS $$
DECLARE day date := governance_day(meeting.first_call_at); most integer := governance_most_proxies(meeting);
BEGIN
  IF meeting.state NOT IN ('convened', 'open') THEN
    PERFORM governance_refuse('a_proxy_is_for_a_meeting_to_come', 'governance_proxy');
  END IF;
  IF most = 0 THEN
    PERFORM governance_refuse('these_rules_know_no_proxies', 'governance_proxy');
  END IF;
  IF meant.grantor_id <> meant.holder_id AND (SELECT count(*) FROM governance_entitled(meeting.id, day) e
       WHERE e.person_id IN (meant.grantor_id, meant.holder_id)) < 2 THEN
    PERFORM governance_refuse('a_proxy_is_between_those_who_vote', 'governance_proxy');
  END IF;
  IF governance_is_minor(meant.holder_id, day) THEN
    PERFORM governance_refuse('a_proxy_goes_to_an_adult', 'governance_proxy');
  END IF;
  IF EXISTS (SELECT 1 FROM governance_proxy d WHERE d.meeting_id = meeting.id AND d.revoked_at IS NULL
                AND (d.holder_id = meant.grantor_id OR d.grantor_id = meant.holder_id)) THEN
    PERFORM governance_refuse('a_proxy_goes_no_further', 'governance_proxy');
  END IF;
  -- Art. 2372 of the civil code, as art. 24 D.Lgs. 117/2017 takes it over.
  IF NOT (SELECT r.officers_hold_proxies FROM governance_bodyrule r WHERE r.id = meeting.rule_id)
     AND EXISTS (SELECT 1 FROM governance_directs(meeting.id, day) o WHERE o.person_id = meant.holder_id) THEN
    PERFORM governance_refuse('no_proxy_to_who_directs', 'governance_proxy');
  END IF;
  IF (SELECT count(*) FROM governance_proxy d
       WHERE d.meeting_id = meeting.id AND d.holder_id = meant.holder_id AND d.revoked_at IS NULL) >= most THEN
    PERFORM governance_refuse('no_more_proxies_than_rules_allow', 'governance_proxy');
  END IF;
  IF EXISTS (SELECT 1 FROM governance_presence p
              WHERE p.meeting_id = meeting.id AND p.person_id = meant.grantor_id AND p.until_at IS NULL) THEN
    PERFORM governance_refuse('who_is_there_votes_for_themselves', 'governance_proxy');
  END IF;
END $$;

CREATE FUNCTION governance_keep_proxy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM governance_give_proxy(NEW, governance_take_turn(NEW.meeting_id));
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.grantor_name IN (OLD.grantor_name, '') AND NEW.holder_name IN (OLD.holder_name, '')
     AND to_jsonb(NEW) - '{grantor_name,holder_name,revoked_at,ended}'::text[]
       = to_jsonb(OLD) - '{grantor_name,holder_name,revoked_at,ended}'::text[]
     AND (OLD.revoked_at IS NULL OR (NEW.revoked_at, NEW.ended) IS NOT DISTINCT FROM (OLD.revoked_at, OLD.ended)) THEN
    RETURN NEW;
  END IF;
  PERFORM governance_refuse('a_proxy_is_only_withdrawn', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_proxy BEFORE INSERT OR UPDATE OR DELETE ON governance_proxy
  FOR EACH ROW EXECUTE FUNCTION governance_keep_proxy();

CREATE FUNCTION governance_keep_recusal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE meeting governance_meeting; point uuid;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.name IN (OLD.name, '') AND to_jsonb(NEW) - 'name' = to_jsonb(OLD) - 'name' THEN
      RETURN NEW;
    END IF;
    PERFORM governance_refuse('what_a_ballot_saw_stays', TG_TABLE_NAME);
  END IF;
  point := CASE WHEN TG_OP = 'DELETE' THEN OLD.item_id ELSE NEW.item_id END;
  meeting := governance_take_turn((SELECT i.meeting_id FROM governance_agendaitem i WHERE i.id = point));
  IF meeting.state NOT IN ('convened', 'open') THEN
    PERFORM governance_refuse('one_comes_to_a_meeting_going_on', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM governance_ballot b WHERE b.item_id = point) THEN
      PERFORM governance_refuse('what_a_ballot_saw_stays', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
  END IF;
  IF EXISTS (SELECT 1 FROM governance_ballot b WHERE b.item_id = point AND b.closed_at IS NULL) THEN
    PERFORM governance_refuse('nobody_steps_aside_while_one_votes', TG_TABLE_NAME);
  END IF;
  IF NOT governance_is_called(meeting, NEW.person_id) THEN
    PERFORM governance_refuse('only_who_is_called_comes', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_recusal BEFORE INSERT OR UPDATE OR DELETE ON governance_recusal
  FOR EACH ROW EXECUTE FUNCTION governance_keep_recusal();
"""
BALLOTS = """
CREATE FUNCTION governance_reaches(share jsonb, many bigint, base bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN (share->>2)::boolean THEN many * (share->>1)::bigint > base * (share->>0)::bigint
              ELSE many * (share->>1)::bigint >= base * (share->>0)::bigint END
$$;

CREATE FUNCTION governance_open_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE meeting governance_meeting; there bigint; entitled bigint;
BEGIN
  meeting := governance_take_turn((SELECT i.meeting_id FROM governance_agendaitem i WHERE i.id = NEW.item_id));
  IF meeting.state <> 'open' OR NEW.opened_at < meeting.opened_at OR NEW.closed_at IS NOT NULL THEN
    PERFORM governance_refuse('one_votes_in_a_meeting_going_on', TG_TABLE_NAME);
  END IF;
  IF EXISTS (SELECT 1 FROM governance_ballot b JOIN governance_agendaitem i ON i.id = b.item_id
              WHERE i.meeting_id = meeting.id AND (b.closed_at IS NULL OR b.closed_at > NEW.opened_at)) THEN
    PERFORM governance_refuse('one_ballot_at_a_time', TG_TABLE_NAME);
  END IF;
  NEW.rule := governance_rule_of(NEW.item_id);
  NEW.snapshot := governance_who_is_there(NEW.item_id, NEW.opened_at);
  NEW.is_secret := NEW.is_secret OR (NEW.rule->>'is_secret')::boolean;
  NEW.favour := NULL; NEW.against := NULL; NEW.abstained := NULL;
  there := (NEW.snapshot->>'present')::bigint + (NEW.snapshot->>'represented')::bigint;
  entitled := (NEW.snapshot->>'entitled')::bigint;
  IF NOT governance_reaches(NEW.rule->'quorum', there, entitled) THEN
    PERFORM governance_refuse('no_quorum_no_ballot', TG_TABLE_NAME);
  END IF;
  IF (NEW.rule->>'totalitarian')::boolean
     AND NOT ((NEW.rule->>'may_be_totalitarian')::boolean AND there = entitled) THEN
    PERFORM governance_refuse('off_the_agenda_only_with_all_there', TG_TABLE_NAME);
  END IF;
  IF (NEW.snapshot->>'rights')::bigint = 0 THEN
    PERFORM governance_refuse('somebody_must_have_a_vote', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER open_ballot BEFORE INSERT ON governance_ballot
  FOR EACH ROW EXECUTE FUNCTION governance_open_ballot();

CREATE FUNCTION governance_write_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO governance_ballotright
      (id, ballot_id, person_id, name, caster_id, caster_name, how, presides, opened_at, has_voted)
  SELECT gen_random_uuid(), NEW.id, e.person_id, e.name, e.caster_id,
         COALESCE(NULLIF(btrim(p.given_name || ' ' || p.family_name), ''), e.name), e.how,
         COALESCE(e.person_id = g.chair_id, false), NEW.opened_at, false
    FROM governance_electorate(NEW.item_id, NEW.opened_at) e
    JOIN governance_agendaitem i ON i.id = NEW.item_id
    JOIN governance_meeting g ON g.id = i.meeting_id
    LEFT JOIN networking_person p ON p.id = e.caster_id
   WHERE e.caster_id IS NOT NULL AND NOT e.is_director AND NOT e.is_recused;
  IF NEW.is_secret THEN
    INSERT INTO governance_secrettally (ballot_id, choice, votes)
    VALUES (NEW.id, 'favour', 0), (NEW.id, 'against', 0), (NEW.id, 'abstained', 0);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER write_rights AFTER INSERT ON governance_ballot
  FOR EACH ROW EXECUTE FUNCTION governance_write_rights();

CREATE FUNCTION governance_votes_for(ballot uuid, chosen text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT (SELECT count(*) FROM governance_openvote v JOIN governance_ballotright r ON r.id = v.right_id
           WHERE r.ballot_id = ballot AND v.choice = chosen)
       + COALESCE((SELECT t.votes FROM governance_secrettally t WHERE t.ballot_id = ballot AND t.choice = chosen), 0)
$$;

CREATE FUNCTION governance_keep_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL THEN
    PERFORM governance_refuse('a_closed_ballot_stays', TG_TABLE_NAME);
  END IF;
  IF to_jsonb(NEW) - '{closed_at,favour,against,abstained,outcome,explanation,void_because}'::text[]
     <> to_jsonb(OLD) - '{closed_at,favour,against,abstained,outcome,explanation,void_because}'::text[]
     OR NEW.closed_at < NEW.opened_at THEN
    PERFORM governance_refuse('a_ballot_keeps_its_question', TG_TABLE_NAME);
  END IF;
  IF NEW.outcome IN ('adopted', 'rejected') AND (NEW.favour, NEW.against, NEW.abstained) IS DISTINCT FROM
       (governance_votes_for(NEW.id, 'favour')::int, governance_votes_for(NEW.id, 'against')::int,
        governance_votes_for(NEW.id, 'abstained')::int) THEN
    PERFORM governance_refuse('counts_are_what_was_voted', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_ballot BEFORE UPDATE OR DELETE ON governance_ballot
  FOR EACH ROW EXECUTE FUNCTION governance_keep_ballot();

CREATE FUNCTION governance_keep_sitting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM governance_ballot b JOIN governance_agendaitem i ON i.id = b.item_id
              WHERE i.meeting_id = NEW.id AND b.closed_at IS NULL) THEN
    PERFORM governance_refuse('no_ballot_is_left_open', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_sitting BEFORE UPDATE OF state ON governance_meeting
  FOR EACH ROW WHEN (OLD.state = 'open' AND NEW.state = 'closed') EXECUTE FUNCTION governance_keep_sitting();
"""
VOTES = """
CREATE FUNCTION governance_is_casting() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE(current_setting('governance.casting', true), '') = 'on'
$$;

CREATE FUNCTION governance_keep_right() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (pg_trigger_depth() > 1 OR governance_is_casting()) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.name IN (OLD.name, '') AND NEW.caster_name IN (OLD.caster_name, '')
     AND to_jsonb(NEW) - '{name,caster_name,has_voted}'::text[] = to_jsonb(OLD) - '{name,caster_name,has_voted}'::text[]
     AND (NEW.has_voted = OLD.has_voted
          OR (NEW.has_voted AND (pg_trigger_depth() > 1 OR governance_is_casting()))) THEN
    RETURN NEW;
  END IF;
  PERFORM governance_refuse('rights_are_written_by_the_ballot', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_right BEFORE INSERT OR UPDATE OR DELETE ON governance_ballotright
  FOR EACH ROW EXECUTE FUNCTION governance_keep_right();

CREATE FUNCTION governance_keep_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ballot governance_ballot;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM governance_refuse('a_vote_is_never_changed', TG_TABLE_NAME);
  END IF;
  -- Who closes waits for the votes that are being cast; who comes after finds it closed.
  SELECT b.* INTO ballot FROM governance_ballot b JOIN governance_ballotright r ON r.ballot_id = b.id
   WHERE r.id = NEW.right_id FOR SHARE OF b;
  IF ballot.closed_at IS NOT NULL THEN
    PERFORM governance_refuse('the_ballot_is_closed', TG_TABLE_NAME);
  END IF;
  IF ballot.is_secret THEN
    PERFORM governance_refuse('a_secret_ballot_keeps_no_votes', TG_TABLE_NAME);
  END IF;
  UPDATE governance_ballotright SET has_voted = true WHERE id = NEW.right_id;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_vote BEFORE INSERT OR UPDATE OR DELETE ON governance_openvote
  FOR EACH ROW EXECUTE FUNCTION governance_keep_vote();

CREATE FUNCTION governance_keep_tally() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND pg_trigger_depth() > 1) OR (TG_OP = 'UPDATE' AND governance_is_casting()) THEN
    RETURN NEW;
  END IF;
  PERFORM governance_refuse('a_tally_grows_by_votes_alone', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_tally BEFORE INSERT OR UPDATE OR DELETE ON governance_secrettally
  FOR EACH ROW EXECUTE FUNCTION governance_keep_tally();

-- All three rows are written for every vote: which of them grew is in none.
CREATE FUNCTION governance_cast_secret(vote uuid, chosen text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ballot governance_ballot;
BEGIN
  SELECT b.* INTO ballot FROM governance_ballot b JOIN governance_ballotright r ON r.ballot_id = b.id
   WHERE r.id = vote FOR NO KEY UPDATE OF b;
  IF ballot.closed_at IS NOT NULL THEN
    PERFORM governance_refuse('the_ballot_is_closed', 'governance_secrettally');
  END IF;
  IF ballot.is_secret IS NOT TRUE OR chosen NOT IN ('favour', 'against', 'abstained') THEN
    PERFORM governance_refuse('a_secret_vote_is_one_of_three', 'governance_secrettally');
  END IF;
  PERFORM set_config('governance.casting', 'on', true);
  UPDATE governance_ballotright SET has_voted = true WHERE id = vote AND NOT has_voted;
  IF NOT FOUND THEN
    PERFORM governance_refuse('one_votes_once', 'governance_secrettally');
  END IF;
  UPDATE governance_secrettally t SET votes = t.votes + (t.choice = chosen)::int WHERE t.ballot_id = ballot.id;
  PERFORM set_config('governance.casting', '', true);
END $$;
"""
UNDONE = """
DROP FUNCTION governance_cast_secret(uuid, text);
DROP TRIGGER keep_tally ON governance_secrettally;
DROP FUNCTION governance_keep_tally();
DROP TRIGGER keep_vote ON governance_openvote;
DROP FUNCTION governance_keep_vote();
DROP TRIGGER keep_right ON governance_ballotright;
DROP FUNCTION governance_keep_right();
DROP FUNCTION governance_is_casting();
DROP TRIGGER keep_sitting ON governance_meeting;
DROP FUNCTION governance_keep_sitting();
DROP TRIGGER keep_ballot ON governance_ballot;
DROP FUNCTION governance_keep_ballot();
DROP FUNCTION governance_votes_for(uuid, text);
DROP TRIGGER write_rights ON governance_ballot;
DROP FUNCTION governance_write_rights();
DROP TRIGGER open_ballot ON governance_ballot;
DROP FUNCTION governance_open_ballot();
DROP FUNCTION governance_reaches(jsonb, bigint, bigint);
DROP TRIGGER keep_recusal ON governance_recusal;
DROP FUNCTION governance_keep_recusal();
DROP TRIGGER keep_proxy ON governance_proxy;
DROP FUNCTION governance_keep_proxy();
DROP FUNCTION governance_give_proxy(governance_proxy, governance_meeting);
DROP FUNCTION governance_most_proxies(governance_meeting);
DROP TRIGGER keep_presence ON governance_presence;
DROP FUNCTION governance_keep_presence();
DROP FUNCTION governance_is_called(governance_meeting, uuid);
DROP FUNCTION governance_seen_by(uuid, timestamptz, timestamptz);
DROP FUNCTION governance_take_turn(uuid);
DROP FUNCTION governance_rule_of(uuid);
DROP FUNCTION governance_who_is_there(uuid, timestamptz);
DROP FUNCTION governance_electorate(uuid, timestamptz);
DROP FUNCTION governance_answers_for(uuid, uuid, date);
DROP FUNCTION governance_is_minor(uuid, date);
DROP FUNCTION governance_directs(uuid, date);
DROP FUNCTION governance_entitled(uuid, date);
DROP FUNCTION governance_day(timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0025_consent_to_company"),
        ("governance", "0002_convening"),
    ]

    operations = [
        migrations.CreateModel(
            name="BallotRight",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("caster_name", models.CharField(max_length=170, verbose_name="chi vota (nome)")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("self", "di persona"),
                            ("proxy", "per delega"),
                            ("guardian", "chi ha la responsabilità genitoriale"),
                        ],
                        default="self",
                        max_length=8,
                        verbose_name="a che titolo",
                    ),
                ),
                ("presides", models.BooleanField(default=False, verbose_name="presiede")),
                ("opened_at", models.DateTimeField(verbose_name="dalle")),
                ("has_voted", models.BooleanField(db_default=False, default=False, verbose_name="ha votato")),
            ],
            options={
                "verbose_name": "diritto di voto",
                "verbose_name_plural": "diritti di voto",
                "ordering": ["ballot", "name"],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("question", models.CharField(max_length=500, verbose_name="che cosa si vota")),
                ("is_secret", models.BooleanField(default=False, verbose_name="voto segreto")),
                ("opened_at", models.DateTimeField(verbose_name="aperta alle")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="chiusa alle")),
                ("rule", models.JSONField(default=dict, verbose_name="regola")),
                ("snapshot", models.JSONField(default=dict, verbose_name="chi c'era")),
                ("favour", models.PositiveIntegerField(blank=True, null=True, verbose_name="a favore")),
                ("against", models.PositiveIntegerField(blank=True, null=True, verbose_name="contro")),
                ("abstained", models.PositiveIntegerField(blank=True, null=True, verbose_name="astensioni")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "si sta votando"),
                            ("adopted", "approvata"),
                            ("rejected", "respinta"),
                            ("void", "annullata"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="esito",
                    ),
                ),
                ("explanation", models.JSONField(default=list, verbose_name="come si è contato")),
                (
                    "void_because",
                    models.CharField(blank=True, max_length=300, verbose_name="perché è annullata"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="governance.agendaitem",
                        verbose_name="punto all'ordine del giorno",
                    ),
                ),
            ],
            options={
                "verbose_name": "votazione",
                "verbose_name_plural": "votazioni",
                "ordering": ["opened_at"],
            },
        ),
        migrations.CreateModel(
            name="OpenVote",
            fields=[
                (
                    "right",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="vote",
                        serialize=False,
                        to="governance.ballotright",
                        verbose_name="diritto di voto",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("favour", "A favore"), ("against", "Contro"), ("abstained", "Mi astengo")],
                        max_length=9,
                        verbose_name="voto",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="alle")),
            ],
            options={
                "verbose_name": "voto palese",
                "verbose_name_plural": "voti palesi",
                "ordering": ["right"],
            },
        ),
        migrations.AddField(
            model_name="ballotright",
            name="ballot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rights",
                to="governance.ballot",
                verbose_name="votazione",
            ),
        ),
        migrations.AddField(
            model_name="ballotright",
            name="caster",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="networking.person",
                verbose_name="chi vota",
            ),
        ),
        migrations.AddField(
            model_name="ballotright",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="networking.person",
                verbose_name="chi",
            ),
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("from_at", models.DateTimeField(verbose_name="dalle")),
                ("until_at", models.DateTimeField(blank=True, null=True, verbose_name="fino alle")),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "di persona"), ("remote", "da lontano")],
                        default="in_person",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                (
                    "identity_check",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "non serve"),
                            ("known", "riconosciuta o riconosciuto in video da chi presiede"),
                            ("document", "documento mostrato in video"),
                            ("signed_in", "entrata o entrato nel portale con SPID o CIE"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="come si sa chi è",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="governance.meeting",
                        verbose_name="riunione",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "presenza a una riunione",
                "verbose_name_plural": "presenze alle riunioni",
                "ordering": ["meeting", "from_at", "name"],
            },
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("grantor_name", models.CharField(max_length=170, verbose_name="chi la dà (nome)")),
                ("holder_name", models.CharField(max_length=170, verbose_name="chi la riceve (nome)")),
                ("is_given_here", models.BooleanField(default=False, verbose_name="data nel portale")),
                ("given_at", models.DateTimeField(verbose_name="data il")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="non vale più dal")),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "vale"),
                            ("withdrawn", "revocata"),
                            ("turned_up", "chi l'aveva data è venuta o venuto"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="perché non vale più",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="delega firmata",
                    ),
                ),
                (
                    "grantor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi la dà",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi la riceve",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to="governance.meeting",
                        verbose_name="riunione",
                    ),
                ),
            ],
            options={
                "verbose_name": "delega",
                "verbose_name_plural": "deleghe",
                "ordering": ["meeting", "grantor_name"],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="perché non vota")),
                ("declared_at", models.DateTimeField(verbose_name="detto alle")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="governance.agendaitem",
                        verbose_name="punto all'ordine del giorno",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "astensione per conflitto di interessi",
                "verbose_name_plural": "astensioni per conflitto di interessi",
                "ordering": ["item", "name"],
            },
        ),
        migrations.CreateModel(
            name="SecretTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("favour", "A favore"), ("against", "Contro"), ("abstained", "Mi astengo")],
                        max_length=9,
                        verbose_name="voto",
                    ),
                ),
                ("votes", models.PositiveIntegerField(default=0, verbose_name="quanti")),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="governance.ballot",
                        verbose_name="votazione",
                    ),
                ),
            ],
            options={
                "verbose_name": "conteggio segreto",
                "verbose_name_plural": "conteggi segreti",
                "ordering": ["ballot", "choice"],
            },
        ),
        migrations.AddIndex(
            model_name="ballot",
            index=models.Index(fields=["item", "opened_at"], name="ballots_of_an_item"),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("item",),
                name="one_open_ballot_on_an_item",
                violation_error_message="Su questo punto si sta già votando.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("outcome", "")),
                    models.Q(
                        ("abstained__isnull", False),
                        ("against__isnull", False),
                        ("closed_at__isnull", False),
                        ("favour__isnull", False),
                        ("outcome__in", ["adopted", "rejected"]),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("outcome", "void"),
                        models.Q(("void_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_ballot_ends_with_an_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="ballotright",
            index=models.Index(fields=["caster"], name="rights_of_a_caster"),
        ),
        migrations.AddConstraint(
            model_name="ballotright",
            constraint=models.UniqueConstraint(fields=("ballot", "person"), name="one_vote_each"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_at", None), ("until_at__gt", models.F("from_at")), _connector="OR"
                ),
                name="leaves_after_entering",
                violation_error_message="Uscirebbe prima di entrare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode", "in_person"), models.Q(("identity_check", ""), _negated=True), _connector="OR"
                ),
                name="from_afar_one_knows_who",
                violation_error_message="Di chi partecipa da lontano scrivi come sai chi è.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("meeting", "="),
                    ("person", "="),
                    (
                        models.Func(
                            "from_at",
                            "until_at",
                            function="tstzrange",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="there_once_at_a_time",
                violation_error_message="In quel momento risulta già presente.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxy",
            constraint=models.CheckConstraint(
                condition=models.Q(("grantor", models.F("holder")), _negated=True),
                name="nobody_is_their_own_proxy",
                violation_error_message="Una delega va a un'altra persona.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxy",
            constraint=models.CheckConstraint(
                condition=models.Q(("document__isnull", False), ("is_given_here", True), _connector="OR"),
                name="a_proxy_is_written",
                violation_error_message="Una delega è scritta: carica il foglio firmato.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended", ""), ("revoked_at", None)),
                    models.Q(("revoked_at__isnull", False), models.Q(("ended", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_proxy_says_why_it_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)),
                fields=("meeting", "grantor"),
                name="one_live_proxy_of_a_person",
                violation_error_message="Ha già dato una delega per questa riunione.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(
                fields=("item", "person"),
                name="steps_aside_once",
                violation_error_message="Ha già detto che non vota su questo punto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="secrettally",
            constraint=models.UniqueConstraint(fields=("ballot", "choice"), name="one_tally_a_choice"),
        ),
        migrations.RunSQL(DAYS + ELECTORATE + PRESENCES + PROXIES + BALLOTS + VOTES, UNDONE),
    ]
