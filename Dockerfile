# One image for the web server, the worker, the clock and the migrations.

FROM node:22-bookworm-slim AS pages
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund --omit=dev

FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock /tmp/
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=networking.settings.production \
    MEDIA_ROOT=/srv/media
# pg_dump and pg_restore, of the server's version, for the copies.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
# What draws PDF documents; they carry their own letters, other signs come from these.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
# Named volumes take over the owner of the folders they are mounted on.
RUN useradd --system --uid 10001 --home-dir /srv/portal --shell /usr/sbin/nologin portal \
    && install --directory --owner=portal /srv/media /srv/public /srv/public/static /srv/copie
WORKDIR /srv/portal
COPY --from=packages /opt/venv /opt/venv
COPY --from=pages /build/node_modules node_modules
COPY . .
# The settings refuse to start without their variables; here nothing is started, so any will do.
RUN SECRET_KEY="solo-per-raccogliere-i-file-statici-durante-la-costruzione" \
    DATABASE_URL=postgres://nessuno@localhost/nessuno REDIS_URL=redis://localhost:6379/0 \
    EMAIL_URL=smtp://localhost:25 ALLOWED_HOSTS=localhost DEFAULT_FROM_EMAIL=nessuno@localhost \
    python manage.py collectstatic --no-input
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "networking.wsgi"]
