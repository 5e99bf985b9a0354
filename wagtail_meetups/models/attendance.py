"""Who was at which date of a meet-up, in what role, and whether they came."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .occurrences import Occurrence
from .people import Attendee

__all__ = ["Attendance"]


class Attendance(models.Model):
    """One person at one date. It is the hosts' own record: nothing of it is public.

    What a public page tells of a person follows from their ``Agreement`` rows alone. The
    note is for the hosts who may read what is private of an attendee.
    """

    class Role(models.TextChoices):
        HOST = "host", pgettext_lazy("attendance", "host")
        SPEAKER = "speaker", pgettext_lazy("attendance", "speaker")
        HELPER = "helper", pgettext_lazy("attendance", "helper")
        GUEST = "guest", pgettext_lazy("attendance", "guest")

    class State(models.TextChoices):
        EXPECTED = "expected", pgettext_lazy("attendance", "expected")
        CAME = "came", pgettext_lazy("attendance", "came")
        ABSENT = "absent", pgettext_lazy("attendance", "did not come")

    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("attendee"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    occurrence = models.ForeignKey(
        Occurrence,
        verbose_name=_("date"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    role = models.CharField(
        pgettext_lazy("attendance", "role"),
        max_length=20,
        choices=Role.choices,
        default=Role.GUEST,
    )
    state = models.CharField(
        pgettext_lazy("attendance", "state"),
        max_length=20,
        choices=State.choices,
        default=State.EXPECTED,
    )
    note = models.TextField(
        _("note for the hosts"), blank=True, help_text=_("Never shown to visitors.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # Not a use of an attendee that Wagtail should list: their page tells their evenings.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        unique_together = [("attendee", "occurrence")]

    def __str__(self) -> str:
        # No name and no note: this text may end up in logs.
        return f"{self.get_role_display()} · {self.get_state_display()}"
