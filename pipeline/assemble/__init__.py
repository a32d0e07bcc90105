"""From relations to the concept graph: counts, statistics, layout, communities."""
