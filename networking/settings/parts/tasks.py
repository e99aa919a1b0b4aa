"""What happens later: the broker, the limits, the clock."""

from redis.backoff import NoBackoff
from redis.retry import Retry

from .data import REDIS_URL
from .house import TIME_ZONE

# Celery has a name of its own for Redis on a unix socket.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "visibility_timeout": 3600,
    "retry": Retry(NoBackoff(), 0),
    # Whoever publishes over a line that broke waits as evenly: see networking.celery.
    "interval_start": 1,
    "interval_step": 0,
    "interval_max": 2,
}
# However long Redis is away: after so many tries the worker would end.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
# A round of jobs may end in a long one; each kind of job has a shorter limit of its own, which it tells in words.
# A night's letters are drawn one by one.
CELERY_TASK_ANNOTATIONS = {
    "networking.tasks.run_jobs": {"soft_time_limit": 900, "time_limit": 960},
    "networking.tasks.print_letters": {"soft_time_limit": 900, "time_limit": 960},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TIMEZONE = TIME_ZONE
# No results are kept: nothing to clean up.
CELERY_RESULT_EXPIRES = None
# What is done by itself, and when, is written once: in the registry that these tuples make up.
CELERY_BEAT_SCHEDULER = "networking.clock:Clock"
SCHEDULED_WORKS = [
    "networking.works.WORKS",
    "services.works.WORKS",
    "laboratories.works.WORKS",
    "volunteers.works.WORKS",
    "governance.works.WORKS",
]
