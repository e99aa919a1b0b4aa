"""The clock's doors of the catalogue: each makes one call."""

from celery import shared_task

from services.search import indexing


@shared_task
def refresh_search() -> int:
    """Bring the search's index up to date with the sheets that changed."""
    return indexing.drain_stale()
