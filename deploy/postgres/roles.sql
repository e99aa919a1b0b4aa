-- The two roles of the portal and its database, made once, as superuser:
--   portal_owner  owns the database and migrates it (MIGRATION_DATABASE_URL);
--   portal        is the running portal (DATABASE_URL): it reads and writes rows, and may not
--                 change tables; migrations take UPDATE, DELETE and TRUNCATE on append-only
--                 tables away from it.
-- Passwords are given afterwards, where the server is reached over a network.

CREATE ROLE portal_owner LOGIN;
CREATE ROLE portal LOGIN;

-- In template1, so that every database made from it inherits it: the portal's and the tests'.
\connect template1
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal;
ALTER DEFAULT PRIVILEGES FOR ROLE portal_owner GRANT USAGE, SELECT ON SEQUENCES TO portal;

CREATE DATABASE portal OWNER portal_owner ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE portal FROM PUBLIC;
GRANT CONNECT ON DATABASE portal TO portal;
