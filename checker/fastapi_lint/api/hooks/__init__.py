"""Hooks of coding agents and of git: what an edit broke, told to whoever made it."""
