"""What the site is made of."""

from filiere.settings.environment import DATA_DIR, ROOT, flag, text

DEBUG = flag("FILIERE_DEBUG")
SITE_URL = text("SITE_URL", "http://localhost:8000")
SITE_NAME = text("SITE_NAME", "filiere")
SITE_LOGO = text("SITE_LOGO")
"""File of the logo (SVG, PNG, JPEG, WebP) shown at the top of pages; ours when empty."""
CONTACT_NAME = text("FILIERE_CONTACT", "la coordination de la filière")
CONTACT_PHONE = text("FILIERE_CONTACT_PHONE", "04 65 71 00 00")
"""Whom anyone who finds a label may call. The number is one that ARCEP keeps for fiction."""
ALLOWED_HOSTS = [
    host for host in text("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "filiere.network",
    "filiere",
    "labels",
    "inventory",
    "forecast",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "filiere.middleware.BrowserRules",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "filiere.network.middleware.SecondFactorMiddleware",
    "filiere.network.middleware.KeptFormMiddleware",
]

ROOT_URLCONF = "filiere.urls"
WSGI_APPLICATION = "filiere.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "filiere" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "filiere.navigation.roof",
            ]
        },
    }
]

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "static-built"
NODE_MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [
    ("npm/bootstrap/css", NODE_MODULES / "bootstrap" / "dist" / "css"),
    ("npm/barcode-detector", NODE_MODULES / "barcode-detector" / "dist" / "es"),
    ("npm/zxing-wasm", NODE_MODULES / "zxing-wasm" / "dist" / "reader"),
    ("npm/atkinson", NODE_MODULES / "@fontsource" / "atkinson-hyperlegible"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
TERRITORY_PACKAGE = NODE_MODULES / "@etalab" / "decoupage-administratif"
MEDIA_ROOT = DATA_DIR / "media"
FONTS_DIR = DATA_DIR / "cache" / "fonts"
LABEL_PRINTERS = text("FILIERE_LABEL_PRINTERS")
"""Printers that the server reaches: ``Zebra=socket://10.0.0.7:9100?dpi=203``."""
"""Fonts of labels and papers, made from the npm package; may be erased at any time."""
FORECAST_DIR = DATA_DIR / "forecast"
"""Files of the runs of estimates."""
