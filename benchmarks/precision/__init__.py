"""How many findings are true, by labels that people gave after reading the code."""
