"""A site in several languages, as Wagtail's manual sets it up: /fr/ before French pages."""

from django.conf.urls.i18n import i18n_patterns

from ..urls import urlpatterns as plain_urlpatterns

urlpatterns = [
    *plain_urlpatterns[:-1],
    *i18n_patterns(plain_urlpatterns[-1], prefix_default_language=False),
]
