"""The clock's doors of the catalogue: each makes one call."""

from celery import shared_task
from django.utils import timezone

from services import notices
from services.search import indexing


@shared_task
def refresh_search() -> int:
    """Bring the search's index up to date with the sheets that changed."""
    return indexing.drain_stale()


@shared_task
def refresh_search_labels() -> None:
    """Draw anew the names and words that the search box proposes."""
    indexing.refresh_labels()


@shared_task
def tell_of_sheets_to_confirm() -> None:
    """Ask editors to check the sheets that nobody has checked for long."""
    notices.tell_of_sheets_to_confirm(now=timezone.now())
