"""Official papers: how they word and arrange what stands in the records, for the Jinja of their print formats."""
