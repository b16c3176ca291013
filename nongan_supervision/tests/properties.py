"""Property tests: hypothesis without deadlines and without a store of earlier examples."""

from hypothesis import given, settings
from hypothesis import strategies as st

__all__ = ["given", "st"]

settings.register_profile("nongan", deadline=None, database=None, derandomize=True)
settings.load_profile("nongan")
