"""One SQLite file, and every question asked of it."""
