"""Links by which a person reaches their own page without an account."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import conf
from .people import Attendee

__all__ = ["KEY_PATTERN", "PersonalLink", "digest_of"]

# 192 bits: nobody guesses one. URL-safe Base64 is of the letters that Wagtail's addresses
# admit, [A-Za-z0-9_-].
KEY_BYTES = 24
KEY_PATTERN = r"[\w\-]{32}"


def digest_of(key: str) -> str:
    """What is kept of a key. It is random, so that it needs neither salt nor stretching."""
    return hashlib.sha256(key.encode()).hexdigest()


class PersonalLinkQuerySet(models.QuerySet):
    def valid(self, now):
        """The links that open a page at ``now``, an instant."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class PersonalLink(models.Model):
    """One link of one person. The key itself is shown once, and not kept."""

    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("attendee"),
        on_delete=models.CASCADE,
        related_name="personal_links",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        # No name and nothing of the key: this text may end up in logs.
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    def make(cls, attendee, *, by=None, now=None) -> tuple["PersonalLink", str]:
        """A new link, and its key, which cannot be read again."""
        now = now or timezone.now()
        key = secrets.token_urlsafe(KEY_BYTES)
        link = cls.objects.create(
            attendee=attendee,
            digest=digest_of(key),
            created_at=now,
            created_by=by,
            expires_at=now + timedelta(days=conf.get("PERSONAL_LINK_DAYS")),
        )
        return link, key

    @classmethod
    def find(cls, key: str, *, now=None) -> "PersonalLink | None":
        """The link of this key; ``None`` for one that is unknown, expired or revoked.

        It is looked up by its digest, so that the time it takes tells nothing of a key.
        """
        links = cls.objects.valid(now or timezone.now()).select_related("attendee")
        return links.filter(digest=digest_of(key)).first()
