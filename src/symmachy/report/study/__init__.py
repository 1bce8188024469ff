"""A study's fit, as it is shown and written."""
