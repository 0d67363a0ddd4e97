"""What one run keeps for the next: calls to repeat, what an agent was told, a document to compare with."""
