"""Ways to map a function over articles, and nothing else."""
