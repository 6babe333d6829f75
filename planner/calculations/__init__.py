"""Arithmetic that stages share, pure: indexing, VAT, financing, bridge, fitting."""
