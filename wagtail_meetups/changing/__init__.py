"""What hosts do to a meet-up that is already told: call it off, move it, change it from a date on.

Each is one change made to every version of a page, and published alone. No flow here
knows a request: views hand over the user, and ask first who may.
"""
