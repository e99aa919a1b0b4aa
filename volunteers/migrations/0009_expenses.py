"""What is given back to volunteers, under which decision of the ente; and the thanks they have had."""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0025_consent_to_company"),
        ("services", "0008_long_sheets_seen"),
        ("volunteers", "0008_planned_until"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExpenseDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="numero")),
                ("adopted_on", models.DateField(verbose_name="presa il")),
                ("valid_from", models.DateField(verbose_name="vale dal")),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="Quel giorno non vale più. Vuoto: finché non cambia.",
                        null=True,
                        verbose_name="fino al",
                    ),
                ),
                (
                    "activities",
                    models.ManyToManyField(
                        related_name="+", to="volunteers.helpkind", verbose_name="per quali aiuti"
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
                        verbose_name="testo in PDF",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.organization",
                        verbose_name="ente che rimborsa",
                    ),
                ),
            ],
            options={
                "verbose_name": "delibera sui rimborsi",
                "verbose_name_plural": "delibere sui rimborsi",
                "ordering": ["-valid_from", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization", "number", "adopted_on"),
                        name="one_decision_per_number",
                        violation_error_message="Questa delibera c'è già.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_from__gte", models.F("adopted_on"))),
                        name="a_decision_comes_before_what_it_pays",
                        violation_error_message="Non può valere prima del giorno in cui è stata presa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="a_decision_ends_after_it_begins",
                        violation_error_message="Finirebbe prima di cominciare.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpenseItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("car", "auto propria"),
                            ("transport", "treno, autobus, taxi"),
                            ("parking", "parcheggio e pedaggio"),
                            ("meal", "pasto"),
                            ("telephone", "telefono"),
                            ("materials", "materiali per l'attività"),
                            ("lodging", "alloggio"),
                        ],
                        max_length=10,
                        verbose_name="che spesa è",
                    ),
                ),
                (
                    "may_be_self_declared",
                    models.BooleanField(
                        default=False,
                        help_text="Al massimo 10 euro al giorno e 150 euro al mese per persona: lo dice la legge.",
                        verbose_name="anche con autocertificazione",
                    ),
                ),
                (
                    "most_documented",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        help_text="Per persona e per giorno. Vuoto: con la ricevuta non si rimborsa.",
                        max_digits=7,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="con la ricevuta, al massimo (euro)",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="volunteers.expensedecision",
                        verbose_name="delibera",
                    ),
                ),
            ],
            options={
                "verbose_name": "spesa ammessa",
                "verbose_name_plural": "spese ammesse",
                "ordering": ["decision", "what"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "what"),
                        name="an_expense_once_in_a_decision",
                        violation_error_message="Questa spesa c'è già.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_be_self_declared", True), ("most_documented__gt", 0), _connector="OR"
                        ),
                        name="an_item_gives_something_back",
                        violation_error_message="Scrivi il limite con la ricevuta, o ammetti l'autocertificazione.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpenseClaim",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(editable=False, max_length=161, verbose_name="nome e cognome")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("documented", "con la ricevuta"),
                            ("self_declared", "con autocertificazione"),
                        ],
                        max_length=13,
                        verbose_name="come si dimostra",
                    ),
                ),
                ("day", models.DateField(verbose_name="giorno della spesa")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="quanto (euro)")),
                ("what_for", models.CharField(max_length=200, verbose_name="per che cosa")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("handed_in", "da decidere"),
                            ("approved", "approvato"),
                            ("refused", "non accolto"),
                            ("paid", "pagato"),
                            ("withdrawn", "ritirato"),
                        ],
                        default="handed_in",
                        max_length=9,
                        verbose_name="a che punto è",
                    ),
                ),
                ("handed_in_at", models.DateTimeField(verbose_name="chiesto il")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="deciso il")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="motivo")),
                ("paid_on", models.DateField(blank=True, null=True, verbose_name="pagato il")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.helpkind",
                        verbose_name="per quale aiuto",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="volunteers.assignment",
                        verbose_name="turno",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deciso da",
                    ),
                ),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritto da",
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pagato da",
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
                (
                    "receipt",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="ricevuta",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="volunteers.expenseitem",
                        verbose_name="spesa",
                    ),
                ),
            ],
            options={
                "verbose_name": "rimborso chiesto",
                "verbose_name_plural": "rimborsi chiesti",
                "ordering": ["-day", "-handed_in_at", "id"],
                "indexes": [
                    models.Index(fields=["person", "day"], name="expenses_of_a_person"),
                    models.Index(fields=["state", "day"], name="expenses_by_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="an_expense_is_more_than_nothing",
                        violation_error_message="Scrivi quanto hai speso.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what_for", ""), _negated=True),
                        name="an_expense_says_what_for",
                        violation_error_message="Scrivi per che cosa.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "documented"), ("receipt__isnull", False)),
                            models.Q(("kind", "self_declared"), ("receipt__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_documented_expense_has_its_receipt",
                        violation_error_message="Serve la ricevuta.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("state__in", ["handed_in", "withdrawn"]),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["approved", "refused", "paid"]),
                            ),
                            _connector="OR",
                        ),
                        name="a_decision_on_an_expense_says_whose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_refused_expense_says_why",
                        violation_error_message="Scrivi il motivo.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_by__isnull", False), ("paid_on__isnull", False), ("state", "paid")
                            ),
                            models.Q(
                                models.Q(("state", "paid"), _negated=True),
                                ("paid_by", None),
                                ("paid_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_paid_expense_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("first_turn", "il primo turno"),
                            ("hours", "le ore donate"),
                            ("day", "la Giornata del volontariato"),
                            ("personal", "di persona"),
                        ],
                        max_length=10,
                        verbose_name="per che cosa",
                    ),
                ),
                ("mark", models.CharField(blank=True, editable=False, max_length=40)),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="parole")),
                ("thanked_at", models.DateTimeField(verbose_name="il")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="da chi",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks",
                        to="volunteers.volunteer",
                        verbose_name="a chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "ringraziamento",
                "verbose_name_plural": "ringraziamenti",
                "ordering": ["-thanked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("volunteer", "occasion", "mark"), name="thanked_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("occasion", "personal"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="personal_thanks_have_words",
                        violation_error_message="Scrivi due parole.",
                    ),
                ],
            },
        ),
    ]
