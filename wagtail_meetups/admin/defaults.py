"""What a new event starts with: what the last one under the same index had."""

__all__ = ["event_defaults"]

COPIED = (
    "start_time",
    "end_time",
    "all_day",
    "timezone",
    "attendance_mode",
    "venue",
    "online_link",
)


def event_defaults(parent_page, model) -> dict:
    """Initial values for the form of a new event below ``parent_page``.

    From the event with the latest date, drafts among them: start and end times (and so
    the length), zone, how one takes part, venue and hosts.
    """
    last = (
        model._default_manager.child_of(parent_page)
        .filter(start_date__isnull=False)
        .order_by("-start_date", "-pk")
        .first()
    )
    if last is None:
        return {}
    defaults = {name: getattr(last, name) for name in COPIED}
    defaults["hosts"] = list(last.hosts.all())
    return defaults
