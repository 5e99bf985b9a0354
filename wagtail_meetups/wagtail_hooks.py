"""Registrations only; nothing is decided here."""
