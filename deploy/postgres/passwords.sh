#!/usr/bin/env bash
# Runs once after roles.sql, when the container's cluster is made: over a network roles need passwords.
set -euo pipefail
: "${PORTAL_OWNER_PASSWORD:?}" "${PORTAL_PASSWORD:?}"
# psql's variables only work in a script, so the statements come from standard input.
psql --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    --set owner_password="$PORTAL_OWNER_PASSWORD" --set password="$PORTAL_PASSWORD" <<'SQL'
ALTER ROLE portal_owner PASSWORD :'owner_password';
ALTER ROLE portal PASSWORD :'password';
SQL
