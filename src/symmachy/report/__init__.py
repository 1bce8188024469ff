"""What to show: assessments as values, and how they look in the terminal, in JSON and on a page."""
