"""Hazards: chances of an event in a year at risk, for any table of pair-years and for ties of the record."""
