"""Bringing a project's files for agents up to date with the rulebook."""
