"""Random workbooks as people make them, with totals and formulas, and one fault planted at a random place.

Nothing here uses planner: values are worked out by formualizer, and what is planted is written down beside it.
"""
