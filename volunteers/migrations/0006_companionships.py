"""Company that lasts: pairs, their notes, who has asked for it; and who was shown the way to a service."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("laboratories", "0006_parts_of_ones_own_venue"),
        ("networking", "0025_consent_to_company"),
        ("services", "0008_long_sheets_seen"),
        ("volunteers", "0005_first_turn"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="helpkind",
            name="is_remote",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Per telefono o da casa: non serve viaggiare.",
                verbose_name="a distanza",
            ),
        ),
        migrations.CreateModel(
            name="Companionship",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("visit", "visite a casa"),
                            ("telephone", "telefonate"),
                            ("accompaniment", "uscite insieme"),
                        ],
                        max_length=14,
                        verbose_name="come",
                    ),
                ),
                (
                    "rhythm_days",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (7, "ogni settimana"),
                            (14, "ogni due settimane"),
                            (21, "ogni tre settimane"),
                            (28, "ogni quattro settimane"),
                        ],
                        default=7,
                        verbose_name="ogni quanto",
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
                        verbose_name="di solito il",
                    ),
                ),
                ("local_start", models.TimeField(verbose_name="dalle")),
                ("local_end", models.TimeField(verbose_name="alle")),
                (
                    "alert_after_days",
                    models.PositiveSmallIntegerField(
                        help_text="Chi coordina riceve un avviso quando da tanti giorni nessuno si vede o si sente.",
                        verbose_name="avvisare dopo giorni senza contatti",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "in corso"), ("paused", "in pausa"), ("ended", "finita")],
                        default="active",
                        max_length=8,
                        verbose_name="a che punto è",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="comincia il")),
                ("paused_until", models.DateField(blank=True, null=True, verbose_name="in pausa fino al")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="finita il")),
                ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="volunteers.companionship",
                        verbose_name="al posto di",
                    ),
                ),
                (
                    "introduced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="presentati da",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="companionships",
                        to="networking.person",
                        verbose_name="chi riceve compagnia",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="companionships",
                        to="volunteers.volunteer",
                        verbose_name="chi fa compagnia",
                    ),
                ),
            ],
            options={
                "verbose_name": "compagnia",
                "verbose_name_plural": "compagnie",
                "ordering": ["person__family_name", "person__given_name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("person", "volunteer"),
                        name="two_people_are_one_pair",
                        violation_error_message="Queste due persone si vedono già.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", False), ("state", "ended")),
                            models.Q(models.Q(("state", "ended"), _negated=True), ("ended_on", None)),
                            _connector="OR",
                        ),
                        name="a_pair_that_has_ended_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("paused_until", None),
                            _connector="OR",
                        ),
                        name="a_pair_that_is_on_has_no_day_to_begin_again",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rhythm_days__in", [7, 14, 21, 28])),
                        name="a_rhythm_is_of_whole_weeks",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__range", (1, 7))), name="a_pair_meets_on_a_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("local_end__gt", models.F("local_start"))),
                        name="a_meeting_ends_after_it_begins",
                        violation_error_message="Finirebbe prima di cominciare.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alert_after_days__gte", models.F("rhythm_days"))),
                        name="nobody_is_alarmed_between_two_meetings",
                        violation_error_message="L'avviso partirebbe prima dell'incontro dopo.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="helprequest",
            name="companionship",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="meetings",
                to="volunteers.companionship",
                verbose_name="per la compagnia",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("companionship", None), ("published_at", None), _connector="OR"),
                name="a_meeting_of_two_is_never_published",
                violation_error_message="Gli incontri di chi fa compagnia non si pubblicano.",
            ),
        ),
        migrations.CreateModel(
            name="CompanionshipNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("day", models.DateField(verbose_name="giorno")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("visit", "ci siamo visti a casa"),
                            ("telephone", "ci siamo sentiti al telefono"),
                            ("accompaniment", "siamo usciti insieme"),
                            ("did_not_answer", "non ha risposto"),
                            ("did_not_happen", "l'incontro non c'è stato"),
                        ],
                        max_length=14,
                        verbose_name="com'è stato",
                    ),
                ),
                (
                    "going",
                    models.CharField(
                        blank=True,
                        choices=[("well", "bene"), ("so_so", "così così"), ("worrying", "mi preoccupa")],
                        max_length=8,
                        verbose_name="com'è andata",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Solo quello che serve: niente diagnosi.",
                        max_length=500,
                        verbose_name="due righe",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="scritta il")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritta da",
                    ),
                ),
                (
                    "companionship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="volunteers.companionship",
                        verbose_name="compagnia",
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="volunteers.helprequest",
                        verbose_name="incontro",
                    ),
                ),
            ],
            options={
                "verbose_name": "nota di una compagnia",
                "verbose_name_plural": "note delle compagnie",
                "ordering": ["-day", "-written_at", "id"],
                "indexes": [
                    models.Index(fields=["companionship", "day"], name="notes_of_a_pair"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["did_not_answer", "did_not_happen"]),
                            models.Q(("going", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_meeting_that_was_says_how_it_went",
                        violation_error_message="Scegli com'è andata.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("turn__isnull", False)),
                        fields=("companionship", "turn", "by"),
                        name="a_meeting_is_told_once",
                        violation_error_message="Di questo incontro hai già scritto.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanionshipWish",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "name",
                    models.CharField(max_length=120, verbose_name="nome e cognome di chi vorrebbe compagnia"),
                ),
                ("phone", models.CharField(max_length=30, verbose_name="telefono")),
                (
                    "asked_by",
                    models.CharField(
                        blank=True,
                        help_text="Per esempio «Marta, la figlia».",
                        max_length=120,
                        verbose_name="chi lo chiede, se è un'altra persona",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="Niente notizie sulla salute.",
                        max_length=500,
                        verbose_name="che cosa ci vuoi dire",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="chiesto il")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "da chiamare"),
                            ("called", "sentita o sentito, cerchiamo chi può"),
                            ("paired", "ha trovato compagnia"),
                            ("closed", "non serve più"),
                        ],
                        default="waiting",
                        max_length=8,
                        verbose_name="a che punto è",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="sentita il")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sentita da",
                    ),
                ),
                (
                    "comune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="comune",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="scheda",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta di compagnia",
                "verbose_name_plural": "richieste di compagnia",
                "ordering": ["asked_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["asked_at"], name="wishes_that_wait"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="a_wish_that_does_not_wait_says_since_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("companionship", "da chi fa compagnia"),
                            ("desk", "dallo sportello"),
                            ("educator", "da chi conduce un incontro"),
                        ],
                        max_length=14,
                        verbose_name="da dove parte",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Solo quello che serve: niente diagnosi.",
                        max_length=300,
                        verbose_name="perché",
                    ),
                ),
                (
                    "agreed_through",
                    models.CharField(
                        choices=[
                            ("spoken", "a voce, di persona"),
                            ("phone", "per telefono"),
                            ("paper", "su un modulo di carta firmato"),
                        ],
                        max_length=8,
                        verbose_name="come lo ha detto",
                    ),
                ),
                ("agreed_on", models.DateField(verbose_name="quando lo ha detto")),
                ("made_at", models.DateTimeField(verbose_name="scritta il")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "ancora non si sa"),
                            ("helped", "è stata utile"),
                            ("went_elsewhere", "è andata altrove"),
                            ("declined", "ha preferito di no"),
                            ("not_reached", "il servizio non ha risposto"),
                        ],
                        default="waiting",
                        max_length=14,
                        verbose_name="com'è finita",
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True, verbose_name="saputo il")),
                ("outcome_note", models.CharField(blank=True, max_length=300, verbose_name="nota")),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi ha detto di sì",
                    ),
                ),
                (
                    "companionship",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referrals",
                        to="volunteers.companionship",
                        verbose_name="compagnia",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritta da",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="referrals",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.service",
                        verbose_name="servizio",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="laboratories.session",
                        verbose_name="incontro",
                    ),
                ),
            ],
            options={
                "verbose_name": "invio a un servizio",
                "verbose_name_plural": "invii ai servizi",
                "ordering": ["-made_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "waiting")),
                        fields=["made_at"],
                        name="referrals_that_wait",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("agreed_through__in", ["spoken", "phone", "paper"])),
                        name="no_referral_without_a_yes",
                        violation_error_message="Senza il sì della persona non si può.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "waiting"), ("outcome_on", None)),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True), ("outcome_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_outcome_says_when",
                    ),
                ],
            },
        ),
    ]
