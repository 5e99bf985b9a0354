"""Asking for a passage of a recap to go, and deciding about it."""

from django.utils import timezone

from ..models import PassageRequest
from ..models.agreements import tell_of_change

__all__ = ["ask", "decide"]


def ask(attendee_id: int, page=None) -> PassageRequest:
    """Hide what ``page`` tells of this person, or every recap, until it was looked at.

    Asking again while it is hidden changes nothing; asking again after it was shown is
    a new request.
    """
    source = None
    if page is not None:
        source = page.alias_of or page
    hidden = PassageRequest.objects.withholding()
    request = hidden.filter(attendee=attendee_id, page=source).first()
    if request is None:
        request = PassageRequest.objects.create(
            attendee_id=attendee_id, page_id=source.pk if source else None
        )
        tell_of_change(attendee_id)
    return request


def decide(request: PassageRequest, decision: str, *, by=None) -> None:
    """The author has looked: it is shown again, or it stays hidden."""
    request.decision = decision
    request.decided_at = timezone.now()
    request.decided_by = by
    request.save(update_fields=["decision", "decided_at", "decided_by"])
    tell_of_change(request.attendee_id)
