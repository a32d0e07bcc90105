"""Gold standards to scores."""
