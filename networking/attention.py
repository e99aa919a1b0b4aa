"""«Che cosa aspetta te»: what needs somebody today, on the first page of `/gestione/`.

Each app says its own, by functions named in `ATTENTION_BLOCKS`: `(user, *, now) -> Waiting | None`. What they count is
what the list behind the link shows to the same person, no more and no less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import health
from .models import ErasureRequest, Heartbeat, Job, Notice, PageReport, Role, ScheduledRun, User
from .models.people import ENDS_SOON
from .models.persons import FOLLOW_PEOPLE
from .outbox import calls, troubles
from .outbox.letters import standing as letters
from .permissions import reach
from .schedules import lateness

if TYPE_CHECKING:
    from datetime import datetime

# What broke longer ago nobody waits for any more; a queue that moves serves everybody sooner.
JOBS_FAILED_WITHIN, JOBS_WAIT_AT_MOST = timedelta(hours=24), timedelta(minutes=10)


@dataclass(frozen=True)
class Waiting:
    """Something that waits: how many, in a sentence, and where to go."""

    count: int
    sentence: str
    url: str
    is_urgent: bool = False


def waiting_for(user: User, *, now: datetime) -> list[Waiting]:
    """Everything that waits for `user`, the urgent first."""
    found = [import_string(path)(user, now=now) for path in settings.ATTENTION_BLOCKS]
    return sorted((each for each in found if each is not None), key=lambda each: not each.is_urgent)


def at(page: str, query: str = "") -> str:
    """The address of a list of the admin («services_service») with what narrows it."""
    address = reverse(f"admin:{page}_changelist")
    return f"{address}?{query}" if query else address


def told(count: int, sentence: str, url: str, *, is_urgent: bool = False) -> Waiting | None:
    """What waits, in a `sentence` for the `count`; nothing when there is nothing."""
    return Waiting(count, sentence % count, url, is_urgent=is_urgent) if count else None


def late_processes(user: User, *, now: datetime) -> Waiting | None:
    """The worker that sends mail and the nightly copy, when they are late."""
    if not reach(user, "view", Heartbeat).everywhere:
        return None
    called = {
        health.WORKER: _("la spedizione delle e-mail"),
        health.CLOCK: _("l'orologio dei lavori regolari"),
        health.BACKUP: _("la copia notturna"),
    }
    names = ", ".join(called[finding.name] for finding in health.late(now=now))
    if not names:
        return None
    sentence = _("È in ritardo {names}: avvisa chi tiene in funzione il portale.").format(names=names)
    return Waiting(1, sentence, at("networking_heartbeat"), is_urgent=True)


def late_works(user: User, *, now: datetime) -> Waiting | None:
    """Regular works that should have been done, and were not."""
    if not reach(user, "view", ScheduledRun).everywhere:
        return None
    count = len(lateness.late_works(now=now))
    if not count:
        return None
    sentence = ngettext(
        "%d lavoro del portale è in ritardo: guarda quale e perché.",
        "%d lavori del portale sono in ritardo: guarda quali e perché.",
        count,
    )
    return Waiting(count, sentence % count, at("networking_scheduledrun"), is_urgent=True)


def jobs_in_trouble(user: User, *, now: datetime) -> Waiting | None:
    """Work that people asked for, and that broke or waits too long: they do not know that they could say so."""
    if not reach(user, "view", Job).everywhere:
        return None
    everyones = Job.objects.for_everyone(reason="quanti lavori non vanno")
    count = everyones.in_trouble(
        failed_after=now - JOBS_FAILED_WITHIN, asked_before=now - JOBS_WAIT_AT_MOST
    ).count()
    sentence = ngettext(
        "%d lavoro chiesto da qualcuno si è guastato oggi, o aspetta da troppo: guarda perché.",
        "%d lavori chiesti da qualcuno si sono guastati oggi, o aspettano da troppo: guarda perché.",
        count,
    )
    return told(count, sentence, at("networking_job", "da_guardare=si"))


def erasure_requests(user: User, *, now: datetime) -> Waiting | None:
    """People who ask to be erased: an answer is due within thirty days."""
    if not reach(user, "view", ErasureRequest):
        return None
    today = localdate(now)
    pending = list(ErasureRequest.objects.followed_by(user).pending().values_list("due_on", flat=True))
    if not pending:
        return None
    sentence = ngettext(
        "%(count)d richiesta di cancellazione a cui rispondere: la prima entro il %(day)s.",
        "%(count)d richieste di cancellazione a cui rispondere: la prima entro il %(day)s.",
        len(pending),
    ) % {"count": len(pending), "day": f"{min(pending):%d/%m/%Y}"}
    query = "risposta=no"
    return Waiting(
        len(pending), sentence, at("networking_erasurerequest", query), is_urgent=min(pending) <= today
    )


def undelivered_notices(user: User, *, now: datetime) -> Waiting | None:
    """What could not be told to people."""
    if not reach(user, "change", Notice).everywhere:
        return None
    count = Notice.objects.for_everyone(reason="quanti avvisi non consegnati").dead().count()
    sentence = ngettext(
        "%d avviso non consegnato: guarda perché e rimettilo in partenza.",
        "%d avvisi non consegnati: guarda perché e rimettili in partenza.",
        count,
    )
    return told(count, sentence, at("networking_notice", f"state__exact={Notice.State.DEAD}"))


def letters_to_post(user: User, *, now: datetime) -> Waiting | None:
    """Letters printed and not posted after two working days: whom they are for knows nothing yet."""
    count = len(letters.late(user, now=now)) if user.scope(*FOLLOW_PEOPLE) else 0
    sentence = ngettext(
        "%d stampa di lettere da imbucare, in ritardo: chi le aspetta non sa ancora niente.",
        "%d stampe di lettere da imbucare, in ritardo: chi le aspetta non sa ancora niente.",
        count,
    )
    return told(count, sentence, reverse("networking:desk_letters"), is_urgent=True)


def letters_never_fetched(user: User, *, now: datetime) -> Waiting | None:
    """Letters ready since yesterday or before, which nobody has fetched to print."""
    count = len(letters.never_fetched(user, now=now)) if user.scope(*FOLLOW_PEOPLE) else 0
    sentence = ngettext(
        "%d stampa di lettere che nessuno ha ancora scaricato.",
        "%d stampe di lettere che nessuno ha ancora scaricato.",
        count,
    )
    return told(count, sentence, reverse("networking:desk_letters"))


def late_calls(user: User, *, now: datetime) -> Waiting | None:
    """People of one's own territory who wait for a call since more than a working day."""
    count = calls.how_many(calls.waiting_long(user, now=now)) if user.scope(*FOLLOW_PEOPLE) else 0
    sentence = ngettext(
        "%d persona aspetta una telefonata da più di un giorno lavorativo.",
        "%d persone aspettano una telefonata da più di un giorno lavorativo.",
        count,
    )
    return told(count, sentence, f"{reverse('networking:desk_calls')}?solo=da-tempo")


def sms_that_do_not_leave(user: User, *, now: datetime) -> Waiting | None:
    """The provider of SMS refuses everything (credit, password, sender): only staff can mend it."""
    if not reach(user, "change", Notice).everywhere:
        return None
    why = troubles.of_sms(now=now)
    if not why:
        return None
    query = f"channel__exact=sms&state__exact={Notice.State.QUEUED}"
    sentence = _("Gli SMS non partono da più di mezz'ora. {why}").format(why=why)
    return Waiting(1, sentence, at("networking_notice", query), is_urgent=True)


def page_reports(user: User, *, now: datetime) -> Waiting | None:
    """Problems met on pages, that nobody has taken in hand."""
    if not reach(user, "change", PageReport).everywhere:
        return None
    count = PageReport.objects.filter(handled_at=None).count()
    sentence = ngettext(
        "%d problema segnalato su una pagina, da prendere in carico.",
        "%d problemi segnalati sulle pagine, da prendere in carico.",
        count,
    )
    return told(count, sentence, at("networking_pagereport", "presa_in_carico=no"))


def ending_roles(user: User, *, now: datetime) -> Waiting | None:
    """Roles that one may give, and that end within a month."""
    scope = reach(user, "change", Role)
    if not scope:
        return None
    here = Q() if scope.everywhere else Q(zone__in=scope.zones) | scope.within("comune")
    count = Role.objects.ending_soon(localdate(now)).filter(here).count()
    sentence = ngettext(
        "%d ruolo finisce entro 30 giorni: prolungalo, se serve.",
        "%d ruoli finiscono entro 30 giorni: prolungali, se serve.",
        count,
    )
    return told(count, sentence, at("networking_role", "validita=scade"))


def own_role_ends(user: User, *, now: datetime) -> Waiting | None:
    """One's own role, before it ends without a word."""
    soon = localdate(now) + ENDS_SOON
    ending = [role for role in user.held_roles if role.ends_on and role.ends_on <= soon]
    if not ending:
        return None
    first = min(ending, key=lambda role: role.ends_on)
    sentence = _("Il tuo ruolo «{role}» vale fino al {day} escluso: chiedi a chi amministra di prolungarlo.")
    return Waiting(
        len(ending),
        sentence.format(role=first.get_kind_display(), day=f"{first.ends_on:%d/%m/%Y}"),
        reverse("networking:profile"),
    )


def staff_without_second_factor(user: User, *, now: datetime) -> Waiting | None:
    """Staff who have not yet a second way to prove who they are."""
    scope = reach(user, "change", User)
    if not scope:
        return None
    staff = User.objects.working_in(scope, localdate(now)).without_second_factor()
    count = staff.count()
    sentence = ngettext(
        "%d persona di staff senza secondo passaggio all'accesso: ricordaglielo.",
        "%d persone di staff senza secondo passaggio all'accesso: ricordaglielo.",
        count,
    )
    return told(count, sentence, at("networking_user", "secondo_passaggio=no"))
