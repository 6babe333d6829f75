"""Whole cycles as dicts of sheets: made at random or read from the example, and written as a workspace.

Nothing here uses planner: what it writes is what an organisation might send.
"""
