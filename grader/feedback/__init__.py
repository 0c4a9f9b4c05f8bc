"""Feedback pages: what a trainee gets back after grading, in Chinese, in one file."""
