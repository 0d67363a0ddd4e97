"""A team's rules in its own words, compared with the rulebook: no model, the same answer every time."""
