"""Producer 2: files of a project that are no Python. Nothing is executed, and nothing but these files is read."""
