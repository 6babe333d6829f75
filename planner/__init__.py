"""The offer-cycle planner: the package's name and version, and nothing else."""

__version__ = "0.1.0"
