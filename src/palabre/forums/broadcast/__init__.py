"""The screens of a day that follow it without being reloaded: phones, the grid of hosts, the projector."""
