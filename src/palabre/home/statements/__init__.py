"""What is said of somebody in the texts of her space, and what she makes of it: right, mended, taken away."""
