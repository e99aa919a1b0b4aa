"""What is told to who asks to join an association, and to its members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Exclusion, FeePayment, MembershipApplication, YearlyFee
from networking import outbox
from networking.outbox import Kind, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import Model

    from networking.models import Notice, Person

APPLIED, ADMITTED = "governance.member_applied", "governance.member_admitted"
REFUSED, PAID, OWED = "governance.member_refused", "governance.fee_paid", "governance.fee_owed"
CHARGED, CHARGE_DECIDED = "governance.member_charged", "governance.member_charge_decided"
TELLING = "le parole di un avviso agli associati"


def tell(kind: str, person: Person, *, about: Model, key: Any, now: datetime) -> None:
    """Tell `person`, or who answers for them, in the transaction of the fact."""
    tellings = outbox.tellings_for(person, key=f"{kind}:{key}", about=about, now=now)
    outbox.tell_all(kind, tellings, now=now)


def _applied(notice: Notice, _now: datetime) -> Words | None:
    row = _row(MembershipApplication, notice)
    if row is None or row.state != MembershipApplication.State.APPLIED:
        return None
    told = {"who": row.name, "what": row.organization, "day": _day(row.answer_by)}
    return _words(
        _("Domanda ricevuta: {what}").format(**told),
        [
            _("La domanda di {who} per associarsi a {what} è arrivata.").format(**told),
            _("Il consiglio direttivo risponde entro il {day}: te lo scriviamo qui.").format(**told),
        ],
        short=_("La domanda di associarsi è arrivata: risposta entro il {day}.").format(**told),
    )


def _admitted(notice: Notice, _now: datetime) -> Words | None:
    row = _row(MembershipApplication, notice)
    if row is None or row.state != MembershipApplication.State.ADMITTED:
        return None
    told = {"who": row.name, "what": row.organization}
    return _words(
        _("Domanda accolta: {what}").format(**told),
        [
            _("{who} fa parte di {what}: è nel libro degli associati.").format(**told),
            _("Nella tua area trovi la quota dell'anno, le ricevute e i libri che puoi leggere."),
        ],
        short=_("La domanda di associarsi è accolta. La quota è nella tua area."),
    )


def _refused(notice: Notice, _now: datetime) -> Words | None:
    row = _row(MembershipApplication, notice)
    if row is None or row.state != MembershipApplication.State.REFUSED or row.appeal_by is None:
        return None
    told = {"who": row.name, "what": row.organization, "why": row.refused_because, "day": _day(row.appeal_by)}
    paragraphs = [
        _("La domanda di {who} per associarsi a {what} non è stata accolta.").format(**told),
        _("Perché: {why}").format(**told),
    ]
    if row.appealed_on is None:
        paragraphs.append(
            _("Entro il {day} puoi chiedere che decida l'assemblea: c'è un pulsante nella tua area.").format(
                **told
            )
        )
    return _words(
        _("Domanda non accolta: {what}").format(**told),
        paragraphs,
        short=_("La domanda di associarsi non è accolta. Il perché è nella tua area."),
    )


def _paid(notice: Notice, _now: datetime) -> Words | None:
    row = _row(FeePayment, notice)
    if row is None or row.voided_at is not None:
        return None
    told = {
        "year": row.fee.year,
        "euro": _euro(row.amount),
        "number": f"{row.number}/{row.year}",
        "who": row.name,
    }
    return Words(
        subject=_("Quota {year} versata").format(**told),
        paragraphs=(
            _("Abbiamo scritto la quota {year} di {who}: {euro} euro.").format(**told),
            _("La ricevuta è la numero {number}: la scarichi dalla tua area.").format(**told),
        ),
        short=_("Quota {year} versata: la ricevuta {number} è nella tua area.").format(**told),
        link=reverse("governance:fee_receipt", args=[row.pk]),
        link_label=_("Scarica la ricevuta"),
    )


def _owed(notice: Notice, _now: datetime) -> Words | None:
    fee = YearlyFee.objects.select_related("organization").filter(pk=notice.about_id).first()
    who = notice.concerns_id or notice.person_id
    if fee is None or not fee.owing().filter(person=who).exists():
        return None
    told = {"year": fee.year, "euro": _euro(fee.amount), "what": fee.organization, "day": _day(fee.due_on)}
    return _words(
        _("Quota {year} da versare").format(**told),
        [
            _("La quota {year} di {what}, {euro} euro, era da versare entro il {day}.").format(**told),
            _("Si versa in contanti o con bonifico: se l'hai già fatto, fallo sapere alla segreteria."),
        ],
        short=_("La quota {year} di {euro} euro non risulta versata.").format(**told),
    )


def _charged(notice: Notice, _now: datetime) -> Words | None:
    row = _row(Exclusion, notice, "member__organization")
    if row is None or row.closed_on is not None:
        return None
    told = {"what": row.member.organization, "why": row.reasons, "day": _day(row.hearing_on)}
    return _words(
        _("Una contestazione da {what}").format(**told),
        [
            _("{what} ti contesta qualcosa, e potrebbe decidere la tua esclusione.").format(**told),
            _("Che cosa: {why}").format(**told),
            _("Hai diritto di rispondere, a voce o per iscritto, fino al {day}. Prima non si decide.").format(
                **told
            ),
        ],
        short=_("{what} ti contesta qualcosa: leggi nella tua area, puoi rispondere.").format(
            what=str(told["what"])[:40]
        ),
    )


def _charge_decided(notice: Notice, _now: datetime) -> Words | None:
    row = _row(Exclusion, notice, "member__organization")
    if row is None or row.closed_on is None:
        return None
    what = row.member.organization
    if row.outcome == Exclusion.Outcome.KEPT:
        said = _("La contestazione è chiusa: resti in {what}.").format(what=what)
    else:
        said = _("{what} ha deciso la tua esclusione. Puoi rivolgerti al giudice entro sei mesi.").format(
            what=what
        )
    return _words(
        _("Com'è finita la contestazione"),
        [said],
        short=_("La contestazione è decisa: leggi nella tua area."),
    )


def _row(model: Any, notice: Notice, *related: str) -> Any:
    related = related or (("fee",) if model is FeePayment else ("organization",))
    return (
        model.objects.for_everyone(reason=TELLING).select_related(*related).filter(pk=notice.about_id).first()
    )


def _words(subject: str, paragraphs: Sequence[str], *, short: str) -> Words:
    return Words(
        subject=subject,
        paragraphs=tuple(paragraphs),
        short=short,
        link=reverse("governance:membership"),
        link_label=_("Apri «La mia associazione»"),
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _euro(amount: Any) -> str:
    return number_format(amount, 2, use_l10n=True)


KINDS = (
    Kind(APPLIED, gettext_lazy("Una domanda di associarsi è arrivata"), _applied),
    Kind(ADMITTED, gettext_lazy("Una domanda di associarsi è accolta"), _admitted),
    Kind(REFUSED, gettext_lazy("Una domanda di associarsi non è accolta"), _refused),
    Kind(PAID, gettext_lazy("Una quota è versata"), _paid),
    Kind(OWED, gettext_lazy("Una quota è da versare"), _owed),
    Kind(CHARGED, gettext_lazy("Una contestazione a chi è associato"), _charged),
    Kind(CHARGE_DECIDED, gettext_lazy("Una contestazione è decisa"), _charge_decided),
)
