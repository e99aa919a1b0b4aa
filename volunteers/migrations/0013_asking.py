"""What a turn asks of who comes, what the sessions of an activity need, and where a request comes from."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("laboratories", "0006_parts_of_ones_own_venue"),
        ("networking", "0025_consent_to_company"),
        ("services", "0008_long_sheets_seen"),
        ("volunteers", "0012_hours"),
    ]

    operations = [
        migrations.AddField(
            model_name="helprequest",
            name="by_proposal_only",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Chi aiuta legge il turno ma non si segna da sé.",
                verbose_name="propone solo chi coordina",
            ),
        ),
        migrations.AddField(
            model_name="helprequest",
            name="checked_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="esito scritto il"
            ),
        ),
        migrations.AddField(
            model_name="helprequest",
            name="moved_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="spostata il"),
        ),
        migrations.AddField(
            model_name="helprequest",
            name="sequence",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="helprequest",
            name="series",
            field=models.UUIDField(blank=True, editable=False, null=True, verbose_name="serie"),
        ),
        migrations.AddField(
            model_name="helprequest",
            name="sheet",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="services.service",
                verbose_name="scheda da controllare",
            ),
        ),
        migrations.CreateModel(
            name="RequiredLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.language",
                        verbose_name="lingua",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="volunteers.helprequest",
                        verbose_name="turno",
                    ),
                ),
            ],
            options={
                "verbose_name": "lingua richiesta",
                "verbose_name_plural": "lingue richieste",
                "ordering": ["request", "language__name"],
            },
        ),
        migrations.CreateModel(
            name="RequiredSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "un po'"), (2, "bene"), (3, "molto bene")],
                        default=1,
                        verbose_name="almeno",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to="volunteers.helprequest",
                        verbose_name="turno",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.skill",
                        verbose_name="che cosa sa fare",
                    ),
                ),
            ],
            options={
                "verbose_name": "capacità richiesta",
                "verbose_name_plural": "capacità richieste",
                "ordering": ["request", "skill__name"],
            },
        ),
        migrations.CreateModel(
            name="SessionNeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="persone che servono",
                    ),
                ),
                (
                    "minimum_team",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Con meno non si fa.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="almeno",
                    ),
                ),
                (
                    "minutes_before",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="minuti prima",
                    ),
                ),
                (
                    "minutes_after",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="minuti dopo",
                    ),
                ),
                (
                    "story",
                    models.TextField(
                        blank=True,
                        help_text="Senza nomi: lo leggono tutti.",
                        max_length=2000,
                        verbose_name="che cosa si fa",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="serve ancora")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_needs",
                        to="laboratories.activity",
                        verbose_name="attività",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.helpkind",
                        verbose_name="che aiuto è",
                    ),
                ),
            ],
            options={
                "verbose_name": "aiuto agli incontri",
                "verbose_name_plural": "aiuti agli incontri",
                "ordering": ["activity", "kind"],
            },
        ),
        migrations.AddField(
            model_name="helprequest",
            name="need",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="requests",
                to="volunteers.sessionneed",
            ),
        ),
        migrations.AddIndex(
            model_name="helprequest",
            index=models.Index(
                condition=models.Q(("series__isnull", False)),
                fields=["series", "local_date"],
                name="help_requests_of_a_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.UniqueConstraint(
                fields=("session", "need"),
                name="a_need_asks_once_for_a_session",
                violation_error_message="Per questo incontro l'aiuto è già chiesto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None), ("checked_at", None)),
                fields=("sheet",),
                name="a_sheet_has_one_open_check",
                violation_error_message="Il controllo di questa scheda è già chiesto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requiredlanguage",
            constraint=models.UniqueConstraint(
                fields=("request", "language"),
                name="a_language_is_asked_once",
                violation_error_message="È già chiesta.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requiredskill",
            constraint=models.UniqueConstraint(
                fields=("request", "skill"),
                name="a_skill_is_asked_once",
                violation_error_message="È già chiesta.",
            ),
        ),
        migrations.AddConstraint(
            model_name="requiredskill",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__range", (1, 3))), name="an_asked_level_is_one_of_three"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionneed",
            constraint=models.UniqueConstraint(
                fields=("activity", "kind"),
                name="a_kind_of_help_once_for_an_activity",
                violation_error_message="Per questa attività quest'aiuto è già chiesto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionneed",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_team__gte", 1), ("minimum_team__lte", models.F("places"))),
                name="a_needed_team_fits_its_places",
                violation_error_message="Servono almeno tante persone quante sono le indispensabili.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionneed",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes_after__lte", 120), ("minutes_before__lte", 120)),
                name="helpers_come_within_two_hours",
                violation_error_message="Al massimo due ore prima e due ore dopo.",
            ),
        ),
    ]
