"""One report out of those of several runs, each of which told about its share of the files."""
