"""symmachy: the system of alliances between states, from the record to a checked answer."""
