"""Who helps, with what, where a hand is needed and who gives it; what the database refuses comes with `only_who_may`."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("laboratories", "0005_closures_that_end"),
        ("networking", "0023_travel_times"),
        ("services", "0008_long_sheets_seen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="nome breve")),
                ("name", models.CharField(max_length=80, verbose_name="che aiuto è")),
                ("summary", models.CharField(blank=True, max_length=200, verbose_name="in una frase")),
                (
                    "minors",
                    models.CharField(
                        choices=[
                            ("none", "senza minori"),
                            ("occasional", "con minori, ogni tanto"),
                            ("regular", "con minori, regolarmente"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="con minori",
                    ),
                ),
                (
                    "is_with_frail_people",
                    models.BooleanField(default=False, verbose_name="con persone fragili"),
                ),
                (
                    "youngest",
                    models.PositiveSmallIntegerField(
                        default=16,
                        validators=[django.core.validators.MinValueValidator(14)],
                        verbose_name="età minima",
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
                        verbose_name="abilitazioni che servono",
                    ),
                ),
                (
                    "minimum_adults",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="adulti insieme, almeno",
                    ),
                ),
                (
                    "may_sign_up",
                    models.BooleanField(
                        default=True,
                        help_text="Altrimenti propone chi coordina.",
                        verbose_name="ci si può segnare da sé",
                    ),
                ),
            ],
            options={
                "verbose_name": "tipo di aiuto",
                "verbose_name_plural": "tipi di aiuto",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("youngest__gte", 14)),
                        name="nobody_helps_before_fourteen",
                        violation_error_message="Prima dei 14 anni non si fa volontariato.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minors", "none"), ("minimum_adults__gte", 2), _connector="OR"),
                        name="minors_are_never_with_one_adult",
                        violation_error_message="Con minori servono almeno due adulti insieme.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("minors", "regular"), _negated=True),
                            ("needed__contains", ["clearance"]),
                            _connector="OR",
                        ),
                        name="regular_work_with_minors_asks_a_clearance",
                        violation_error_message="Con minori, regolarmente: serve la verifica.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titolo")),
                (
                    "story",
                    models.TextField(
                        blank=True,
                        help_text="Senza nomi: lo leggono tutti.",
                        max_length=2000,
                        verbose_name="che cosa si fa",
                    ),
                ),
                ("local_date", models.DateField(verbose_name="giorno")),
                ("local_start", models.TimeField(verbose_name="dalle")),
                (
                    "local_end",
                    models.TimeField(
                        help_text="Se è prima dell'inizio, finisce il giorno dopo.", verbose_name="alle"
                    ),
                ),
                (
                    "starts_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("local_date"),
                            models.F("local_start"),
                            models.F("local_end"),
                            output_field=models.DateTimeField(),
                            template='(("local_date" + "local_start") AT TIME ZONE \'Europe/Rome\')',
                        ),
                        output_field=models.DateTimeField(verbose_name="comincia"),
                    ),
                ),
                (
                    "ends_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("local_date"),
                            models.F("local_start"),
                            models.F("local_end"),
                            output_field=models.DateTimeField(),
                            template='(("local_date" + "local_end" + CASE WHEN "local_end" > "local_start" THEN interval \'0\' ELSE interval \'1 day\' END) AT TIME ZONE \'Europe/Rome\')',
                        ),
                        output_field=models.DateTimeField(verbose_name="finisce"),
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
                    "taken",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="persone che verranno"
                    ),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "può aspettare"), (2, "normale"), (3, "urgente")],
                        default=2,
                        verbose_name="urgenza",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="pubblicata il")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annullata il")),
                ("cancelled_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
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
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="volunteers.helpkind",
                        verbose_name="che aiuto è",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.place",
                        verbose_name="luogo",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="help_requests",
                        to="laboratories.session",
                        verbose_name="per l'incontro",
                    ),
                ),
            ],
            options={
                "verbose_name": "richiesta di aiuto",
                "verbose_name_plural": "richieste di aiuto",
                "ordering": ["local_date", "local_start", "id"],
            },
        ),
        migrations.CreateModel(
            name="InsurancePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("insurer", models.CharField(max_length=120, verbose_name="compagnia")),
                ("number", models.CharField(max_length=60, verbose_name="numero della polizza")),
                ("starts_on", models.DateField(verbose_name="dal")),
                ("ends_on", models.DateField(help_text="Quel giorno non vale più.", verbose_name="fino al")),
                ("covers_accidents", models.BooleanField(default=True, verbose_name="infortuni")),
                ("covers_illness", models.BooleanField(default=True, verbose_name="malattia")),
                ("covers_liability", models.BooleanField(default=True, verbose_name="danni ad altri")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.organization",
                        verbose_name="ente che assicura",
                    ),
                ),
            ],
            options={
                "verbose_name": "polizza",
                "verbose_name_plural": "polizze",
                "ordering": ["-starts_on", "number"],
            },
        ),
        migrations.CreateModel(
            name="InsuranceCover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="dal")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="Vuoto: fino alla fine della polizza.",
                        null=True,
                        verbose_name="fino al",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="volunteers.insurancepolicy",
                        verbose_name="polizza",
                    ),
                ),
            ],
            options={
                "verbose_name": "copertura assicurativa",
                "verbose_name_plural": "coperture assicurative",
                "ordering": ["person", "-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("candidate", "ha chiesto di aiutare"),
                            ("meeting", "colloquio e formazione"),
                            ("active", "attiva o attivo"),
                            ("paused", "in pausa"),
                            ("ended", "ha smesso"),
                            ("refused", "richiesta non accolta"),
                        ],
                        default="candidate",
                        max_length=12,
                        verbose_name="a che punto è",
                    ),
                ),
                ("state_since", models.DateTimeField(verbose_name="dal")),
                ("applied_at", models.DateTimeField(verbose_name="ha chiesto il")),
                (
                    "motivation",
                    models.TextField(blank=True, max_length=1000, verbose_name="perché vuole aiutare"),
                ),
                ("met_on", models.DateField(blank=True, null=True, verbose_name="colloquio del")),
                (
                    "parent_met_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="chi ne risponde è stato sentito il"
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accordo accettato il"),
                ),
                (
                    "agreement_version",
                    models.CharField(blank=True, max_length=20, verbose_name="versione dell'accordo"),
                ),
                ("paid_from", models.DateField(blank=True, null=True, verbose_name="lavora per l'ente dal")),
                (
                    "paid_until",
                    models.DateField(
                        blank=True,
                        help_text="Quel giorno non ci lavora più.",
                        null=True,
                        verbose_name="fino al",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="finito il")),
                (
                    "max_travel_minutes",
                    models.PositiveSmallIntegerField(default=30, verbose_name="viaggio, al massimo (minuti)"),
                ),
                (
                    "max_hours_a_week",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="ore alla settimana, al massimo"
                    ),
                ),
                (
                    "max_turns_a_month",
                    models.PositiveSmallIntegerField(default=4, verbose_name="turni al mese, al massimo"),
                ),
                (
                    "met_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="colloquio con",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="volunteer",
                        to="networking.person",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "volontaria o volontario",
                "verbose_name_plural": "volontarie e volontari",
                "ordering": ["person__family_name", "person__given_name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "da confermare da chi coordina"),
                            ("invited", "invitata o invitato"),
                            ("accepted", "viene"),
                            ("suspended", "sospesa"),
                            ("done", "svolta"),
                            ("absent", "non c'era"),
                            ("declined", "ha detto di no"),
                            ("expired", "senza risposta"),
                            ("withdrawn", "ha rinunciato"),
                            ("cancelled", "annullata da chi coordina"),
                        ],
                        max_length=12,
                        verbose_name="a che punto è",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "si è segnata o segnato da sé"),
                            ("coordinator", "proposta da chi coordina"),
                            ("engine", "proposta dall'abbinamento"),
                        ],
                        max_length=12,
                        verbose_name="come è nata",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="scritta il")),
                ("answer_by", models.DateTimeField(blank=True, null=True, verbose_name="risposta entro")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="risposta il")),
                ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False, null=True),
                ),
                ("proof", models.JSONField(editable=False, null=True, verbose_name="perché poteva")),
                ("refusals", models.JSONField(editable=False, null=True, verbose_name="perché non può più")),
                ("suspended_at", models.DateTimeField(editable=False, null=True, verbose_name="sospesa il")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritta da",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="volunteers.helprequest",
                        verbose_name="turno",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="volunteers.volunteer",
                        verbose_name="chi",
                    ),
                ),
            ],
            options={
                "verbose_name": "turno di una persona",
                "verbose_name_plural": "turni delle persone",
                "ordering": ["request", "made_at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="helprequest",
            index=models.Index(
                condition=models.Q(("cancelled_at", None), ("published_at__isnull", False)),
                fields=["starts_at", "id"],
                name="help_requests_by_start",
            ),
        ),
        migrations.AddIndex(
            model_name="helprequest",
            index=models.Index(fields=["comune", "starts_at"], name="help_requests_of_a_comune"),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken__lte", models.F("places"))),
                name="no_more_people_than_places",
                violation_error_message="I posti sono già tutti presi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_team__gte", 1), ("minimum_team__lte", models.F("places"))),
                name="a_team_fits_its_places",
                violation_error_message="Servono almeno tante persone quante sono le indispensabili.",
            ),
        ),
        migrations.AddConstraint(
            model_name="helprequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("local_start", models.F("local_end")), _negated=True),
                name="a_turn_lasts",
                violation_error_message="Il turno deve durare qualche minuto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="insurancepolicy",
            constraint=models.UniqueConstraint(
                fields=("insurer", "number"),
                name="one_policy_per_number",
                violation_error_message="C'è già una polizza con questo numero.",
            ),
        ),
        migrations.AddConstraint(
            model_name="insurancepolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="policy_ends_after_it_begins",
                violation_error_message="La polizza finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddIndex(
            model_name="insurancecover",
            index=models.Index(fields=["person", "starts_on"], name="covers_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="insurancecover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                ),
                name="cover_ends_after_it_begins",
                violation_error_message="La copertura finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(fields=["state", "state_since"], name="volunteers_by_state"),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("agreement_version", "")),
                    models.Q(
                        ("agreed_at__isnull", False), models.Q(("agreement_version", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="an_agreement_has_its_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_until", None), ("paid_until__gt", models.F("paid_from")), _connector="OR"
                ),
                name="paid_work_ends_after_it_begins",
                violation_error_message="Il lavoro finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", False), ("state__in", ["ended", "refused"])),
                    models.Q(
                        models.Q(("state__in", ["ended", "refused"]), _negated=True), ("ended_on", None)
                    ),
                    _connector="OR",
                ),
                name="a_path_that_has_ended_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "active"), _negated=True), ("met_on__isnull", False), _connector="OR"
                ),
                name="a_volunteer_who_is_active_has_been_met",
                violation_error_message="Prima del colloquio nessuno è attivo.",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["volunteer", "state"], name="turns_of_a_volunteer"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["proposed", "invited", "accepted", "suspended", "done", "absent"])
                ),
                fields=("request", "volunteer"),
                name="once_in_a_turn",
                violation_error_message="Questa persona c'è già.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("state__in", ["accepted", "done"])),
                expressions=[("volunteer", "="), ("during", "&&")],
                name="volunteer_never_in_two_turns",
                violation_error_message="In quell'orario ha già un altro turno.",
            ),
        ),
    ]
