"""Grouping: which stories repeat one another and which tell of one event. Pure functions over candidates."""
