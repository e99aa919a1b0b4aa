import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networking", "0020_staff_policies"),
        ("services", "0008_long_sheets_seen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The places in every queue, drawn one after the other.
        migrations.RunSQL("CREATE SEQUENCE laboratories_ticket", "DROP SEQUENCE laboratories_ticket"),
        migrations.CreateModel(
            name="Pool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "insieme di posti",
                "verbose_name_plural": "insiemi di posti",
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nome")),
                (
                    "most_people",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quante persone al massimo",
                    ),
                ),
                (
                    "setup_minutes",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Tra un incontro e l'altro la sala resta libera per questi minuti.",
                        verbose_name="minuti per preparare e riordinare",
                    ),
                ),
                ("equipment", models.TextField(blank=True, verbose_name="attrezzature, una per riga")),
                (
                    "access_notes",
                    models.CharField(blank=True, max_length=200, verbose_name="come ci si entra"),
                ),
                ("is_step_free", models.BooleanField(default=False, verbose_name="si entra senza gradini")),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="non si usa più dal")),
            ],
            options={
                "verbose_name": "sala",
                "verbose_name_plural": "sale",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="RoomPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nome")),
            ],
            options={
                "verbose_name": "parte di sala",
                "verbose_name_plural": "parti di sala",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("laboratory", "laboratorio"),
                            ("school_support", "sostegno scolastico"),
                            ("training", "formazione"),
                            ("event", "evento"),
                        ],
                        max_length=20,
                        verbose_name="tipo",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("children", "bambine e bambini"),
                            ("minors", "ragazze e ragazzi"),
                            ("families", "famiglie"),
                            ("young", "giovani"),
                            ("elderly", "persone anziane"),
                            ("everybody", "tutti"),
                        ],
                        max_length=20,
                        verbose_name="per chi",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        choices=[("study", "studio"), ("sport", "sport"), ("music", "musica")],
                        help_text="Solo per il sostegno scolastico.",
                        max_length=10,
                        verbose_name="materia",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="titolo")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="indirizzo della pagina")),
                ("summary", models.CharField(max_length=200, verbose_name="in una riga")),
                ("description", models.TextField(blank=True, verbose_name="che cosa si fa")),
                ("to_bring", models.CharField(blank=True, max_length=300, verbose_name="che cosa portare")),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="dai quanti anni",
                    ),
                ),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="fino a quanti anni, compresi",
                    ),
                ),
                (
                    "min_grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "scuola dell'infanzia"),
                            (1, "prima primaria"),
                            (2, "seconda primaria"),
                            (3, "terza primaria"),
                            (4, "quarta primaria"),
                            (5, "quinta primaria"),
                            (6, "prima media"),
                            (7, "seconda media"),
                            (8, "terza media"),
                            (9, "prima superiore"),
                            (10, "seconda superiore"),
                            (11, "terza superiore"),
                            (12, "quarta superiore"),
                            (13, "quinta superiore"),
                        ],
                        null=True,
                        verbose_name="dalla classe",
                    ),
                ),
                (
                    "max_grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "scuola dell'infanzia"),
                            (1, "prima primaria"),
                            (2, "seconda primaria"),
                            (3, "terza primaria"),
                            (4, "quarta primaria"),
                            (5, "quinta primaria"),
                            (6, "prima media"),
                            (7, "seconda media"),
                            (8, "terza media"),
                            (9, "prima superiore"),
                            (10, "seconda superiore"),
                            (11, "terza superiore"),
                            (12, "quarta superiore"),
                            (13, "quinta superiore"),
                        ],
                        null=True,
                        verbose_name="fino alla classe",
                    ),
                ),
                (
                    "yearly_limit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Quanti cicli (o incontri singoli) in un anno scolastico. Vuoto: quanti si vuole.",
                        null=True,
                        verbose_name="quante volte l'anno per persona",
                    ),
                ),
                (
                    "grants",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("clearance", "verifica per il lavoro con i minori"),
                            ("safeguarding", "formazione sulla tutela dei minori"),
                            ("first_aid", "primo soccorso"),
                            ("safety", "formazione sulla sicurezza"),
                        ],
                        help_text="Solo per la formazione.",
                        max_length=20,
                        verbose_name="abilitazione che si ottiene",
                    ),
                ),
                (
                    "grants_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Vuoto: non scade.",
                        null=True,
                        verbose_name="per quanti mesi vale",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="pubblicata il")),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="networking.action",
                        verbose_name="azioni del progetto",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="services.organization",
                        verbose_name="chi la organizza",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.staffpolicy",
                        verbose_name="regola per chi conduce",
                    ),
                ),
            ],
            options={
                "verbose_name": "attività",
                "verbose_name_plural": "attività",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Per esempio «gruppo del martedì».",
                        max_length=120,
                        verbose_name="come si distingue",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("cycle", "tutto il ciclo"), ("session", "un incontro alla volta")],
                        default="cycle",
                        max_length=10,
                        verbose_name="che cosa si prenota",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="posti",
                    ),
                ),
                ("first_day", models.DateField(verbose_name="primo giorno")),
                ("last_day", models.DateField(verbose_name="ultimo giorno")),
                (
                    "follows_school",
                    models.BooleanField(
                        default=False,
                        help_text="Gli incontri saltano le vacanze scolastiche.",
                        verbose_name="segue il calendario della scuola",
                    ),
                ),
                ("enrol_opens_at", models.DateTimeField(verbose_name="le prenotazioni aprono")),
                ("enrol_closes_at", models.DateTimeField(verbose_name="le prenotazioni chiudono")),
                (
                    "cancel_before",
                    models.DurationField(
                        default=datetime.timedelta(days=1),
                        help_text="Dall'inizio dell'incontro.",
                        verbose_name="si disdice fino a quanto prima",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="pubblicato il")),
                ("called_off_at", models.DateTimeField(blank=True, null=True, verbose_name="annullato il")),
                ("called_off_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="laboratories.activity",
                        verbose_name="attività",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        help_text="Vuota per ciò che si fa all'aperto.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="laboratories.room",
                        verbose_name="sala",
                    ),
                ),
            ],
            options={
                "verbose_name": "ciclo",
                "verbose_name_plural": "cicli",
                "ordering": ["first_day", "id"],
            },
        ),
        migrations.CreateModel(
            name="CycleStaff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "conduce"), ("helper", "affianca")],
                        default="leader",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff",
                        to="laboratories.cycle",
                        verbose_name="ciclo",
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
            ],
            options={
                "verbose_name": "chi conduce il ciclo",
                "verbose_name_plural": "chi conduce il ciclo",
                "ordering": ["cycle", "-role", "id"],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=8, unique=True, verbose_name="codice")),
                ("size", models.PositiveSmallIntegerField(verbose_name="quante persone")),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("web", "dal portale"),
                            ("desk", "allo sportello"),
                            ("phone", "per telefono"),
                            ("paper", "su carta"),
                            ("import", "da un foglio"),
                        ],
                        default="web",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                (
                    "paper_number",
                    models.CharField(blank=True, max_length=20, verbose_name="numero del modulo di carta"),
                ),
                ("idem_actor", models.UUIDField(editable=False)),
                ("idem_key", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(verbose_name="chiesto il")),
                (
                    "booker",
                    models.ForeignKey(
                        blank=True,
                        help_text="Chi riceve gli avvisi.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi ha prenotato",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="scritto da",
                    ),
                ),
            ],
            options={
                "verbose_name": "prenotazione di gruppo",
                "verbose_name_plural": "prenotazioni di gruppo",
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="SeatPool",
            fields=[
                (
                    "pool",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="seats",
                        serialize=False,
                        to="laboratories.pool",
                    ),
                ),
                ("capacity", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField(db_default=0, default=0)),
                ("waiting", models.PositiveIntegerField(db_default=0, default=0)),
            ],
            options={
                "verbose_name": "conto dei posti",
                "verbose_name_plural": "conti dei posti",
            },
        ),
        migrations.AddField(
            model_name="pool",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pools", to="laboratories.cycle"
            ),
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("confirmed", "confermata"),
                            ("offered", "posto offerto: si aspetta la risposta"),
                            ("waiting", "in lista d'attesa"),
                            ("declined", "posto rifiutato"),
                            ("expired", "offerta scaduta"),
                            ("cancelled_family", "disdetta"),
                            ("cancelled_staff", "annullata da chi organizza"),
                        ],
                        max_length=20,
                        verbose_name="stato",
                    ),
                ),
                (
                    "takes_seat",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(state__in=("confirmed", "offered"), then=models.Value(True)),
                            default=models.Value(False),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "ticket",
                    models.BigIntegerField(
                        db_default=models.Func(
                            models.Value("laboratories_ticket"),
                            function="nextval",
                            output_field=models.BigIntegerField(),
                        ),
                        editable=False,
                    ),
                ),
                ("booked_at", models.DateTimeField(verbose_name="chiesta il")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confermata il")),
                ("offered_at", models.DateTimeField(blank=True, null=True, verbose_name="offerta il")),
                (
                    "offer_expires_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="si risponde entro"),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="finita il")),
                (
                    "asked_back_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="chiesto se tiene il posto il"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.person",
                        verbose_name="per chi",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bookings",
                        to="laboratories.party",
                        verbose_name="gruppo",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="laboratories.pool",
                        verbose_name="posti di",
                    ),
                ),
            ],
            options={
                "verbose_name": "prenotazione",
                "verbose_name_plural": "prenotazioni",
                "ordering": ["ticket"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        editable=False, verbose_name="quando"
                    ),
                ),
                ("is_expected", models.BooleanField(db_default=True, default=True, verbose_name="attesa")),
                (
                    "has_clash",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="ha già un impegno a quell'ora"
                    ),
                ),
                (
                    "absence_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="assenza avvisata il"),
                ),
                (
                    "absence_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("illness", "non sta bene"),
                            ("transport", "non ha come venire"),
                            ("snow", "neve o maltempo"),
                            ("family", "un impegno di famiglia"),
                            ("other", "altro"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="perché manca",
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "presente"),
                            ("late", "arrivo dopo l'inizio"),
                            ("left_early", "uscita prima della fine"),
                            ("absent", "assente"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="segno",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="minuti di presenza"
                    ),
                ),
                ("marked_at", models.DateTimeField(blank=True, null=True, verbose_name="segnata il")),
                (
                    "is_disputed",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="i segni non concordano"
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="laboratories.booking",
                        verbose_name="prenotazione",
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
            ],
            options={
                "verbose_name": "presenza",
                "verbose_name_plural": "presenze",
                "ordering": ["session", "person__family_name", "person__given_name", "id"],
            },
        ),
        migrations.CreateModel(
            name="PresenceMark",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("present", "presente"),
                            ("late", "arrivo dopo l'inizio"),
                            ("left_early", "uscita prima della fine"),
                            ("absent", "assente"),
                        ],
                        max_length=10,
                        verbose_name="segno",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="minuti di presenza"
                    ),
                ),
                ("seen", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "device",
                    models.UUIDField(blank=True, editable=False, null=True, verbose_name="apparecchio"),
                ),
                ("made_at", models.DateTimeField(verbose_name="segnata il")),
                ("received_at", models.DateTimeField(verbose_name="arrivata il")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="segnata da",
                    ),
                ),
                (
                    "presence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="laboratories.presence",
                        verbose_name="presenza",
                    ),
                ),
            ],
            options={
                "verbose_name": "segno sul registro",
                "verbose_name_plural": "segni sul registro",
                "ordering": ["presence", "received_at"],
            },
        ),
        migrations.CreateModel(
            name="QueueStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offered", "posto offerto"),
                            ("too_many", "siete più dei posti liberi"),
                            ("in_hand", "stavate cambiando qualcosa"),
                            ("clash", "in quell'ora c'è già un altro impegno"),
                            ("accepted", "posto accettato"),
                            ("declined", "posto rifiutato"),
                            ("expired", "offerta scaduta"),
                        ],
                        max_length=10,
                        verbose_name="che cosa",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="quando")),
                ("needed", models.PositiveSmallIntegerField(verbose_name="posti che servono")),
                ("free", models.PositiveIntegerField(blank=True, null=True, verbose_name="posti liberi")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="laboratories.party",
                        verbose_name="gruppo",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="laboratories.pool",
                        verbose_name="posti di",
                    ),
                ),
            ],
            options={
                "verbose_name": "passo della lista d'attesa",
                "verbose_name_plural": "passi della lista d'attesa",
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddField(
            model_name="room",
            name="parts",
            field=models.ManyToManyField(
                related_name="rooms", to="laboratories.roompart", verbose_name="di quali parti è fatta"
            ),
        ),
        migrations.CreateModel(
            name="Schooling",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="schooling",
                        serialize=False,
                        to="networking.person",
                        verbose_name="di chi",
                    ),
                ),
                (
                    "school_name",
                    models.CharField(blank=True, max_length=120, verbose_name="scuola, se non è in elenco"),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "scuola dell'infanzia"),
                            (1, "prima primaria"),
                            (2, "seconda primaria"),
                            (3, "terza primaria"),
                            (4, "quarta primaria"),
                            (5, "quinta primaria"),
                            (6, "prima media"),
                            (7, "seconda media"),
                            (8, "terza media"),
                            (9, "prima superiore"),
                            (10, "seconda superiore"),
                            (11, "terza superiore"),
                            (12, "quarta superiore"),
                            (13, "quinta superiore"),
                        ],
                        verbose_name="classe",
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=10, verbose_name="sezione")),
                (
                    "year",
                    models.CharField(
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\d{4}/\\d{2}$", "Scrivi l'anno scolastico così: 2026/27."
                            )
                        ],
                        verbose_name="anno scolastico",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="services.school",
                        verbose_name="scuola",
                    ),
                ),
            ],
            options={
                "verbose_name": "scuola e classe",
                "verbose_name_plural": "scuole e classi",
                "ordering": ["person"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("local_date", models.DateField(verbose_name="giorno")),
                ("local_start", models.TimeField(verbose_name="dalle")),
                ("local_end", models.TimeField(verbose_name="alle")),
                (
                    "starts_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "local_date",
                            "local_start",
                            arg_joiner=" + ",
                            output_field=models.DateTimeField(),
                            template="((%(expressions)s) AT TIME ZONE 'Europe/Rome')",
                        ),
                        output_field=models.DateTimeField(verbose_name="comincia"),
                    ),
                ),
                (
                    "ends_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            "local_date",
                            "local_end",
                            arg_joiner=" + ",
                            output_field=models.DateTimeField(),
                            template="((%(expressions)s) AT TIME ZONE 'Europe/Rome')",
                        ),
                        output_field=models.DateTimeField(verbose_name="finisce"),
                    ),
                ),
                (
                    "topic",
                    models.CharField(blank=True, max_length=200, verbose_name="che cosa si fa questa volta"),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="numero di cambiamenti"
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annullato il")),
                ("cancelled_because", models.CharField(blank=True, max_length=200, verbose_name="perché")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="registro aperto il")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="registro chiuso il")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="cambiato il")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="laboratories.cycle",
                        verbose_name="ciclo",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recovers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="recovered_by",
                        to="laboratories.session",
                        verbose_name="recupera",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="laboratories.room",
                        verbose_name="sala",
                    ),
                ),
            ],
            options={
                "verbose_name": "incontro",
                "verbose_name_plural": "incontri",
                "ordering": ["local_date", "local_start", "id"],
            },
        ),
        migrations.CreateModel(
            name="RoomUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("is_active", models.BooleanField(default=True)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="laboratories.roompart",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="room_uses",
                        to="laboratories.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "uso di una sala",
                "verbose_name_plural": "usi delle sale",
            },
        ),
        migrations.AddField(
            model_name="presence",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="presences",
                to="laboratories.session",
                verbose_name="incontro",
            ),
        ),
        migrations.AddField(
            model_name="pool",
            name="session",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pool",
                to="laboratories.session",
            ),
        ),
        migrations.CreateModel(
            name="SessionStaff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("leader", "conduce"), ("helper", "affianca")],
                        default="leader",
                        max_length=10,
                        verbose_name="come",
                    ),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False, null=True),
                ),
                ("is_active", models.BooleanField(default=True, editable=False)),
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
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff",
                        to="laboratories.session",
                        verbose_name="incontro",
                    ),
                ),
            ],
            options={
                "verbose_name": "chi conduce l'incontro",
                "verbose_name_plural": "chi conduce l'incontro",
                "ordering": ["session", "-role", "id"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="indirizzo della pagina")),
                (
                    "is_platform",
                    models.BooleanField(
                        default=False,
                        help_text="Gli spazi del progetto, con qualcuno che accoglie. Gli altri sono luoghi ospiti.",
                        verbose_name="è una piattaforma territoriale",
                    ),
                ),
                (
                    "summary",
                    models.CharField(blank=True, max_length=300, verbose_name="che cosa ci si trova"),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="telefono")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="pubblicato il")),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venues",
                        to="services.organization",
                        verbose_name="chi la gestisce",
                    ),
                ),
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="venue",
                        to="services.place",
                        verbose_name="luogo",
                    ),
                ),
            ],
            options={
                "verbose_name": "spazio",
                "verbose_name_plural": "spazi",
                "ordering": ["place__comune__name", "place__name"],
            },
        ),
        migrations.AddField(
            model_name="roompart",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parts",
                to="laboratories.venue",
                verbose_name="spazio",
            ),
        ),
        migrations.AddField(
            model_name="room",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="laboratories.venue",
                verbose_name="spazio",
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="venue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cycles",
                to="laboratories.venue",
                verbose_name="spazio",
            ),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_day", models.DateField(verbose_name="primo giorno di chiusura")),
                ("last_day", models.DateField(verbose_name="ultimo giorno di chiusura")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("weather", "maltempo"),
                            ("works", "lavori"),
                            ("holidays", "ferie"),
                            ("other", "altro"),
                        ],
                        max_length=10,
                        verbose_name="perché",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="che cosa dire a chi viene"),
                ),
                ("made_at", models.DateTimeField(verbose_name="decisa il")),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="tutto il comune di",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decisa da",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="laboratories.room",
                        verbose_name="solo la sala",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closures",
                        to="laboratories.venue",
                        verbose_name="tutto lo spazio",
                    ),
                ),
            ],
            options={
                "verbose_name": "chiusura",
                "verbose_name_plural": "chiusure",
                "ordering": ["-first_day"],
            },
        ),
        migrations.CreateModel(
            name="VenueHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "apertura"), ("desk", "presidio: c'è qualcuno che accoglie")],
                        default="open",
                        max_length=10,
                        verbose_name="che cosa",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "lunedì"),
                            (1, "martedì"),
                            (2, "mercoledì"),
                            (3, "giovedì"),
                            (4, "venerdì"),
                            (5, "sabato"),
                            (6, "domenica"),
                        ],
                        verbose_name="giorno",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="dalle")),
                ("closes", models.TimeField(verbose_name="alle")),
                (
                    "venue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="laboratories.venue",
                        verbose_name="spazio",
                    ),
                ),
            ],
            options={
                "verbose_name": "orario dello spazio",
                "verbose_name_plural": "orari dello spazio",
                "ordering": ["weekday", "opens"],
            },
        ),
        migrations.CreateModel(
            name="WeeklyRule",
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
                            (0, "lunedì"),
                            (1, "martedì"),
                            (2, "mercoledì"),
                            (3, "giovedì"),
                            (4, "venerdì"),
                            (5, "sabato"),
                            (6, "domenica"),
                        ],
                        verbose_name="giorno",
                    ),
                ),
                ("local_start", models.TimeField(verbose_name="dalle")),
                ("local_end", models.TimeField(verbose_name="alle")),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="ogni quante settimane",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="laboratories.cycle",
                        verbose_name="ciclo",
                    ),
                ),
            ],
            options={
                "verbose_name": "orario del ciclo",
                "verbose_name_plural": "orari del ciclo",
                "ordering": ["weekday", "local_start"],
            },
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_age", None),
                    ("max_age", None),
                    ("max_age__gte", models.F("min_age")),
                    _connector="OR",
                ),
                name="activity_ages_are_not_upside_down",
                violation_error_message="L'età finale viene prima di quella iniziale.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_grade", None),
                    ("max_grade", None),
                    ("max_grade__gte", models.F("min_grade")),
                    _connector="OR",
                ),
                name="activity_grades_are_not_upside_down",
                violation_error_message="La classe finale viene prima di quella iniziale.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "school_support"), models.Q(("subject", ""), _negated=True)),
                    models.Q(models.Q(("kind", "school_support"), _negated=True), ("subject", "")),
                    _connector="OR",
                ),
                name="only_school_support_has_a_subject",
                violation_error_message="Il sostegno scolastico ha una materia (studio, sport o musica); le altre attività no.",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grants", ""), ("grants_months", None)),
                    models.Q(("kind", "training"), models.Q(("grants", ""), _negated=True)),
                    _connector="OR",
                ),
                name="only_training_grants_a_credential",
                violation_error_message="Solo la formazione dà un'abilitazione.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cyclestaff",
            constraint=models.UniqueConstraint(
                fields=("cycle", "person"),
                name="once_in_the_staff_of_a_cycle",
                violation_error_message="Questa persona c'è già.",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(fields=("idem_actor", "idem_key"), name="one_party_per_form"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__range", (1, 12))), name="party_has_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="seatpool",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken__gte", 0), ("taken__lte", models.F("capacity")), ("waiting__gte", 0)
                ),
                name="pool_never_overbooked",
                violation_error_message="I posti prenotati sarebbero più di quelli che ci sono.",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["pool", "ticket"], name="booking_queue"
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("state", "offered")), fields=["offer_expires_at"], name="offers_by_end"
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(fields=["person", "-booked_at"], name="bookings_of_a_person"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("confirmed", "offered", "waiting"))),
                fields=("pool", "person"),
                name="one_live_booking_per_person",
                violation_error_message="È già prenotata per questa attività.",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("offer_expires_at__isnull", False), ("state", "offered")),
                    models.Q(models.Q(("state", "offered"), _negated=True), ("offer_expires_at", None)),
                    _connector="OR",
                ),
                name="an_offer_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    ("confirmed_at__isnull", False),
                    _connector="OR",
                ),
                name="a_confirmed_booking_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("state__in", ("confirmed", "offered", "waiting"))),
                    models.Q(
                        models.Q(("state__in", ("confirmed", "offered", "waiting")), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_ended_booking_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="queuestep",
            index=models.Index(fields=["pool", "kind", "at"], name="steps_of_a_pool"),
        ),
        migrations.AddConstraint(
            model_name="schooling",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__range", (0, 13))), name="grade_is_one_of_italian_school"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["starts_at"], name="sessions_by_start"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("local_end__gt", models.F("local_start"))),
                name="session_ends_after_it_begins",
                violation_error_message="L'incontro finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                fields=("cycle", "local_date", "local_start"),
                name="one_session_of_a_cycle_at_a_time",
                violation_error_message="In questo ciclo c'è già un incontro a quell'ora.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("opened_at__isnull", False), _connector="OR"),
                name="a_register_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomuse",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_active", True)),
                expressions=[("part", "="), ("during", "&&")],
                name="room_never_double_booked",
                violation_error_message="La sala è già occupata in quell'orario.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                fields=("booking", "session"), name="one_presence_per_booking"
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mark", ""), ("marked_at", None)),
                    models.Q(models.Q(("mark", ""), _negated=True), ("marked_at__isnull", False)),
                    _connector="OR",
                ),
                name="a_mark_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_expected", True)),
                expressions=[("person", "="), ("during", "&&")],
                name="person_never_in_two_places",
                violation_error_message="In quell'orario ha già un'altra attività.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pool",
            constraint=models.UniqueConstraint(
                condition=models.Q(("session", None)), fields=("cycle",), name="one_pool_for_a_whole_cycle"
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionstaff",
            constraint=models.UniqueConstraint(
                fields=("session", "person"),
                name="once_in_the_staff_of_a_session",
                violation_error_message="Questa persona c'è già.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sessionstaff",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_active", True)),
                expressions=[("person", "="), ("during", "&&")],
                name="staff_never_in_two_places",
                violation_error_message="In quell'orario questa persona è già in un altro incontro.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roompart",
            constraint=models.UniqueConstraint(
                fields=("venue", "name"),
                name="one_room_part_per_name",
                violation_error_message="C'è già una parte con questo nome.",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.UniqueConstraint(
                fields=("venue", "name"),
                name="one_room_per_name",
                violation_error_message="C'è già una sala con questo nome.",
            ),
        ),
        migrations.AddConstraint(
            model_name="room",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_people__gte", 1)), name="room_holds_somebody"
            ),
        ),
        migrations.AddIndex(
            model_name="cycle",
            index=models.Index(fields=["last_day", "first_day"], name="cycles_by_days"),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="cycle_ends_after_it_begins",
                violation_error_message="Il ciclo finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("enrol_closes_at__gt", models.F("enrol_opens_at"))),
                name="enrolment_closes_after_it_opens",
                violation_error_message="Le prenotazioni chiuderebbero prima di aprire.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("places__gte", 1)),
                name="cycle_has_places",
                violation_error_message="Serve almeno un posto.",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="closure_ends_after_it_begins",
                violation_error_message="La chiusura finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comune", None), ("venue", None)),
                    models.Q(("comune", None), ("room", None)),
                    models.Q(("room", None), ("venue", None)),
                    _connector="OR",
                ),
                name="closure_has_one_scope",
                violation_error_message="Scegli un comune, uno spazio o una sala: uno solo dei tre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="venuehours",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__gt", models.F("opens"))),
                name="venue_closes_after_it_opens",
                violation_error_message="Chiuderebbe prima di aprire.",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeklyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("local_end__gt", models.F("local_start"))),
                name="weekly_rule_ends_after_it_begins",
                violation_error_message="L'incontro finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeklyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_weeks__gte", 1)), name="weekly_rule_comes_back"
            ),
        ),
    ]
