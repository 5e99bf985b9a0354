"""Pure Python: no Django, no Wagtail, no clock, no input or output."""
