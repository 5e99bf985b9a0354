"""The development server, at the place that the settings name unless one is given."""

from django.conf import settings
from django.contrib.staticfiles.management.commands.runserver import Command as Server


class Command(Server):
    default_addr = settings.PLACE.bind
    default_port = str(settings.PORT)
