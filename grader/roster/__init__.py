"""Who is in the class: nbgrader's own student table, and a table 单位.csv of where they come from."""

from grader.roster.book import Trainee, add, trainees

__all__ = ["Trainee", "add", "trainees"]
