"""Apps of invented sites, one for each thing that a site may have of its own."""
