"""A real project adopts the rulebook: nothing new at first, then exactly what is planted, mended and moved."""
