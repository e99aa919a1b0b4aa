"""What was in the outbox is told as a notice, with the same id: a repeat keeps its Message-ID."""

from django.db import migrations

MOVE = """
INSERT INTO networking_notice (
    id, kind, key, about_id, channel, address, from_email, created_at, due_at, next_at, state, attempts,
    composed_at, subject, text, short, link, link_label, html, calendar, sent_at, closed_at, reason, last_error,
    is_in_pages, is_farewell
)
SELECT id, 'networking.mail', 'mail:' || id, '', 'email', "to", from_email, created_at, created_at, due_at,
    CASE state WHEN 'sending' THEN 'queued' ELSE state END, attempts,
    created_at, subject, text, '', '', '', html, '', sent_at, sent_at, '', last_error,
    false, is_farewell
FROM networking_outboxmail
"""
MOVE_BACK = """
INSERT INTO networking_outboxmail (
    id, "to", from_email, subject, text, html, state, attempts, created_at, due_at, sent_at, last_error, is_farewell
)
SELECT id, address, from_email, subject, text, html, CASE state WHEN 'sending' THEN 'queued' ELSE state END,
    attempts, created_at, next_at, sent_at, last_error, is_farewell
FROM networking_notice
WHERE kind = 'networking.mail' AND state IN ('queued', 'sending', 'sent', 'dead')
"""
# Who goes back and forward again must not find them twice, nor as they were before.
TAKE_BACK = [
    "DELETE FROM networking_noticetry WHERE notice_id IN (SELECT id FROM networking_outboxmail)",
    "DELETE FROM networking_notice WHERE id IN (SELECT id FROM networking_outboxmail)",
]


class Migration(migrations.Migration):
    dependencies = [("networking", "0014_jobs_held_and_cancelled")]

    operations = [
        migrations.RunSQL(MOVE, [MOVE_BACK, *TAKE_BACK]),
        migrations.DeleteModel(name="OutboxMail"),
    ]
