"""What is known of terms of use that several sources share."""

from __future__ import annotations

__all__ = ["COW", "NOT_FOUND", "UNREAD"]

COW = (
    "The project's own terms page was not read. It is said elsewhere that its data are free for public and "
    "academic use if cited. Cite the article and the version; no permission to pass the data on was seen."
)
NOT_FOUND = "No licence text was found: treat as research use only and do not pass the data on."
UNREAD = "The terms of use were not read: treat as research use only and do not pass the data on."
