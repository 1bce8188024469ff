"""Build hook: a wheel carries the explorer's built pages where Node.js can make them, and says so where not."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ExplorerHook(BuildHookInterface[Any]):
    """Builds ``web/`` into the package before a wheel is made, unless the pages are there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages; never fail the wheel for the lack of them."""
        root = Path(self.root)
        package = root / "src" / "symmachy" / "explorer"
        if (
            version == "editable"
            or self.target_name != "wheel"
            or (package / "static" / "index.html").is_file()
        ):
            return
        if os.environ.get("SYMMACHY_EXPLORER") == "skip":
            fault = "SYMMACHY_EXPLORER=skip was set"
        else:
            spec = importlib.util.spec_from_file_location("build_explorer", package / "build.py")
            if spec is None or spec.loader is None:
                return
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            fault = module.build(root)
        if fault:
            self.app.display_warning(f"symmachy is built without the explorer's pages: {fault}")
        del build_data
