"""What waits for whom: the deadlines of the whole app, and what awaits somebody's decision, in one place."""
