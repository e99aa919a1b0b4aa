-- The roles of the portal and its database, made once, as superuser:
--   portal_owner   owns the database and migrates it (MIGRATION_DATABASE_URL);
--   portal         is the running portal (DATABASE_URL): it reads and writes rows, and may not
--                  change tables; migrations take UPDATE, DELETE and TRUNCATE on append-only
--                  tables away from it;
--   portal_backup  only reads, everything (BACKUP_DATABASE_URL): it makes the copies.
-- Their passwords come from the environment; without them this stops here.

\getenv owner_password PORTAL_OWNER_PASSWORD
\getenv password PORTAL_PASSWORD
\getenv backup_password PORTAL_BACKUP_PASSWORD
CREATE ROLE portal_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE portal LOGIN PASSWORD :'password';
CREATE ROLE portal_backup LOGIN PASSWORD :'backup_password' IN ROLE pg_read_all_data;

-- In template1, so that every database made from it inherits it: the portal's and the tests'.
\connect template1
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT USAGE, SELECT ON SEQUENCES TO portal;

CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal, portal_backup;
