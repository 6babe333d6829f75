"""Reading, writing and editing workbooks: kinds of cell, declared sheets, house style; knows nothing of budgets."""
