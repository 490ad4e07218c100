"""What stands on the screens, as plain lines: pure functions from rows of the store to items of a list."""
