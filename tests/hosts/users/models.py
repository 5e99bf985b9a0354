import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class HostUser(AbstractUser):
    """An account whose key is not a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
