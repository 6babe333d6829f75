"""Reading, writing and editing workbooks: kinds of cell, declared sheets, style; knows nothing of budgets."""
