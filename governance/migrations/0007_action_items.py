"""Actions that come out of a meeting: not rewritten, ended once; open, they come back once after each meeting."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

ACTIONS = """
CREATE FUNCTION governance_keep_action() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE meeting governance_meeting;
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM governance_refuse('an_action_stays', TG_TABLE_NAME);
  ELSIF TG_OP = 'INSERT' THEN
    SELECT m.* INTO meeting FROM governance_meeting m WHERE m.id = NEW.meeting_id;
    IF meeting.state NOT IN ('open', 'closed') THEN
      PERFORM governance_refuse('an_action_comes_out_of_a_meeting', TG_TABLE_NAME);
    ELSIF NEW.state <> 'open' THEN
      PERFORM governance_refuse('an_action_begins_open', TG_TABLE_NAME);
    ELSIF NEW.item_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM governance_agendaitem i WHERE i.id = NEW.item_id AND i.meeting_id = NEW.meeting_id) THEN
      PERFORM governance_refuse('an_action_is_of_a_point_of_its_meeting', TG_TABLE_NAME);
    ELSIF NEW.decision_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM governance_decision d WHERE d.id = NEW.decision_id AND d.body_id = meeting.body_id) THEN
      PERFORM governance_refuse('an_action_is_of_a_decision_of_its_body', TG_TABLE_NAME);
    END IF;
  ELSIF (NEW.id, NEW.meeting_id, NEW.item_id, NEW.decision_id, NEW.words, NEW.owner_id, NEW.due_on, NEW.opened_at)
        IS DISTINCT FROM
        (OLD.id, OLD.meeting_id, OLD.item_id, OLD.decision_id, OLD.words, OLD.owner_id, OLD.due_on, OLD.opened_at)
        -- A name is forgotten, never put in place of another.
        OR NEW.owner_name NOT IN (OLD.owner_name, '') THEN
    PERFORM governance_refuse('an_action_stays', TG_TABLE_NAME);
  ELSIF OLD.state <> 'open' AND
        (NEW.state, NEW.ended_at, NEW.outcome) IS DISTINCT FROM (OLD.state, OLD.ended_at, OLD.outcome) THEN
    PERFORM governance_refuse('an_action_ends_once', TG_TABLE_NAME);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_action BEFORE INSERT OR UPDATE OR DELETE ON governance_actionitem
  FOR EACH ROW EXECUTE FUNCTION governance_keep_action();

-- The meeting that had it before is the last one that nothing followed; two that ask at once name the same one, and the
-- second is refused (an_action_returns_once_after_a_meeting).
CREATE FUNCTION governance_return_action() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  action governance_actionitem;
  before governance_meeting;
  meeting governance_meeting;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM governance_refuse('a_return_stays', TG_TABLE_NAME);
  END IF;
  IF TG_OP = 'DELETE' THEN
    -- With its draft, which is thrown away.
    IF EXISTS (SELECT 1 FROM governance_meeting m WHERE m.id = OLD.meeting_id AND m.state <> 'draft') THEN
      PERFORM governance_refuse('a_return_stays', TG_TABLE_NAME);
    END IF;
    RETURN OLD;
  END IF;
  SELECT a.* INTO action FROM governance_actionitem a WHERE a.id = NEW.action_id;
  SELECT m.* INTO meeting FROM governance_meeting m WHERE m.id = NEW.meeting_id;
  SELECT m.* INTO before FROM governance_meeting m
   WHERE m.id = COALESCE((
           SELECT r.meeting_id FROM governance_actionreturn r
            WHERE r.action_id = NEW.action_id AND NOT EXISTS (
                  SELECT 1 FROM governance_actionreturn n WHERE n.action_id = r.action_id AND n.after_id = r.meeting_id)),
           action.meeting_id);
  IF action.state <> 'open' THEN
    PERFORM governance_refuse('what_is_ended_does_not_return', TG_TABLE_NAME);
  ELSIF before.state NOT IN ('closed', 'called_off') THEN
    PERFORM governance_refuse('an_action_waits_for_its_meeting', TG_TABLE_NAME);
  ELSIF meeting.body_id <> before.body_id OR meeting.state NOT IN ('draft', 'convened', 'open') THEN
    PERFORM governance_refuse('an_action_returns_to_its_body', TG_TABLE_NAME);
  END IF;
  NEW.after_id := before.id;
  RETURN NEW;
END $$;
CREATE TRIGGER return_action BEFORE INSERT OR UPDATE OR DELETE ON governance_actionreturn
  FOR EACH ROW EXECUTE FUNCTION governance_return_action();
"""
UNDONE = """
DROP TRIGGER return_action ON governance_actionreturn;
DROP FUNCTION governance_return_action();
DROP TRIGGER keep_action ON governance_actionitem;
DROP FUNCTION governance_keep_action();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0006_members"), ("networking", "0025_consent_to_company")]

    operations = [
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("words", models.CharField(max_length=500, verbose_name="che cosa c'è da fare")),
                ("owner_name", models.CharField(max_length=170, verbose_name="chi se ne occupa (nome)")),
                ("due_on", models.DateField(verbose_name="entro il")),
                ("opened_at", models.DateTimeField(verbose_name="affidata il")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "da fare"), ("done", "fatta"), ("dropped", "lasciata cadere")],
                        default="open",
                        max_length=7,
                        verbose_name="a che punto è",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="finita il")),
                ("outcome", models.CharField(blank=True, max_length=500, verbose_name="com'è finita")),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="governance.decision",
                        verbose_name="quale decisione attua",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="governance.agendaitem",
                        verbose_name="da quale punto nasce",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="governance.meeting",
                        verbose_name="riunione",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi se ne occupa",
                    ),
                ),
            ],
            options={
                "verbose_name": "azione da fare",
                "verbose_name_plural": "azioni da fare",
                "ordering": ["due_on", "opened_at"],
                "indexes": [
                    models.Index(fields=["owner", "due_on"], name="actions_of_somebody"),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_on"], name="actions_to_do"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("outcome", ""), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_action_ends_with_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_dropped_action_says_why",
                        violation_error_message="Scrivi perché non si fa più.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActionReturn",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="governance.actionitem",
                        verbose_name="azione",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.meeting",
                        verbose_name="veniva dalla riunione",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returned_actions",
                        to="governance.meeting",
                        verbose_name="torna nella riunione",
                    ),
                ),
            ],
            options={
                "verbose_name": "ripresa di un'azione",
                "verbose_name_plural": "riprese delle azioni",
                "ordering": ["meeting", "action"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("action", "after"), name="an_action_returns_once_after_a_meeting"
                    ),
                    models.UniqueConstraint(
                        fields=("action", "meeting"), name="an_action_is_once_in_a_meeting"
                    ),
                ],
            },
        ),
        migrations.RunSQL(ACTIONS, UNDONE),
    ]
