import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0018_address_when_it_leaves"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80, verbose_name="che cosa")),
                ("about", models.CharField(max_length=40, verbose_name="a che cosa")),
                ("happened_at", models.DateTimeField(verbose_name="quando")),
                ("data", models.JSONField(default=dict, verbose_name="altri dati")),
            ],
            options={
                "verbose_name": "fatto",
                "verbose_name_plural": "fatti",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["kind", "id"], name="facts_of_a_kind")],
            },
        ),
        migrations.CreateModel(
            name="SchoolYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=7,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}/\\d{2}$", "Scrivi l'anno scolastico così: 2026/27."
                            )
                        ],
                        verbose_name="anno scolastico",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="primo giorno di lezione")),
                ("last_day", models.DateField(verbose_name="ultimo giorno di lezione")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="fonte")),
            ],
            options={
                "verbose_name": "anno scolastico",
                "verbose_name_plural": "anni scolastici",
                "ordering": ["first_day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gt", models.F("first_day"))),
                        name="school_year_ends_after_it_begins",
                        violation_error_message="L'anno scolastico finirebbe prima di cominciare.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="nome breve")),
                ("name", models.CharField(max_length=80, verbose_name="per chi")),
                (
                    "minimum_adults",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="adulti presenti, almeno",
                    ),
                ),
                (
                    "needed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("clearance", "verifica per il lavoro con i minori"),
                                ("safeguarding", "formazione sulla tutela dei minori"),
                                ("first_aid", "primo soccorso"),
                                ("safety", "formazione sulla sicurezza"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="abilitazioni che ciascuno deve avere",
                    ),
                ),
            ],
            options={
                "verbose_name": "regola per chi conduce",
                "verbose_name_plural": "regole per chi conduce",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum_adults__gte", 1)),
                        name="somebody_is_always_there",
                        violation_error_message="Serve almeno un adulto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("clearance", "verifica per il lavoro con i minori"),
                            ("safeguarding", "formazione sulla tutela dei minori"),
                            ("first_aid", "primo soccorso"),
                            ("safety", "formazione sulla sicurezza"),
                        ],
                        max_length=20,
                        verbose_name="che cosa",
                    ),
                ),
                ("granted_on", models.DateField(verbose_name="dal")),
                (
                    "expires_on",
                    models.DateField(
                        blank=True, help_text="Quel giorno non vale più.", null=True, verbose_name="fino al"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="da che cosa risulta")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revocata il")),
                ("revoked_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="di chi",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="verificata da",
                    ),
                ),
            ],
            options={
                "verbose_name": "abilitazione",
                "verbose_name_plural": "abilitazioni",
                "ordering": ["person", "kind", "-granted_on"],
                "indexes": [models.Index(fields=["person", "kind"], name="credentials_of_a_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None), ("expires_on__gt", models.F("granted_on")), _connector="OR"
                        ),
                        name="credential_ends_after_it_begins",
                        violation_error_message="L'abilitazione scadrebbe prima di cominciare.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolBreak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="che vacanza è")),
                ("first_day", models.DateField(verbose_name="primo giorno senza scuola")),
                ("last_day", models.DateField(verbose_name="ultimo giorno senza scuola")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="fonte")),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vuoto vuol dire in tutte le scuole.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="solo nelle scuole di",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="breaks",
                        to="networking.schoolyear",
                        verbose_name="anno scolastico",
                    ),
                ),
            ],
            options={
                "verbose_name": "vacanza scolastica",
                "verbose_name_plural": "vacanze scolastiche",
                "ordering": ["first_day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="school_break_ends_after_it_begins",
                        violation_error_message="La vacanza finirebbe prima di cominciare.",
                    )
                ],
            },
        ),
    ]
