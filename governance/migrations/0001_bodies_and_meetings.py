"""Bodies, their rules, who sits in them; meetings and agendas; decisions; members."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networking", "0025_consent_to_company"),
        ("services", "0008_long_sheets_seen"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="posto")),
                ("title", models.CharField(max_length=300, verbose_name="argomento")),
                ("text", models.TextField(blank=True, max_length=8000, verbose_name="di che cosa si parla")),
                (
                    "proposal",
                    models.TextField(
                        blank=True, max_length=8000, verbose_name="che cosa si propone di decidere"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("ordinary", "affari ordinari"),
                            ("accounts", "bilancio"),
                            ("liability", "responsabilità di chi amministra"),
                            ("statute", "modifica dello statuto o dell'accordo"),
                            ("dissolution", "scioglimento"),
                            ("people", "persone (voto segreto)"),
                        ],
                        default="ordinary",
                        max_length=12,
                        verbose_name="materia",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minuti previsti"),
                ),
                ("rapporteur", models.CharField(blank=True, max_length=170, verbose_name="chi lo presenta")),
                ("is_reserved", models.BooleanField(default=False, verbose_name="riservato")),
                (
                    "notified_in",
                    models.PositiveSmallIntegerField(
                        blank=True, editable=False, null=True, verbose_name="nell'avviso"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "da trattare"), ("discussed", "trattato"), ("postponed", "rinviato")],
                        default="",
                        max_length=10,
                        verbose_name="esito",
                    ),
                ),
                (
                    "carried_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carried_to",
                        to="governance.agendaitem",
                        verbose_name="rinviato da",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="governance.agendaitem",
                        verbose_name="parte di",
                    ),
                ),
            ],
            options={
                "verbose_name": "punto all'ordine del giorno",
                "verbose_name_plural": "punti all'ordine del giorno",
                "ordering": ["meeting", "position"],
            },
        ),
        migrations.CreateModel(
            name="AgendaDocument",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titolo")),
                ("added_at", models.DateTimeField(verbose_name="aggiunto il")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="governance.agendaitem",
                        verbose_name="punto",
                    ),
                ),
            ],
            options={
                "verbose_name": "documento della riunione",
                "verbose_name_plural": "documenti delle riunioni",
                "ordering": ["item", "added_at"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cabina", "Cabina di Regia"),
                            ("staff", "gruppo di progetto"),
                            ("assembly", "assemblea"),
                            ("board", "consiglio direttivo"),
                            ("control", "organo di controllo"),
                            ("group", "gruppo di lavoro"),
                        ],
                        max_length=10,
                        verbose_name="che organo è",
                    ),
                ),
                ("name", models.CharField(max_length=150, unique=True, verbose_name="nome")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="nell'indirizzo")),
                ("purpose", models.TextField(blank=True, max_length=1000, verbose_name="che cosa decide")),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Chiunque le legge. Quelle riservate si dicono a una a una.",
                        verbose_name="le sue decisioni sono pubbliche",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="services.organization",
                        verbose_name="di quale ente",
                    ),
                ),
            ],
            options={
                "verbose_name": "organo",
                "verbose_name_plural": "organi",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="BodyRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="versione")),
                ("valid_from", models.DateField(verbose_name="vale dal")),
                ("is_adopted", models.BooleanField(default=False, verbose_name="adottate")),
                (
                    "source",
                    models.CharField(
                        help_text="Per esempio «accordo tra i comuni, articolo 5» o «statuto, articolo 12».",
                        max_length=300,
                        verbose_name="da dove vengono",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="giorni di preavviso"),
                ),
                (
                    "late_notice",
                    models.CharField(
                        choices=[
                            ("refused", "non si può convocare"),
                            ("flagged", "si convoca, e il ritardo resta scritto"),
                        ],
                        default="refused",
                        max_length=8,
                        verbose_name="se il preavviso è minore",
                    ),
                ),
                (
                    "has_second_call",
                    models.BooleanField(default=False, verbose_name="c'è la seconda convocazione"),
                ),
                (
                    "hours_to_second_call",
                    models.PositiveSmallIntegerField(default=1, verbose_name="ore tra le due convocazioni"),
                ),
                (
                    "may_be_remote",
                    models.BooleanField(default=True, verbose_name="si può partecipare da lontano"),
                ),
                (
                    "most_proxies",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="deleghe a una persona, al massimo"
                    ),
                ),
                (
                    "most_proxies_when_large",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="deleghe quando gli associati sono molti"
                    ),
                ),
                ("large_from", models.PositiveIntegerField(default=500, verbose_name="«molti» da quanti")),
                (
                    "officers_hold_proxies",
                    models.BooleanField(
                        default=False, verbose_name="anche chi amministra o controlla può avere deleghe"
                    ),
                ),
                (
                    "has_casting_vote",
                    models.BooleanField(default=False, verbose_name="a parità vale il voto di chi presiede"),
                ),
                (
                    "may_be_totalitarian",
                    models.BooleanField(
                        default=False,
                        verbose_name="con tutti presenti si decide anche fuori dall'ordine del giorno",
                    ),
                ),
                (
                    "months_before_voting",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(24)],
                        verbose_name="mesi da associato prima di votare",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="governance.body",
                        verbose_name="organo",
                    ),
                ),
            ],
            options={
                "verbose_name": "regole di un organo",
                "verbose_name_plural": "regole degli organi",
                "ordering": ["body", "-version"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False, verbose_name="anno")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="numero")),
                ("title", models.CharField(max_length=300, verbose_name="oggetto")),
                ("text", models.TextField(max_length=20000, verbose_name="testo")),
                ("plain", models.TextField(blank=True, max_length=1500, verbose_name="in parole semplici")),
                ("adopted_at", models.DateTimeField(verbose_name="presa il")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("adopted", "in vigore"),
                            ("revoked", "revocata"),
                            ("superseded", "superata"),
                        ],
                        default="adopted",
                        max_length=10,
                        verbose_name="stato",
                    ),
                ),
                (
                    "owner_name",
                    models.CharField(
                        blank=True, max_length=170, verbose_name="chi se ne occupa (nome o ufficio)"
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="entro il")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="attuata il")),
                ("is_public", models.BooleanField(default=False, verbose_name="pubblica")),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="networking.action", verbose_name="azioni"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="governance.body",
                        verbose_name="organo",
                    ),
                ),
                (
                    "comuni",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="quali comuni riguarda",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ends",
                        to="governance.decision",
                        verbose_name="revocata o superata da",
                    ),
                ),
                (
                    "goals",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="networking.goal", verbose_name="obiettivi"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="governance.agendaitem",
                        verbose_name="punto all'ordine del giorno",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="chi se ne occupa",
                    ),
                ),
            ],
            options={
                "verbose_name": "decisione",
                "verbose_name_plural": "decisioni",
                "ordering": ["-year", "-number"],
            },
        ),
        migrations.CreateModel(
            name="DecisionSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="anno")),
                (
                    "last_number",
                    models.PositiveIntegerField(db_default=0, default=0, verbose_name="ultimo numero"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="governance.body",
                        verbose_name="organo",
                    ),
                ),
            ],
            options={
                "verbose_name": "numerazione delle decisioni",
                "verbose_name_plural": "numerazioni delle decisioni",
                "ordering": ["body", "-year"],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "task",
                    models.CharField(
                        choices=[
                            ("chair", "presidente"),
                            ("vice", "vicepresidente"),
                            ("member", "componente"),
                            ("treasurer", "tesoriere"),
                            ("secretary", "segretaria o segretario"),
                            ("observer", "invitata o invitato, senza voto"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="con quale compito",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="dal")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True,
                        help_text="Quel giorno non è più in carica.",
                        null=True,
                        verbose_name="fino al",
                    ),
                ),
                (
                    "given_by",
                    models.CharField(
                        help_text="Per esempio «delibera di Giunta di Norcia n. 12 del 3 marzo 2026».",
                        max_length=200,
                        verbose_name="atto di nomina",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="governance.body",
                        verbose_name="organo",
                    ),
                ),
                (
                    "comune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="networking.comune",
                        verbose_name="per quale comune",
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
            ],
            options={
                "verbose_name": "incarico",
                "verbose_name_plural": "incarichi",
                "ordering": ["body", "-starts_on", "name"],
            },
        ),
        migrations.CreateModel(
            name="MatterRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("ordinary", "affari ordinari"),
                            ("accounts", "bilancio"),
                            ("liability", "responsabilità di chi amministra"),
                            ("statute", "modifica dello statuto o dell'accordo"),
                            ("dissolution", "scioglimento"),
                            ("people", "persone (voto segreto)"),
                        ],
                        max_length=12,
                        verbose_name="materia",
                    ),
                ),
                (
                    "call",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "prima"), (2, "seconda")], default=1, verbose_name="convocazione"
                    ),
                ),
                (
                    "quorum_numerator",
                    models.PositiveSmallIntegerField(default=1, verbose_name="presenti: numeratore"),
                ),
                (
                    "quorum_denominator",
                    models.PositiveSmallIntegerField(default=2, verbose_name="presenti: denominatore"),
                ),
                (
                    "quorum_is_strict",
                    models.BooleanField(default=False, verbose_name="presenti: più di questa parte"),
                ),
                (
                    "majority_numerator",
                    models.PositiveSmallIntegerField(default=1, verbose_name="favorevoli: numeratore"),
                ),
                (
                    "majority_denominator",
                    models.PositiveSmallIntegerField(default=2, verbose_name="favorevoli: denominatore"),
                ),
                (
                    "majority_is_strict",
                    models.BooleanField(default=True, verbose_name="favorevoli: più di questa parte"),
                ),
                (
                    "majority_base",
                    models.CharField(
                        choices=[
                            ("cast", "di chi vota a favore o contro"),
                            ("present", "di chi è presente o rappresentato"),
                            ("entitled", "di tutti gli aventi diritto"),
                        ],
                        default="present",
                        max_length=8,
                        verbose_name="favorevoli: parte",
                    ),
                ),
                ("is_secret", models.BooleanField(default=False, verbose_name="voto segreto")),
                (
                    "excludes_directors",
                    models.BooleanField(default=False, verbose_name="chi amministra non vota"),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matters",
                        to="governance.bodyrule",
                        verbose_name="regole",
                    ),
                ),
            ],
            options={
                "verbose_name": "quorum e maggioranza",
                "verbose_name_plural": "quorum e maggioranze",
                "ordering": ["rule", "matter", "call"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=200, verbose_name="titolo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "in preparazione"),
                            ("convened", "convocata"),
                            ("open", "in corso"),
                            ("closed", "conclusa"),
                            ("called_off", "annullata"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="a che punto è",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("in_person", "in presenza"),
                            ("remote", "a distanza"),
                            ("mixed", "in presenza e a distanza"),
                        ],
                        default="in_person",
                        max_length=10,
                        verbose_name="come ci si riunisce",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="dove")),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="indirizzo del collegamento"),
                ),
                ("first_call_at", models.DateTimeField(verbose_name="prima convocazione")),
                (
                    "second_call_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="seconda convocazione"),
                ),
                (
                    "planned_minutes",
                    models.PositiveSmallIntegerField(default=120, verbose_name="durata prevista in minuti"),
                ),
                ("convened_at", models.DateTimeField(blank=True, null=True, verbose_name="convocata il")),
                (
                    "late_because",
                    models.CharField(blank=True, max_length=300, verbose_name="perché il preavviso è breve"),
                ),
                (
                    "call",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="convocazione in cui si è tenuta"
                    ),
                ),
                ("chair_name", models.CharField(blank=True, max_length=170, verbose_name="presiede (nome)")),
                (
                    "secretary_name",
                    models.CharField(blank=True, max_length=170, verbose_name="verbalizza (nome)"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="aperta alle")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="chiusa alle")),
                (
                    "called_off_because",
                    models.CharField(blank=True, max_length=300, verbose_name="perché è annullata"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="governance.body",
                        verbose_name="organo",
                    ),
                ),
                (
                    "chair",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="presiede",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.bodyrule",
                        verbose_name="regole",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="networking.person",
                        verbose_name="verbalizza",
                    ),
                ),
            ],
            options={
                "verbose_name": "riunione",
                "verbose_name_plural": "riunioni",
                "ordering": ["-first_call_at"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="governance.meeting",
                verbose_name="riunione",
            ),
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("name", models.CharField(max_length=170, verbose_name="nome e cognome")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("admitted_on", models.DateField(verbose_name="associato dal")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="fino al")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="services.organization",
                        verbose_name="associazione",
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
            ],
            options={
                "verbose_name": "associata o associato",
                "verbose_name_plural": "associati",
                "ordering": ["organization", "name"],
            },
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["assembly", "board", "control"]), _negated=True),
                    ("organization__isnull", False),
                    _connector="OR",
                ),
                name="an_association_has_its_organs",
                violation_error_message="Di quale ente è? Scegli l'ente.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyrule",
            constraint=models.UniqueConstraint(fields=("body", "version"), name="one_version_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="bodyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("has_second_call", False), ("hours_to_second_call__gte", 1), _connector="OR"
                ),
                name="a_second_call_comes_later",
                violation_error_message="La seconda convocazione non può essere alla stessa ora della prima.",
            ),
        ),
        migrations.AddConstraint(
            model_name="bodyrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_proxies_when_large__gte", models.F("most_proxies"))),
                name="more_proxies_when_large",
                violation_error_message="Con molti associati le deleghe non possono essere meno.",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["-adopted_at"], name="decisions_in_time"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("body", "year", "number"), name="one_decision_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_by", None), ("state", "adopted")),
                    models.Q(models.Q(("state", "adopted"), _negated=True), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="what_ends_a_decision_is_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionseries",
            constraint=models.UniqueConstraint(fields=("body", "year"), name="one_series_a_year"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["person", "starts_on"], name="mandates_of_somebody"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                ),
                name="a_mandate_ends_after_it_begins",
                violation_error_message="Finirebbe prima di cominciare.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("body", "="),
                    ("person", "="),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="sits_once_in_a_body",
                violation_error_message="In quei giorni siede già in questo organo.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("task", "chair")),
                expressions=[
                    ("body", "="),
                    (
                        models.Func(
                            "starts_on",
                            "ends_on",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="one_chair_at_a_time",
                violation_error_message="In quei giorni c'è già chi presiede.",
            ),
        ),
        migrations.AddConstraint(
            model_name="matterrule",
            constraint=models.UniqueConstraint(
                fields=("rule", "matter", "call"), name="a_matter_once_in_a_call"
            ),
        ),
        migrations.AddConstraint(
            model_name="matterrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("call__in", [1, 2])), name="the_first_call_or_the_second"
            ),
        ),
        migrations.AddConstraint(
            model_name="matterrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("majority_denominator__gte", 1),
                    ("majority_numerator__lte", models.F("majority_denominator")),
                    ("quorum_denominator__gte", 1),
                    ("quorum_numerator__lte", models.F("quorum_denominator")),
                ),
                name="shares_are_parts_of_one",
                violation_error_message="Una parte va da zero a uno: per esempio 1/2 o 3/4.",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["body", "-first_call_at"], name="meetings_of_a_body"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_call_at", None),
                    ("second_call_at__gt", models.F("first_call_at")),
                    _connector="OR",
                ),
                name="the_second_call_is_later",
                violation_error_message="La seconda convocazione deve essere dopo la prima.",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "called_off"]),
                    models.Q(("convened_at__isnull", False), ("rule__isnull", False)),
                    _connector="OR",
                ),
                name="convened_under_rules",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("call__in", [1, 2]),
                        ("closed_at", None),
                        ("opened_at__isnull", False),
                        ("state", "open"),
                    ),
                    models.Q(
                        ("call__in", [1, 2]),
                        ("closed_at__gte", models.F("opened_at")),
                        ("opened_at__isnull", False),
                        ("state", "closed"),
                    ),
                    models.Q(("closed_at", None), ("state__in", ["draft", "convened", "called_off"])),
                    _connector="OR",
                ),
                name="opened_before_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("meeting", "parent", "position"),
                name="one_item_in_a_place",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="an_item_is_no_part_of_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["person"], name="members_by_person"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on", None)),
                fields=("organization", "person"),
                name="a_member_once_at_a_time",
                violation_error_message="È già tra gli associati.",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None), ("left_on__gte", models.F("admitted_on")), _connector="OR"
                ),
                name="a_member_leaves_after_joining",
            ),
        ),
    ]
