#!/bin/sh
# Before each start of a new version: tables, the cache's table, the zones and comuni that are
# missing, static files where the proxy reads them. It can be run again at any time.
set -eu
python manage.py migrate --no-input
python manage.py createcachetable
python manage.py load_territory
python manage.py collectstatic --no-input
