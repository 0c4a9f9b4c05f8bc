"""Help for whoever marks by hand: key points found in an answer, similar answers, one question across the class.

Whatever is worked out here is shown beside an answer as a suggestion. It never becomes
a mark by itself: only what a person enters is written to the gradebook.
"""
