"""Measures the checker on real projects: precision against labels, routes, speed beside other tools."""
