"""Verdicts on claims, as they are shown."""
