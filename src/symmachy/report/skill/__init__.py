"""The skill card of forecasts, as it is shown."""
