"""The terminal: headless commands, what is done for the analyst without a screen, and the dashboard."""
