"""The rules: each op's forward and derivative in plain NumPy, one file a family."""
