"""Triggers that note which sheets the search has to read again, whoever changed the catalogue.

They fire once per statement and look only at the rows that it touched, so that `update()`,
`bulk_create`, COPY and a line typed in psql are noticed as well as a form. See docs/adr/0003-search.md.
"""

from django.db import migrations

# 0 stands for what belongs to no single service: labels, synonyms, suggestions.
LABELS = "SELECT 0 WHERE EXISTS (SELECT FROM touched)"
OWN = "SELECT service_id FROM touched"

TOUCHED_SERVICES = {
    "services_service": "SELECT id FROM touched",
    "services_servicetarget": OWN,
    "services_service_area_comuni": OWN,
    "services_service_area_zones": OWN,
    "services_service_languages": OWN,
    "services_service_extra_categories": OWN,
    "services_openingrule": OWN,
    "services_openingexception": OWN,
    "services_verification": OWN,
    "services_place": f"SELECT s.id FROM services_service s JOIN touched t ON t.id = s.place_id UNION {LABELS}",
    "services_organization": f"SELECT s.id FROM services_service s JOIN touched t ON t.id = s.organization_id UNION {LABELS}",
    "services_category": f"""
        SELECT s.id FROM services_service s JOIN services_category c ON c.id = s.category_id
        JOIN touched t ON t.id IN (c.id, c.parent_id)
        UNION SELECT m.service_id FROM services_service_extra_categories m
        JOIN services_category c ON c.id = m.category_id JOIN touched t ON t.id IN (c.id, c.parent_id)
        UNION {LABELS}""",
    "services_targetgroup": f"SELECT m.service_id FROM services_servicetarget m JOIN touched t ON t.id = m.group_id UNION {LABELS}",
    "services_language": f"SELECT m.service_id FROM services_service_languages m JOIN touched t ON t.id = m.language_id UNION {LABELS}",
    "networking_comune": f"""
        SELECT s.id FROM services_service s JOIN services_place p ON p.id = s.place_id
        JOIN touched t ON t.id = p.comune_id
        UNION SELECT s.id FROM services_service s WHERE s.serves_everywhere AND EXISTS (SELECT FROM touched)
        UNION SELECT m.service_id FROM services_service_area_comuni m JOIN touched t ON t.id = m.comune_id
        UNION SELECT m.service_id FROM services_service_area_zones m JOIN touched t ON t.zone_id = m.zone_id
        UNION {LABELS}""",
    "networking_zone": LABELS,
    "networking_holiday": LABELS,
    "services_synonym": LABELS,
    "services_lifesituation": LABELS,
}

FUNCTION = """
CREATE FUNCTION services_note_stale_sheets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'INSERT INTO services_stalesheet (service_id) ' || TG_ARGV[0];
    -- A row that moved from one service to another leaves two of them behind.
    IF TG_OP = 'UPDATE' THEN
        EXECUTE 'INSERT INTO services_stalesheet (service_id) ' || replace(TG_ARGV[0], 'touched', 'before');
    END IF;
    RETURN NULL;
END $$;
"""

# PostgreSQL wants a trigger of its own for each kind of statement whose rows are looked at.
TRIGGERS = """
CREATE TRIGGER note_stale_inserted AFTER INSERT ON {table} REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION services_note_stale_sheets('{query}');
CREATE TRIGGER note_stale_updated AFTER UPDATE ON {table} REFERENCING OLD TABLE AS before NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION services_note_stale_sheets('{query}');
CREATE TRIGGER note_stale_deleted AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION services_note_stale_sheets('{query}');
"""
DROP_TRIGGERS = """
DROP TRIGGER note_stale_inserted ON {table};
DROP TRIGGER note_stale_updated ON {table};
DROP TRIGGER note_stale_deleted ON {table};
"""


def on_every_table(statements):
    """The statements, once for each table that the search reads."""
    return "".join(
        statements.format(table=table, query=" ".join(query.split()))
        for table, query in TOUCHED_SERVICES.items()
    )


class Migration(migrations.Migration):
    dependencies = [("networking", "0001_ground"), ("services", "0002_search")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION services_note_stale_sheets()"),
        migrations.RunSQL(on_every_table(TRIGGERS), on_every_table(DROP_TRIGGERS)),
    ]
