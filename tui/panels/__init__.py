"""The panels of the desk, one a file: each lays out its rows as plain lines and asks the store through a worker."""
