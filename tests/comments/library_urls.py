"""A host that has included the library's own addresses."""

from django.urls import include, path

from tests.urls import urlpatterns as ours

urlpatterns = [path("library/", include("django_comments.urls")), *ours]
