"""Coming back to what was learnt: what is due, what went wrong, what is mastered, mock forms."""
