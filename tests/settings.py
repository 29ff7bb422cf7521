"""The site's settings in tests: data in the folder of the run, passwords cheap to hash.

The folder is made here because settings are read before any conftest. The workers of xdist
inherit it from the process that starts them.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "FILIERE_TEST_GROUND" not in os.environ:
    os.environ["FILIERE_TEST_GROUND"] = tempfile.mkdtemp(prefix="filiere-tests-")
    atexit.register(shutil.rmtree, os.environ["FILIERE_TEST_GROUND"], ignore_errors=True)
GROUND = Path(os.environ["FILIERE_TEST_GROUND"])
os.environ["FILIERE_DATA_DIR"] = str(GROUND / os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ["SECRET_KEY"] = "tests-only"

from filiere.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
