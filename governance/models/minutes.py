"""Minutes of a meeting: written again and again, each writing kept; approved, their words and their PDF stay.

What the database refuses is in migration `0005_minutes`.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networking.models import StoredFile
from networking.models.private import PrivateModel, PrivateQuerySet

from .bodies import Body
from .meetings import Meeting
from .members import Member
from .named import Named, somebody

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from networking.models import User

CONSULTING = "chi è socio esamina i libri (articolo 15, comma 3, decreto legislativo 117/2017)"


class MinutesQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Drafts to who writes them; once shown, to who sits in the body; once approved, also to the members.

        Those that are published are read by anybody by another way (`published`): as an extract.
        """
        if not user.is_authenticated:
            return self.none().scoped()
        kept = Q(meeting__body__in=Body.objects.kept_by(user))
        sits = Q(meeting__body__in=Body.objects.joined_by(user)) & ~Q(state=Minutes.State.DRAFT)
        enrolled = Member.objects.for_everyone(reason=CONSULTING).of_user(user).values("organization")
        books = Q(meeting__body__organization__in=enrolled, state__in=Minutes.FROZEN)
        return self.scoped().filter(kept | sits | books)

    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Those that `user` writes."""
        return self.scoped().filter(meeting__body__in=Body.objects.kept_by(user))

    def frozen(self) -> Self:
        """Those that were approved."""
        return self.filter(state__in=Minutes.FROZEN)

    def published(self) -> Self:
        """Those of which anybody may have the extract."""
        return self.scoped().filter(state=Minutes.State.PUBLISHED)


class Minutes(PrivateModel):
    """What a meeting was, in writing; or a later act that corrects it (`corrects`). A step at a time, never back once approved."""

    class State(models.TextChoices):
        DRAFT = "draft", _("in scrittura")
        REVIEW = "review", _("in revisione")
        PROPOSED = "proposed", _("proposto per l'approvazione")
        APPROVED = "approved", _("approvato")
        SIGNED = "signed", _("firmato")
        TRANSCRIBED = "transcribed", _("trascritto nel libro")
        PUBLISHED = "published", _("pubblicato")

    class How(models.TextChoices):
        WAITING = "", _("da firmare")
        DIGITAL = "digital", _("firma digitale")
        PAPER = "paper", _("firmato su carta: copia")

    # What can still be written, and what cannot.
    WRITTEN = (State.DRAFT, State.REVIEW)
    FROZEN = (State.APPROVED, State.SIGNED, State.TRANSCRIBED, State.PUBLISHED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes", verbose_name=_("riunione"))
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("rettifica di"),
    )
    state = models.CharField(_("a che punto è"), max_length=11, choices=State, default=State.DRAFT)
    last_version = models.PositiveIntegerField(_("ultima versione"), default=0, db_default=0)
    # Written once, at approval. The content is canonical JSON (`minutes.content`), the digest is of its bytes.
    content = models.TextField(_("contenuto approvato"), blank=True, default="")
    fingerprint = models.CharField(_("impronta del testo"), max_length=64, blank=True, default="")
    approved_at = models.DateTimeField(_("approvato il"), null=True, blank=True)
    approved_by = somebody(_("approvato da"), null=True, blank=True)
    approved_by_name = models.CharField(_("approvato da (nome)"), max_length=170, blank=True)
    whole = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PDF intero")
    )
    whole_digest = models.BinaryField(_("SHA-256 del PDF"), max_length=32, null=True, editable=False)
    extract = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("PDF pubblico")
    )
    extract_digest = models.BinaryField(
        _("SHA-256 del PDF pubblico"), max_length=32, null=True, editable=False
    )
    # How it was signed, outside or on paper.
    how = models.CharField(_("come è firmato"), max_length=8, choices=How, blank=True, default=How.WAITING)
    signed = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("il file firmato")
    )
    signed_digest = models.BinaryField(
        _("SHA-256 del file firmato"), max_length=32, null=True, editable=False
    )
    signer = models.CharField(_("chi ha firmato"), max_length=200, blank=True)
    authority = models.CharField(_("chi ha dato il certificato"), max_length=200, blank=True)
    stamped_at = models.DateTimeField(_("marca temporale"), null=True, blank=True)
    signed_at = models.DateTimeField(_("caricato firmato il"), null=True, blank=True)
    published_at = models.DateTimeField(_("pubblicato il"), null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-meeting__first_call_at"]
        verbose_name = _("verbale")
        verbose_name_plural = _("verbali")
        indexes = [
            models.Index(name="minutes_by_fingerprint", fields=["fingerprint"]),
            models.Index(name="minutes_by_whole", fields=["whole_digest"]),
            models.Index(name="minutes_by_extract", fields=["extract_digest"]),
            models.Index(name="minutes_by_signed", fields=["signed_digest"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_minutes_a_meeting",
                fields=["meeting"],
                condition=Q(corrects=None),
                violation_error_message=_("Questa riunione ha già il suo verbale."),
            ),
            models.CheckConstraint(
                name="approved_minutes_are_whole",
                condition=Q(
                    state__in=["draft", "review", "proposed"],
                    content="",
                    fingerprint="",
                    approved_at=None,
                    whole=None,
                    extract=None,
                )
                | (
                    Q(state__in=["approved", "signed", "transcribed", "published"])
                    & ~Q(content="")
                    & Q(approved_at__isnull=False, whole__isnull=False, extract__isnull=False)
                    & Q(whole_digest__isnull=False, extract_digest__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="signed_minutes_say_how",
                condition=Q(state__in=["draft", "review", "proposed", "approved"], how="", signed=None)
                | (
                    Q(state__in=["signed", "transcribed", "published"])
                    & ~Q(how="")
                    & Q(signed__isnull=False, signed_digest__isnull=False, signed_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="published_minutes_say_when",
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None)),
            ),
        ]

    def __str__(self) -> str:
        said = _("Rettifica del verbale") if self.corrects_id else _("Verbale")
        return f"{said} · {self.meeting}"

    @property
    def is_frozen(self) -> bool:
        """Whether it was approved."""
        return self.state in self.FROZEN


class MinutesVersionQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the minutes that `user` writes; whoever reads the minutes reads the last."""
        return self.scoped().filter(minutes__in=Minutes.objects.kept_by(user))


class MinutesVersion(PrivateModel):
    """What was written at one saving: numbered by the database, on top of the one before, or refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions", verbose_name=_("verbale"))
    number = models.PositiveIntegerField(_("versione"), default=0, editable=False)
    # The version that was on the screen of who wrote: if it is not the last any more, the database refuses.
    based_on = models.PositiveIntegerField(_("scritta sopra la versione"))
    text = models.TextField(_("testo"))
    author = somebody(_("scritta da"), null=True, blank=True)
    author_name = models.CharField(_("scritta da (nome)"), max_length=170, blank=True)
    saved_at = models.DateTimeField(_("salvata il"))
    note = models.CharField(_("nota"), max_length=200, blank=True)

    objects = MinutesVersionQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "-number"]
        verbose_name = _("versione di un verbale")
        verbose_name_plural = _("versioni dei verbali")
        constraints = [models.UniqueConstraint(name="one_version_a_number", fields=["minutes", "number"])]

    def __str__(self) -> str:
        return f"{self.minutes} · {self.number}"

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Its parts, each with a heading and paragraphs (`minutes.texts`)."""
        read: list[dict[str, Any]] = json.loads(self.text)
        return read


class MinutesRemarkQuerySet(PrivateQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own; all for who writes the minutes."""
        if not user.is_authenticated:
            return self.none().scoped()
        mine = Q(person__account=user)
        return self.scoped().filter(mine | Q(minutes__in=Minutes.objects.kept_by(user)))

    def waiting(self) -> Self:
        """Those nobody has answered."""
        return self.filter(answered_at=None)


class MinutesRemark(Named, PrivateModel):
    """What somebody who was there asks to correct, while the minutes are under review; and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "", _("in attesa")
        TAKEN = "taken", _("accolta")
        DECLINED = "declined", _("non accolta")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="remarks", verbose_name=_("verbale"))
    section = models.CharField(_("in quale parte"), max_length=40, blank=True)
    words = models.TextField(_("che cosa va corretto"), max_length=2000)
    asked_at = models.DateTimeField(_("chiesta il"))
    outcome = models.CharField(_("esito"), max_length=8, choices=Outcome, blank=True, default=Outcome.WAITING)
    answer = models.CharField(_("risposta"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("risposta il"), null=True, blank=True)

    objects = MinutesRemarkQuerySet.as_manager()

    class Meta:
        ordering = ["minutes", "asked_at"]
        verbose_name = _("correzione chiesta")
        verbose_name_plural = _("correzioni chieste")
        constraints = [
            models.CheckConstraint(
                name="a_remark_is_answered_once",
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="who_declines_says_why", condition=~Q(outcome="declined") | ~Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.minutes}"


class BookEntryQuerySet(models.QuerySet["BookEntry"]):
    def of(self, body: Body) -> Self:
        """The book of a body, from its first line."""
        return self.filter(body=body).order_by("number")


class BookEntry(models.Model):
    """A line of the book of the minutes of a body (art. 15, comma 1, D.Lgs. 117/2017): numbered and chained by the database."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="book", verbose_name=_("organo"))
    number = models.PositiveIntegerField(_("numero"), default=0, editable=False)
    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="entry", verbose_name=_("verbale"))
    written_at = models.DateTimeField(_("trascritto il"))
    previous_hash = models.BinaryField(max_length=32, editable=False)
    hash = models.BinaryField(_("impronta della riga"), max_length=32, editable=False)

    objects = BookEntryQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-number"]
        verbose_name = _("riga del libro dei verbali")
        verbose_name_plural = _("righe del libro dei verbali")
        constraints = [models.UniqueConstraint(name="one_line_a_number_in_a_book", fields=["body", "number"])]

    def __str__(self) -> str:
        return f"{self.body} · {self.number}"
