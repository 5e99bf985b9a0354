"""The sandbox with log-in by an account from elsewhere: `make demo-social`.

django-allauth's dummy provider stands in for a real one: it asks for an id and a name and
believes them. Never use it on a site that others can reach.
"""

from .settings import *  # noqa: F403
from .settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.dummy",
]
MIDDLEWARE = [*MIDDLEWARE, "allauth.account.middleware.AccountMiddleware"]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ROOT_URLCONF = "sandbox.social_urls"

# One log-in for members-only pages and for comments.
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Nothing but a name and an address is asked for, and no password is kept.
SOCIALACCOUNT_ONLY = True
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_AUTO_SIGNUP = True
