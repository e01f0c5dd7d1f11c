"""What an officer does: one module per noun, verbs inside. Combines the rooms below."""
