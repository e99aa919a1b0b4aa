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
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "spedisci-la-posta": {"task": "networking.tasks.drain_outbox", "schedule": 15.0},
    "fai-i-lavori-chiesti": {"task": "networking.tasks.run_jobs", "schedule": 5.0},
    "butta-i-risultati-vecchi": {"task": "networking.tasks.expire_results", "schedule": 900.0},
    "battito-del-lavoratore": {"task": "networking.tasks.beat_heart", "schedule": 30.0},
    "aggiorna-la-ricerca": {"task": "services.tasks.refresh_search", "schedule": 60.0},
    "aggiorna-i-suggerimenti": {"task": "services.tasks.refresh_search_labels", "schedule": 24 * 3600.0},
    "riordina-i-file": {"task": "networking.tasks.sweep_files", "schedule": 24 * 3600.0},
    "applica-la-conservazione": {"task": "networking.tasks.apply_retention", "schedule": 24 * 3600.0},
}
