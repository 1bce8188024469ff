"""Where to look around: the web application and the server that it asks."""

from symmachy.explorer.system import system

__all__ = ["system"]
