"""Letters at the desk: what was printed for one's own territory, what is posted, what the post brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from networking import access_log, jobs
from networking.access import audience
from networking.models import AccessRecord, LetterBatch, Person
from networking.models.persons import FOLLOW_PEOPLE
from networking.outbox.letters import jobs as letter_jobs
from networking.outbox.letters import posting, printing, standing
from networking.views.files import attached

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

A_PAGE = 20
# More than these take longer than a page may.
AT_ONCE = 50
MOST_PRINTS_A_DAY = 20


def batch_or_404(request: HttpRequest, pk: UUID) -> LetterBatch:
    """A batch of one's own territory; of any other one may not even know."""
    mine = LetterBatch.objects.visible_to(request.user).select_related("comune", "zone", "posted_by")
    return get_object_or_404(mine, pk=pk)


@audience(*FOLLOW_PEOPLE)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What waits for tonight, what is to be printed and posted, what has left."""
    now = timezone.now()
    mine = LetterBatch.objects.visible_to(request.user).select_related("comune", "zone", "posted_by")
    piles = standing.piles(list(mine.filter(posted_at=None)), now=now)
    gone = mine.exclude(posted_at=None).order_by("-posted_at", "-pk")
    context = {
        "waiting": standing.waiting(request.user, now=now),
        "to_print": [pile for pile in piles if not pile.is_fetched],
        "to_post": [pile for pile in piles if pile.is_fetched],
        "page": Paginator(gone, A_PAGE).get_page(request.GET.get("pagina")),
        "paging_url": "?",
    }
    return render(request, "networking/desk_letters.html", context)


@audience(*FOLLOW_PEOPLE)
@require_POST
def letters_print(request: HttpRequest) -> HttpResponse:
    """Do not wait for the night: a few at once, many as a job."""
    user, now = request.user, timezone.now()
    if standing.waiting(user, now=now) > AT_ONCE:
        try:
            return redirect(jobs.ask(letter_jobs.PRINT, by=user, now=now, most_a_day=MOST_PRINTS_A_DAY))
        except jobs.TooManyError:
            messages.error(request, _("Per oggi hai chiesto abbastanza stampe: il resto si stampa stanotte."))
            return redirect("networking:desk_letters")
    messages.info(request, letter_jobs.said(printing.print_letters(within=standing.whose(user))))
    return redirect("networking:desk_letters")


@audience(*FOLLOW_PEOPLE)
@require_safe
def batch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who is written to, and what became of each letter."""
    found, now = batch_or_404(request, pk), timezone.now()
    envelopes = standing.envelopes_of(found, now=now)
    access_log.record(
        reader=request.user,
        deed=AccessRecord.Deed.LISTED,
        subject=Person,
        rows=len(envelopes),
        page=request.path,
    )
    [pile] = standing.piles([found], now=now)
    context = {
        "batch": found,
        "pile": pile,
        "envelopes": envelopes,
        "to_look_at": [each for each in envelopes if each.is_to_take_out or each.is_to_do_again],
        "may_be_undone": posting.may_be_undone(found, now=now),
    }
    return render(request, "networking/desk_letter_batch.html", context)


@audience(*FOLLOW_PEOPLE)
@require_safe
def batch_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letters themselves. That they were read is written down, and by that the desk knows that they were printed."""
    found = batch_or_404(request, pk)
    if not found.file:
        raise Http404
    access_log.record(
        reader=request.user,
        deed=AccessRecord.Deed.PRINTED,
        subject=found,
        rows=found.letters,
        page=request.path,
    )
    place = slugify(str(found.comune or found.zone or _("fuori")))
    name = f"lettere-{place}-{timezone.localdate(found.made_at):%Y-%m-%d}.pdf"
    return attached(found.file, name=name, content_type="application/pdf")


@audience(*FOLLOW_PEOPLE)
@require_POST
def batch_posted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """They are in the letter box."""
    found = batch_or_404(request, pk)
    if posting.posted(found, by=request.user, now=timezone.now()):
        messages.success(
            request, _("Segnate come imbucate. Se è stato uno sbaglio, qui sotto puoi annullare.")
        )
    return redirect("networking:desk_letter_batch", pk=pk)


@audience(*FOLLOW_PEOPLE)
@require_POST
def batch_not_posted(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It was a slip."""
    if posting.not_posted(batch_or_404(request, pk), by=request.user, now=timezone.now()):
        messages.info(request, _("Fatto: risultano di nuovo da imbucare."))
    else:
        messages.error(request, _("È passato più di un giorno: non si può più annullare."))
    return redirect("networking:desk_letter_batch", pk=pk)


@audience(*FOLLOW_PEOPLE)
@require_POST
def batch_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw this print away: its letters wait for the next."""
    if posting.print_again(batch_or_404(request, pk), now=timezone.now()):
        messages.info(request, _("Buttata. Le lettere ancora valide si stampano stanotte, o adesso da qui."))
        return redirect("networking:desk_letters")
    messages.error(request, _("Sono già state imbucate."))
    return redirect("networking:desk_letter_batch", pk=pk)


@audience(*FOLLOW_PEOPLE)
@require_POST
def letter_returned(request: HttpRequest, pk: UUID, person: UUID) -> HttpResponse:
    """The post has brought one back: its person is told in another way, and their address is to be asked again."""
    found = batch_or_404(request, pk)
    subject = get_object_or_404(Person.objects.followed_by(request.user), pk=person)
    told = posting.returned(found, subject, by=request.user, now=timezone.now())
    if not told:
        messages.error(request, _("Questa lettera non risulta partita."))
        return redirect("networking:desk_letter_batch", pk=pk)
    sentence = ngettext(
        "Segnata come tornata indietro: l'avviso passa a un altro modo, se c'è. Chiedi a %(person)s l'indirizzo giusto.",
        "Segnata come tornata indietro: gli avvisi passano a un altro modo, se c'è. Chiedi a %(person)s l'indirizzo giusto.",
        told,
    )
    messages.warning(request, sentence % {"person": subject})
    return redirect("networking:desk_letter_batch", pk=pk)
