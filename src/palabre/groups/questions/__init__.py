"""What becomes of questions: worded anew, brought together, cut in several, carried on. Who carries them decides."""
