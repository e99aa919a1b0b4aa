"""The portal of the tests, with a notice of their own."""

from networking.settings.test import *  # noqa: F403

NOTICE_KINDS = ["networking.notices.KINDS", "tests.networking.sms.kinds.KINDS"]
