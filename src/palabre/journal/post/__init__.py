"""Letters on their way: outbox, SMTP, deliveries."""
