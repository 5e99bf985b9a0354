"""Starts a community: an index of meet-ups, a first evening in draft, their translations.

``choices`` turns what somebody typed into what it means, or says why not; ``making`` puts
the choices together, writing nothing, and then writes all of it or nothing.
"""
