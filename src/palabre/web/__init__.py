"""Base templates, components, tokens, behaviours, middleware and error pages: what every page stands on."""
