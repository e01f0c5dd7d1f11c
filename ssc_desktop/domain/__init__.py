"""What things are and what must hold. Imports nothing of ours but the ground."""
