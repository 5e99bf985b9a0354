import pytest
from wagtail.models import Site


@pytest.fixture(autouse=True)
def _fresh_site_addresses():
    """Wagtail caches the addresses of sites; a test that rolls back leaves its own there."""
    Site.clear_site_root_paths_cache()
    yield
    Site.clear_site_root_paths_cache()
