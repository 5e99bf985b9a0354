"""The base page that this site uses, as the foreign keys of our tables name it."""

import swapper

# Wagtail sets this too, but a host's models may be loaded before Wagtail's.
swapper.set_app_prefix("wagtailcore", "wagtail")

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


def get_page_model():
    """Return the base page class: Wagtail's, or the one in ``WAGTAIL_PAGE_MODEL``."""
    return swapper.load_model("wagtailcore", "Page")
