"""The addresses of the sandbox, with those of django-allauth above Wagtail's."""

from django.urls import include, path

from .urls import urlpatterns as plain

urlpatterns = [path("accounts/", include("allauth.urls")), *plain]
