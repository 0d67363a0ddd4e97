"""What tools find of planted defects, and what they take for one."""
