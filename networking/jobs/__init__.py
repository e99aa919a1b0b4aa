"""Work that takes longer than a page: asked in one transaction, done by a worker, followed on its own page.

PostgreSQL is the queue: a job is claimed with SKIP LOCKED under a lease that a keeper renews, so that a worker that
dies loses nothing, and without Redis the clock's next round does what the nudge after the commit would have begun.
"""

from .asking import TooManyError, ask, cancel, place_in_queue
from .expiring import expire_results
from .keeping import CancelledError, LeftError
from .kinds import Kind, RefusedError, Result, Tell, kind_of, kinds, label_of
from .working import MOST_ATTEMPTS, claim_next, run

__all__ = [
    "MOST_ATTEMPTS",
    "CancelledError",
    "Kind",
    "LeftError",
    "RefusedError",
    "Result",
    "Tell",
    "TooManyError",
    "ask",
    "cancel",
    "claim_next",
    "expire_results",
    "kind_of",
    "kinds",
    "label_of",
    "place_in_queue",
    "run",
]
