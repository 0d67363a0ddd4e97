"""Taking the rulebook into an existing project: what it is, what fits it, what is accepted, what is written."""
