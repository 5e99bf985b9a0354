"""The settings of the sandbox: a plain Wagtail site with two apps more.

It is for trying out, never for the open internet: on this machine the secret key and the
log-ins are public. ``SANDBOX_HOST`` serves it to others in the same network (see
``place.py``), ``PORT`` is the port it is served on, ``SANDBOX_DB`` another database file
and ``SANDBOX_MEDIA`` another folder for uploads.
"""

import os
import secrets
from pathlib import Path

import django

from .place import find_place

BASE_DIR = Path(__file__).resolve().parents[1]
PORT = int(os.environ.get("PORT") or 8000)

PLACE = find_place(os.environ.get("SANDBOX_HOST", ""))

# For others in the network a new one each time: who knows it can make log-ins.
SECRET_KEY = secrets.token_urlsafe(50) if PLACE.is_exposed else "sandbox-only"
DEBUG = True
ALLOWED_HOSTS = [PLACE.host, "localhost", "127.0.0.1"]

INSTALLED_APPS = [
    "home",
    # What the package needs: these two lines and `migrate`.
    "wagtail_meetups",
    "wagtail_meetups.pages",
    # Visitor comments, with what they need: pip install 'wagtail-meetups[comments]'.
    "wagtail_meetups.comments",
    "django_comments",
    "django.contrib.sites",
    # What a Wagtail site has anyway.
    "wagtail.contrib.simple_translation",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sandbox.csp.csp_middleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "sandbox.urls"
WSGI_APPLICATION = "sandbox.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "sandbox" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SANDBOX_DB") or BASE_DIR / "db.sqlite3",
        # Let a reader and a writer work at the same time.
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "Europe/Paris"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_root"
STATICFILES_DIRS = [BASE_DIR / "sandbox" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = os.environ.get("SANDBOX_MEDIA") or BASE_DIR / "media"

# On this machine the log-ins are as short as their names.
AUTH_PASSWORD_VALIDATORS: list[dict] = []
SITE_ID = 1
WAGTAIL_FRONTEND_LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# Mail is printed. The setting has another name from Django 6.1 on, which warns of the old one.
PRINTED = "django.core.mail.backends.console.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": PRINTED}}
else:
    EMAIL_BACKEND = PRINTED

WAGTAIL_SITE_NAME = "Sandbox"
WAGTAILADMIN_BASE_URL = f"http://{PLACE.host}:{PORT}"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
