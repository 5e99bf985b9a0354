"""What hosts and authors do about the wishes of the people they write about."""
