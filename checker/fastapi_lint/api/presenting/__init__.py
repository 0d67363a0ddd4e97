"""What the report for a browser shows around the findings."""
