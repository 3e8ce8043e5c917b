"""What templates say and show: words, dates, the margin."""
