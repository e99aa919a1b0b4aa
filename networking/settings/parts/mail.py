"""Notices: every message is a row before it leaves."""

from datetime import timedelta

from .places import VAR_DIR, env

EMAIL_BACKEND = "networking.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "NET WORKING <portale@networking.invalid>")
# Where the portal is, as letters, mails and messages name it: without the last slash.
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", "http://127.0.0.1:8000")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
MAIL_FOLDER = env.path("MAIL_FOLDER", default=str(VAR_DIR / "mail"))
if env.str("EMAIL_URL", ""):
    _mail = env.email_url("EMAIL_URL")
    MAIL_DELIVERY_BACKEND = "networking.outbox.channels.smtp.SmtpBackend"
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
else:
    MAIL_DELIVERY_BACKEND = "networking.mail.FolderBackend"

# What the portal tells people: the tuples of kinds that each app adds.
NOTICE_KINDS = [
    "networking.notices.KINDS",
    "networking.family_notices.KINDS",
    "networking.announcing.notices.KINDS",
    "networking.job_notices.KINDS",
    "services.notices.KINDS",
    "laboratories.notices.KINDS",
    "volunteers.notices.KINDS",
    "governance.notices.KINDS",
]
# Whoever takes notices to send has them for so long; another may take them over afterwards.
NOTICES_LEASE = timedelta(seconds=env.int("NOTICES_LEASE_SECONDS", 60))
# A sender works for so long, then gives its place: the clock calls the next.
NOTICES_TURN = timedelta(seconds=20)
# Longer than any pause of a healthy portal: a notice that still waits is late, and staff are told.
NOTICES_LATE_AFTER = timedelta(hours=1)
