"""Build tasks for coding agents, and the runner that scores what an agent has left behind."""
