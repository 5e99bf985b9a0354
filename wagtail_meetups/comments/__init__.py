"""Visitor comments under events and recaps: optional, on django-contrib-comments."""
