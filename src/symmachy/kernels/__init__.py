"""Compiled loops over arrays: they know rows, weights and groups, and nothing by name.

Importing a module of this package imports numba; importing the package does not.
"""
