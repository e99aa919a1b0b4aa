"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PortalArgon2Hasher(Argon2PasswordHasher):
    """Argon2id with the OWASP cost of 46 MiB, one pass.

    Django's own cost (100 MiB, eight lanes) would take 1.6 GB with sixteen log-ins at once.
    """

    memory_cost = 47104
    time_cost = 1
    parallelism = 1
