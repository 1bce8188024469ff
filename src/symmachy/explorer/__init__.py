"""Where to look around: the web application and the server that it asks."""

from symmachy.explorer.app import application
from symmachy.explorer.built import built_files
from symmachy.explorer.export import export
from symmachy.explorer.system import system

__all__ = ["application", "built_files", "export", "system"]
