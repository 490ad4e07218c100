"""Benchmarks: never part of the tests, one command runs them all: python -m tests.benchmarks."""
