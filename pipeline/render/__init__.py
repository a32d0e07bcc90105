"""From the concept graph to a page, tables and exchange formats; the only room that knows pyvis."""
