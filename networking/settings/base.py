"""What is true wherever the portal runs, by subject. Values that differ come from the environment."""

from .parts.accounts import *  # noqa: F403
from .parts.calendars import *  # noqa: F403
from .parts.data import *  # noqa: F403
from .parts.family import *  # noqa: F403
from .parts.files import *  # noqa: F403
from .parts.headers import *  # noqa: F403
from .parts.house import *  # noqa: F403
from .parts.identity import *  # noqa: F403
from .parts.mail import *  # noqa: F403
from .parts.people import *  # noqa: F403
from .parts.places import BASE_DIR, VAR_DIR, env  # noqa: F401
from .parts.privacy import *  # noqa: F403
from .parts.safekeeping import *  # noqa: F403
from .parts.signatures import *  # noqa: F403
from .parts.sms import *  # noqa: F403
from .parts.tasks import *  # noqa: F403
