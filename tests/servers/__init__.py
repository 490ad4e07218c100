"""Servers the tests bring themselves: an owner who grades every request, and hostile ones."""
