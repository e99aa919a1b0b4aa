#!/bin/sh
# Before each start of a new version: tables, the cache's table, static files where the proxy reads them.
set -eu
python manage.py migrate --no-input
python manage.py createcachetable
python manage.py collectstatic --no-input
