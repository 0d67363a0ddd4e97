"""What an agent may ask over MCP: nothing of it writes, and nothing of it leaves the workspace."""
