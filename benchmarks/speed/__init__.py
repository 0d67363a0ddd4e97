"""How much CPU, wall time and memory the checker takes, as ratios to other tools in the same run."""
