"""What Wagtail's history says of private links; never the address of one."""

from django.utils.translation import gettext_lazy as _

__all__ = ["register_consent_log_actions"]


def register_consent_log_actions(actions) -> None:
    """For the hook ``register_log_actions``."""
    actions.register_action(
        "wagtail_meetups.link", _("Make a private link"), _("Made a private link")
    )
    actions.register_action(
        "wagtail_meetups.link_ended",
        _("End a private link"),
        _("Ended a private link"),
    )
