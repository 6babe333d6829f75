"""The tests of planner, and the tools that make its example and its measurements."""
