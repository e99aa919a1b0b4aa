"""The engine that runs tasks; the truth about what is to be done lives in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings.development")

app = Celery("networking")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
