"""Collecting papers from wherever trainees hand them in."""
