"""The shape of the system, as it is shown."""
