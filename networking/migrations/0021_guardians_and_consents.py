import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0020_staff_policies"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuardianInvitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("parent", "genitore"),
                            ("tutor", "tutore o tutrice"),
                            ("foster", "affidatario o affidataria"),
                            ("support", "amministratore o amministratrice di sostegno"),
                        ],
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                (
                    "digest",
                    models.BinaryField(max_length=32, unique=True, verbose_name="impronta del collegamento"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail di chi è invitato"),
                ),
                ("created_at", models.DateTimeField(verbose_name="mandato il")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="accettato il")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ritirato il")),
            ],
            options={
                "verbose_name": "invito a rispondere insieme",
                "verbose_name_plural": "inviti a rispondere insieme",
                "ordering": ["-created_at"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="guardianship",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="guardianship",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="guardianship",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="consent",
            name="given_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networking.person",
                verbose_name="dato da",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networking.person",
                verbose_name="ritirato da",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="proof",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Quale: per esempio «decreto del tribunale di Spoleto n. 12/2026». Non che cosa racconta.",
                max_length=200,
                verbose_name="documento visto",
            ),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="proof_date",
            field=models.DateField(blank=True, null=True, verbose_name="data del documento"),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="proof_seen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="visto il"),
        ),
        migrations.AddField(
            model_name="guardianship",
            name="proof_seen_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="visto da",
            ),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="proof",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Quale: per esempio «decreto del tribunale di Spoleto n. 12/2026». Non che cosa racconta.",
                max_length=200,
                verbose_name="documento visto",
            ),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="proof_date",
            field=models.DateField(blank=True, null=True, verbose_name="data del documento"),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="proof_seen_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="visto il"),
        ),
        migrations.AddField(
            model_name="guardianshipevent",
            name="proof_seen_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="visto da",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="given_through",
            field=models.CharField(
                choices=[
                    ("own", "nella propria area"),
                    ("desk", "allo sportello"),
                    ("paper", "su un modulo di carta firmato"),
                    ("link", "dal collegamento in fondo a una e-mail"),
                ],
                max_length=10,
                verbose_name="dato come",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("news", "ricevere notizie del progetto"),
                    ("photos", "foto e video durante le attività"),
                    ("needs", "esigenze lette da chi conduce"),
                    ("going_home", "tornare a casa da solo o da sola"),
                ],
                max_length=20,
                verbose_name="per che cosa",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="withdrawn_through",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own", "nella propria area"),
                    ("desk", "allo sportello"),
                    ("paper", "su un modulo di carta firmato"),
                    ("link", "dal collegamento in fondo a una e-mail"),
                ],
                max_length=10,
                verbose_name="ritirato come",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="limits_need_a_document",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE is_less boolean; is_fresh boolean;",
                    func="\n        IF TG_OP = 'INSERT' THEN\n            is_less := NOT (NEW.can_book AND NEW.can_collect);\n            is_fresh := true;\n        ELSE\n            is_less := (OLD.can_book AND NOT NEW.can_book) OR (OLD.can_collect AND NOT NEW.can_collect)\n                OR coalesce(NEW.ends_on, 'infinity') < coalesce(OLD.ends_on, 'infinity')\n                OR NEW.starts_on > OLD.starts_on\n                OR NEW.guardian_id <> OLD.guardian_id OR NEW.child_id <> OLD.child_id;\n            is_fresh := NEW.proof_seen_at IS DISTINCT FROM OLD.proof_seen_at;\n        END IF;\n        IF is_less AND (NEW.proof = '' OR NEW.proof_date IS NULL OR NEW.proof_seen_by_id IS NULL\n                        OR NEW.proof_seen_at IS NULL OR NOT is_fresh) THEN\n            RAISE EXCEPTION 'a right becomes less only by a document somebody has seen'\n                USING ERRCODE = '23514', CONSTRAINT = 'a_limit_needs_a_document', TABLE = TG_TABLE_NAME;\n        END IF;\n        IF is_less AND EXISTS (\n            SELECT 1 FROM networking_person p WHERE p.account_id = NEW.proof_seen_by_id\n               AND (p.id IN (NEW.child_id, NEW.guardian_id) OR EXISTS (\n                    SELECT 1 FROM networking_guardianship g WHERE g.child_id = NEW.child_id AND g.guardian_id = p.id))\n        ) THEN\n            RAISE EXCEPTION 'nobody limits the rights of who answers for the same child'\n                USING ERRCODE = '23514', CONSTRAINT = 'nobody_limits_their_own_family', TABLE = TG_TABLE_NAME;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="19aaf2cd100560c08b0abca8974bcbde38b12922",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_limits_need_a_document_37b3e",
                    table="networking_guardianship",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_guardianshipevent" ("can_book", "can_collect", "child_id", "ends_on", "guardian_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proof_date", "proof_seen_at", "proof_seen_by_id", "starts_on") VALUES (NEW."can_book", NEW."can_collect", NEW."child_id", NEW."ends_on", NEW."guardian_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proof", NEW."proof_date", NEW."proof_seen_at", NEW."proof_seen_by_id", NEW."starts_on"); RETURN NULL;',
                    hash="c49673318e21d6bd5c6deec19a90616dac2b998a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f38f9",
                    table="networking_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "networking_guardianshipevent" ("can_book", "can_collect", "child_id", "ends_on", "guardian_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proof_date", "proof_seen_at", "proof_seen_by_id", "starts_on") VALUES (NEW."can_book", NEW."can_collect", NEW."child_id", NEW."ends_on", NEW."guardian_id", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proof", NEW."proof_date", NEW."proof_seen_at", NEW."proof_seen_by_id", NEW."starts_on"); RETURN NULL;',
                    hash="52e38f52a546afa2c52c516e941caa7a80697504",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0c8e",
                    table="networking_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianship",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_guardianshipevent" ("can_book", "can_collect", "child_id", "ends_on", "guardian_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof", "proof_date", "proof_seen_at", "proof_seen_by_id", "starts_on") VALUES (OLD."can_book", OLD."can_collect", OLD."child_id", OLD."ends_on", OLD."guardian_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proof", OLD."proof_date", OLD."proof_seen_at", OLD."proof_seen_by_id", OLD."starts_on"); RETURN NULL;',
                    hash="d9cce990f9e64eabe9223f87dbb21d7230899c69",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_39486",
                    table="networking_guardianship",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="guardianinvitation",
            name="accepted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networking.person",
                verbose_name="accettato da",
            ),
        ),
        migrations.AddField(
            model_name="guardianinvitation",
            name="children",
            field=models.ManyToManyField(related_name="+", to="networking.person", verbose_name="per chi"),
        ),
        migrations.AddField(
            model_name="guardianinvitation",
            name="inviter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networking.person",
                verbose_name="chi invita",
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("accepted_at", None), ("withdrawn_at", None), _connector="OR"),
                name="an_invitation_ends_once",
            ),
        ),
    ]
