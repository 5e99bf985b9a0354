"""Wagtail's API v2 for hosts that use it; holds only what the public may see."""
