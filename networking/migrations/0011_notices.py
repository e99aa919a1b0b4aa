import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import networking.models.files


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networking", "0010_doors_to_the_past"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("made_at", models.DateTimeField(verbose_name="preparata il")),
                ("letters", models.PositiveIntegerField(verbose_name="lettere")),
                ("pages", models.PositiveIntegerField(verbose_name="pagine")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=networking.models.files.random_name, verbose_name="file"
                    ),
                ),
                ("posted_at", models.DateTimeField(blank=True, null=True, verbose_name="imbucata il")),
            ],
            options={
                "verbose_name": "stampa di lettere",
                "verbose_name_plural": "stampe di lettere",
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=60, verbose_name="che avviso")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="per quale motivo")),
                ("about_id", models.CharField(blank=True, max_length=40, verbose_name="di quale cosa")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "e-mail"),
                            ("sms", "SMS"),
                            ("phone", "telefonata"),
                            ("letter", "lettera"),
                            ("pages", "solo nella mia area"),
                        ],
                        max_length=10,
                        verbose_name="canale",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=254, verbose_name="recapito")),
                ("from_email", models.CharField(blank=True, max_length=200, verbose_name="da")),
                ("created_at", models.DateTimeField(verbose_name="scritto il")),
                ("due_at", models.DateTimeField(verbose_name="da dire dal")),
                ("next_at", models.DateTimeField(verbose_name="si riprova dal")),
                (
                    "expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="non serve più dopo il"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "in attesa"),
                            ("sending", "in partenza"),
                            ("printed", "stampato, da imbucare"),
                            ("sent", "partito"),
                            ("withdrawn", "ritirato"),
                            ("dead", "non consegnato"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tentativi")),
                ("begun_at", models.DateTimeField(blank=True, null=True, verbose_name="si prova dal")),
                (
                    "lease_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="preso in carico fino al"),
                ),
                (
                    "holder",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="da chi è preso in carico"
                    ),
                ),
                (
                    "composed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="parole scritte il"),
                ),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="oggetto")),
                ("text", models.TextField(blank=True, verbose_name="testo")),
                ("short", models.CharField(blank=True, max_length=480, verbose_name="in breve")),
                ("link", models.CharField(blank=True, max_length=500, verbose_name="collegamento")),
                (
                    "link_label",
                    models.CharField(blank=True, max_length=100, verbose_name="parole del collegamento"),
                ),
                ("html", models.TextField(blank=True, verbose_name="testo HTML")),
                ("calendar", models.TextField(blank=True, verbose_name="appuntamento")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="partito il")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="chiuso il")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="perché non è partito")),
                ("last_error", models.TextField(blank=True, verbose_name="ultimo errore")),
                (
                    "is_in_pages",
                    models.BooleanField(default=True, verbose_name="si legge nella propria area"),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="letto il")),
                (
                    "is_farewell",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="da dimenticare appena partito"
                    ),
                ),
            ],
            options={
                "verbose_name": "avviso",
                "verbose_name_plural": "avvisi",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="NoticeTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="quando")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "e-mail"),
                            ("sms", "SMS"),
                            ("phone", "telefonata"),
                            ("letter", "lettera"),
                            ("pages", "solo nella mia area"),
                        ],
                        max_length=10,
                        verbose_name="canale",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("put_off", "non è partito: si riprova"),
                            ("refused", "rifiutato: per questa via non arriva"),
                            ("given_up", "si è rinunciato: il tempo è finito"),
                            ("withdrawn", "ritirato"),
                            ("sent_again", "rimesso in partenza"),
                            ("printed", "stampato"),
                            ("posted", "imbucato"),
                            ("returned", "tornato indietro"),
                            ("answered", "ha risposto: avvisato"),
                            ("no_answer", "non ha risposto"),
                            ("busy", "era occupato"),
                            ("call_back", "chiede di essere richiamato"),
                            ("wrong_number", "il numero è sbagliato"),
                            ("message_left", "lasciato detto a chi ha risposto"),
                        ],
                        max_length=20,
                        verbose_name="esito",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=500, verbose_name="particolari")),
            ],
            options={
                "verbose_name": "tentativo",
                "verbose_name_plural": "tentativi",
                "ordering": ["at", "pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="person",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="person",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("email", "e-mail"),
                    ("sms", "SMS"),
                    ("phone", "telefonata"),
                    ("letter", "lettera"),
                    ("pages", "solo nella mia area"),
                ],
                db_default="",
                max_length=10,
                verbose_name="come preferisce essere avvisata",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="locality",
            field=models.CharField(
                blank=True,
                db_default="",
                max_length=80,
                verbose_name="frazione, o città se fuori dai 21 comuni",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="postcode",
            field=models.CharField(blank=True, db_default="", max_length=12, verbose_name="CAP"),
        ),
        migrations.AddField(
            model_name="person",
            name="street",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="via e numero"),
        ),
        migrations.AddField(
            model_name="personevent",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("email", "e-mail"),
                    ("sms", "SMS"),
                    ("phone", "telefonata"),
                    ("letter", "lettera"),
                    ("pages", "solo nella mia area"),
                ],
                db_default="",
                max_length=10,
                verbose_name="come preferisce essere avvisata",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="locality",
            field=models.CharField(
                blank=True,
                db_default="",
                max_length=80,
                verbose_name="frazione, o città se fuori dai 21 comuni",
            ),
        ),
        migrations.AddField(
            model_name="personevent",
            name="postcode",
            field=models.CharField(blank=True, db_default="", max_length=12, verbose_name="CAP"),
        ),
        migrations.AddField(
            model_name="personevent",
            name="street",
            field=models.CharField(blank=True, db_default="", max_length=120, verbose_name="via e numero"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_personevent" ("account_id", "birth_date", "channel", "comune_id", "created_at", "email", "family_name", "given_name", "id", "locality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "street", "zone_id") VALUES (NEW."account_id", NEW."birth_date", NEW."channel", NEW."comune_id", NEW."created_at", NEW."email", NEW."family_name", NEW."given_name", NEW."id", NEW."locality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."postcode", NEW."street", NEW."zone_id"); RETURN NULL;',
                    hash="79c0506b6083826f515e8cb48d750eb8050270d4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2595b",
                    table="networking_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "networking_personevent" ("account_id", "birth_date", "channel", "comune_id", "created_at", "email", "family_name", "given_name", "id", "locality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "street", "zone_id") VALUES (NEW."account_id", NEW."birth_date", NEW."channel", NEW."comune_id", NEW."created_at", NEW."email", NEW."family_name", NEW."given_name", NEW."id", NEW."locality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."postcode", NEW."street", NEW."zone_id"); RETURN NULL;',
                    hash="915e63cffaf8459f2506a3316e2c0ecf50a7e4a3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a6f7b",
                    table="networking_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "networking_personevent" ("account_id", "birth_date", "channel", "comune_id", "created_at", "email", "family_name", "given_name", "id", "locality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postcode", "street", "zone_id") VALUES (OLD."account_id", OLD."birth_date", OLD."channel", OLD."comune_id", OLD."created_at", OLD."email", OLD."family_name", OLD."given_name", OLD."id", OLD."locality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."postcode", OLD."street", OLD."zone_id"); RETURN NULL;',
                    hash="77a76e2658a91e1fd5d06552a42819a89f33231e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c6248",
                    table="networking_person",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "email"), _negated=True),
                    ("account__isnull", False),
                    models.Q(("email", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_mail_to_who_has_no_address",
                violation_error_message="Per essere avvisati per e-mail serve un'e-mail.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel__in", ["sms", "phone"]), _negated=True),
                    models.Q(("phone", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_call_to_who_has_no_telephone",
                violation_error_message="Per essere avvisati per telefono o SMS serve un telefono.",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "letter"), _negated=True),
                    models.Q(("street", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_letter_to_who_has_no_street",
                violation_error_message="Per ricevere lettere servono via e numero.",
            ),
        ),
        migrations.AddField(
            model_name="letterbatch",
            name="comune",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networking.comune",
                verbose_name="comune",
            ),
        ),
        migrations.AddField(
            model_name="letterbatch",
            name="posted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="imbucata da",
            ),
        ),
        migrations.AddField(
            model_name="letterbatch",
            name="zone",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networking.zone",
                verbose_name="zona",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="about_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="tipo di cosa",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="notices",
                to="networking.letterbatch",
                verbose_name="stampa",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="caller",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="chi sta telefonando",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="concerns",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networking.person",
                verbose_name="di chi parla",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="networking.person",
                verbose_name="a chi",
            ),
        ),
        migrations.AddField(
            model_name="noticetry",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="da chi",
            ),
        ),
        migrations.AddField(
            model_name="noticetry",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tries",
                to="networking.notice",
                verbose_name="avviso",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("comune", None), ("zone", None), _connector="OR"),
                name="letters_of_a_comune_or_of_a_zone",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "sending"])),
                fields=["channel", "next_at"],
                name="notices_still_to_send",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["person", "-due_at"], name="notices_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["about_type", "about_id"], name="notices_about_something"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["due_at"], name="notices_by_day"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                    _connector="OR",
                ),
                name="sent_notice_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("channel__in", ["email", "sms"]), ("state__in", ["sending", "sent"]), _negated=True
                    ),
                    models.Q(("address", ""), _negated=True),
                    ("composed_at", None),
                    models.Q(("state", "sent"), ("text", "")),
                    _connector="OR",
                ),
                name="no_mail_nor_message_without_address",
                violation_error_message="Senza recapito non si può spedire.",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder__isnull", False), ("lease_until__isnull", False), ("state", "sending")),
                    models.Q(
                        models.Q(("state", "sending"), _negated=True), ("holder", None), ("lease_until", None)
                    ),
                    _connector="OR",
                ),
                name="only_a_held_notice_has_a_lease",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("person__isnull", False), ("channel", "email"), _connector="OR"),
                name="a_notice_is_to_somebody_or_somewhere",
            ),
        ),
    ]
