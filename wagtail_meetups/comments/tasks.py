"""What is left for later, after the commit. Arguments are none: each looks for itself."""

from django_tasks import task

__all__ = ["tell_moderators"]


@task()
def tell_moderators():
    """Write to the moderators of what waits; see ``mails``."""
    from .mails import tell_waiting

    tell_waiting()
