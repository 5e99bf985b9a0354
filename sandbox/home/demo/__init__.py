"""The demo: invented content (``content``), and what puts it into the site."""
