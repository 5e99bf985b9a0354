"""Who may do what with comments, in one place."""

from ..models import VisitorComment
from ..moderation import ACTIONS

__all__ = ["can", "can_do", "can_see"]


def can(user, verb: str) -> bool:
    """Whether a user has Django's permission to ``view``, ``change`` or ``delete`` them."""
    meta = VisitorComment._meta
    return user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}")


def can_see(user) -> bool:
    """Whether they may read what waits at all."""
    return any(can(user, verb) for verb in ("view", "change", "delete"))


def can_do(user, action: str) -> bool:
    """Whether they may do one of ``moderation.ACTIONS``, answer or undo."""
    return can(user, ACTIONS[action][1] if action in ACTIONS else "change")
