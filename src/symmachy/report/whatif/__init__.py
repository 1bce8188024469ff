"""A what-if's answer, and how it is shown."""
