"""When volunteers can, what they can do and what they would rather do."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0008_long_sheets_seen"),
        ("volunteers", "0003_only_who_may"),
    ]

    operations = [
        migrations.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="nome breve")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="che cosa sa fare")),
            ],
            options={
                "verbose_name": "capacità",
                "verbose_name_plural": "capacità",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="dal")),
                ("last_day", models.DateField(help_text="Quel giorno compreso.", verbose_name="al")),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "mattina"), ("afternoon", "pomeriggio"), ("evening", "sera")],
                        help_text="Vuota: tutto il giorno.",
                        max_length=10,
                        verbose_name="parte del giorno",
                    ),
                ),
                ("is_available", models.BooleanField(default=False, verbose_name="può")),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="volunteers.volunteer",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "giorno diverso dal solito",
                "verbose_name_plural": "giorni diversi dal solito",
                "ordering": ["volunteer", "first_day", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="different_days_end_after_they_begin",
                        violation_error_message="L'ultimo giorno viene prima del primo.",
                    ),
                    models.UniqueConstraint(
                        fields=("volunteer", "first_day", "last_day", "part"),
                        name="different_days_are_said_once",
                        violation_error_message="Questi giorni li hai già scritti.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "lunedì"),
                            (2, "martedì"),
                            (3, "mercoledì"),
                            (4, "giovedì"),
                            (5, "venerdì"),
                            (6, "sabato"),
                            (7, "domenica"),
                        ],
                        verbose_name="giorno della settimana",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("morning", "mattina"), ("afternoon", "pomeriggio"), ("evening", "sera")],
                        max_length=10,
                        verbose_name="parte del giorno",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="dal")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Quel giorno compreso.", null=True, verbose_name="fino al"
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="week",
                        to="volunteers.volunteer",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "quando può",
                "verbose_name_plural": "quando possono",
                "ordering": ["volunteer", "weekday", "part", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("volunteer", "weekday", "part"),
                        name="one_open_rule_per_part_of_a_weekday",
                        violation_error_message="L'ha già detto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="a_weekday_is_one_of_seven"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="availability_ends_after_it_begins",
                        violation_error_message="Finirebbe prima di cominciare.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "liking",
                    models.SmallIntegerField(
                        choices=[
                            (-2, "preferisco di no"),
                            (-1, "poco"),
                            (0, "per me è uguale"),
                            (1, "volentieri"),
                            (2, "molto volentieri"),
                        ],
                        verbose_name="quanto piace",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="volunteers.helpkind",
                        verbose_name="che aiuto è",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to="volunteers.volunteer",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "preferenza",
                "verbose_name_plural": "preferenze",
                "ordering": ["volunteer", "kind__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "kind"),
                        name="a_preference_is_said_once",
                        violation_error_message="L'ha già detto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("liking__range", (-2, 2))),
                        name="a_preference_is_from_minus_two_to_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VolunteerLanguage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="come lo sappiamo")),
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
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="languages",
                        to="volunteers.volunteer",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "lingua di chi aiuta",
                "verbose_name_plural": "lingue di chi aiuta",
                "ordering": ["volunteer", "language__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "language"),
                        name="a_language_is_said_once",
                        violation_error_message="L'ha già detto.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VolunteerSkill",
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
                        verbose_name="quanto bene",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="Per esempio «insegnante in pensione». Il documento non si conserva.",
                        max_length=200,
                        verbose_name="come lo sappiamo",
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
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to="volunteers.volunteer",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "capacità di chi aiuta",
                "verbose_name_plural": "capacità di chi aiuta",
                "ordering": ["volunteer", "skill__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "skill"),
                        name="a_skill_is_said_once",
                        violation_error_message="L'ha già detto.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 3))), name="a_level_is_one_of_three"
                    ),
                ],
            },
        ),
    ]
