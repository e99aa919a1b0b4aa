"""The web server's door to the portal."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings.production")
# Only the web process keeps a pool of connections: with one, every shell command
# would wait for it when the database is down.
os.environ.setdefault("PORTAL_PROCESS", "web")

application = get_wsgi_application()
