"""Settings, one file per concern, read from the environment."""

from filiere.settings.accounts import *  # noqa: F403
from filiere.settings.base import *  # noqa: F403
from filiere.settings.database import *  # noqa: F403
from filiere.settings.journal import *  # noqa: F403
from filiere.settings.security import *  # noqa: F403
from filiere.settings.workshop import *  # noqa: F403
