"""Feedback pages: what a trainee gets back after grading, in Chinese, in one file.

``nbgrader generate_feedback`` comes in by `exporter`, a whole class by `run`; both read
the same `records`, `compose` the same paper and `render` the same page, and both hold
to the date until which answers are `withheld`.
"""
