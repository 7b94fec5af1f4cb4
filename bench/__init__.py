"""Benchmarks that anyone can repeat: ``make bench`` prints the tables of ``docs/benchmarks.md`` anew.

Nothing here is a test: machines differ, so what counts are the ratios within one run.
"""
