"""Space: one community, the tenant. Every record belongs to one space."""
