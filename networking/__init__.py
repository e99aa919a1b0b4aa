"""The ground of the house: territory, programme, people and roles, mail, health.

It also holds the roof (settings, urls, celery), which nobody imports.
It must not know services, laboratories, volunteers, mapping or governance.
"""

from .celery import app as celery_app

__all__ = ["celery_app"]
