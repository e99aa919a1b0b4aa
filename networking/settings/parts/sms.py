"""SMS: who carries them, in whose name, and how long we wait for an answer."""

from .places import VAR_DIR, env

# Where it is empty nobody carries SMS, and people are told in other ways.
SMS_GATEWAY = env.str("SMS_GATEWAY", "networking.sms.folder.FolderGateway")
# Who is seen to write: 11 letters and digits, registered with the provider. Empty: the one of the provider's account.
SMS_SENDER = env.str("SMS_SENDER", "NETWORKING")
SMS_FOLDER = VAR_DIR / "sms"
# Seconds: to connect, between one byte and the next, for everything. A question and a message take two of the last,
# and must end within half of NOTICES_LEASE.
SMS_PATIENCE = (3, 10, 12)

SMSHOSTING_URL = env.str("SMSHOSTING_URL", "") or "https://api.smshosting.it/rest/api"
SMSHOSTING_AUTH_KEY = env.str("SMSHOSTING_AUTH_KEY", "")
SMSHOSTING_AUTH_SECRET = env.str("SMSHOSTING_AUTH_SECRET", "")
