"""What several of our workbooks share: live tables, each in one file; reads nothing and decides nothing."""
