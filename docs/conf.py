"""How the documentation is built: sphinx with executed examples, every error fatal."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "symmachy"
author = "The symmachy developers"
project_copyright = "The symmachy developers; Apache-2.0"
release = version = installed("symmachy")

extensions = [
    "catalogue",
    "myst_nb",
    "register",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = f"symmachy {release}"
html_static_path = ["_static"]
html_css_files = ["tables.css"]

# Examples run when the documentation is built, and a failing one stops the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

# Docstrings are in numpy's style. Names in single backticks are printed as code; types are in the signatures.
default_role = "code"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
autodoc_class_signature = "mixed"
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_default_options = {"members": True}
python_use_unqualified_type_names = True

# Links into other projects would need the network while building; private names, type variables and types
# that annotations name by the module of their home, but that no package exports, have no page.
nitpick_ignore_regex = [
    ("py:.*", r"(?!symmachy\b).*"),
    ("py:.*", r"symmachy\.(typing|.*\._).*"),
    ("py:class", r"symmachy\.\w+\.\w+\..*"),
]
suppress_warnings = [
    "mystnb.unknown_mime_type",
    "ref.footnote",
    "ref.python",  # two rooms may use one word, such as Coverage, each in its own sense
]
