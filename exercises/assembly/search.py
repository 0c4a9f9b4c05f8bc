"""The search for forms: simulated annealing over whole numbers, from an explicit seed.

A form is a set of items. Moves put another item in the place of one, exchange an item
of one form for one of another, or make a like change in all forms at once (parallel
forms can often only change together). A move that costs more is taken with a chance
that halves with every step of the temperature. Only `random.Random.random`, whose
sequence Python guarantees, and integers decide, so the same seed gives the same
forms with every version and on every machine.
"""

from __future__ import annotations

from random import Random

from exercises.assembly.problem import SHARED, Problem, spread_cost, total_cost, verdict_cost

MOVES = 30_000
"""Moves tried for each form in one attempt."""
_TEMPERATURES = (600, 450, 340, 250, 190, 140, 100, 75, 50, 30, 18, 9, 4, 2, 0)
"""At 0 only moves that cost no more are taken."""


def anneal(problem: Problem, seed: str) -> list[list[int]]:
    """The best forms that one attempt found, as lists of item numbers. There must be items enough."""
    state = _State(problem, Random(seed))
    moves = MOVES * problem.forms
    for n in range(moves):
        state.step(_TEMPERATURES[n * len(_TEMPERATURES) // moves])
    return [sorted(form) for form in state.forms]


class _State:
    """The forms as they stand, and all sums from which the cost of a move follows."""

    def __init__(self, problem: Problem, chance: Random) -> None:
        self.p = problem
        self.random = chance.random
        order = sorted(range(len(problem.items)), key=lambda _: chance.random())
        size, count = problem.size, len(order)
        starts = [f * size % count if problem.disjoint or (f + 1) * size <= count else 0 for f in range(problem.forms)]
        self.forms = [order[start : start + size] for start in starts]
        self.used = [0] * count
        self.inside = [[False] * count for _ in self.forms]
        self.counts = [[[0] * len(values) for _ in self.forms] for values in problem.costs]
        self.points = [0] * problem.forms
        self.burdens = [0] * problem.forms
        self.balance = [0] * problem.forms
        self.clash = [[0] * count for _ in self.forms]
        """By form and item: what the form's items cost beside that item."""
        for f, form in enumerate(self.forms):
            for i in form:
                self._put(f, i, 1)
        self.apart = self._spread()

    def step(self, temperature: int) -> None:
        """Try one move."""
        f = int(self.random() * self.p.forms)
        at = int(self.random() * self.p.size)
        kind = self.random() if self.p.forms > 1 else 1.0
        if kind < 0.25:
            self._exchange(f, at, temperature)
        elif kind < 0.55:
            self._replace_in_all(at, temperature)
        else:
            self._replace(f, at, temperature)

    def _replace(self, f: int, at: int, temperature: int) -> None:
        a, b = self.forms[f][at], int(self.random() * len(self.p.items))
        if self.inside[f][b] or (self.p.disjoint and self.used[b]):
            return
        own = self._change(f, a, b)
        if not self.p.disjoint:
            own += SHARED * (self.used[b] - self.used[a] + 1)
        if self.p.forms == 1:
            if self._take(own, temperature):
                self._move(f, at, a, b)
            return
        self._move(f, at, a, b)
        after = self._spread()
        if self._take(own + after - self.apart, temperature):
            self.apart = after
        else:
            self._move(f, at, b, a)

    def _exchange(self, f: int, at: int, temperature: int) -> None:
        g = int(self.random() * (self.p.forms - 1))
        g += g >= f
        there = int(self.random() * self.p.size)
        a, b = self.forms[f][at], self.forms[g][there]
        if a == b or self.inside[f][b] or self.inside[g][a]:
            return
        own = self._change(f, a, b) + self._change(g, b, a)
        self._move(f, at, a, b)
        self._move(g, there, b, a)
        after = self._spread()
        if self._take(own + after - self.apart, temperature):
            self.apart = after
        else:
            self._move(f, at, b, a)
            self._move(g, there, a, b)

    def _replace_in_all(self, at: int, temperature: int) -> None:
        """In the first form any item for any other; in the others items of the same two kinds for each other."""
        codes = self.p.kinds
        first, new = self.forms[0][at], int(self.random() * len(self.p.items))
        if codes[first] == codes[new]:
            return
        own, done = 0, []
        for f in range(self.p.forms):
            place = self._like(f, codes, codes[first]) if f else at
            b = self._free(f, codes, codes[new]) if f else new
            if place is None or b is None or self.inside[f][b] or (self.p.disjoint and self.used[b]):
                break
            a = self.forms[f][place]
            own += self._change(f, a, b)
            if not self.p.disjoint:
                own += SHARED * (self.used[b] - self.used[a] + 1)
            self._move(f, place, a, b)
            done.append((f, place, a, b))
        else:
            after = self._spread()
            if self._take(own + after - self.apart, temperature):
                self.apart = after
                return
        for f, place, a, b in reversed(done):
            self._move(f, place, b, a)

    def _like(self, f: int, codes: tuple[int, ...], value: int) -> int | None:
        """A place of form ``f`` with an item of that value, by chance."""
        places = [place for place, i in enumerate(self.forms[f]) if codes[i] == value]
        return places[int(self.random() * len(places))] if places else None

    def _free(self, f: int, codes: tuple[int, ...], value: int) -> int | None:
        """An item of that value which form ``f`` may take, by chance; a few tries only."""
        for _ in range(8):
            i = int(self.random() * len(codes))
            if codes[i] == value and not self.inside[f][i] and not (self.p.disjoint and self.used[i]):
                return i
        return None

    def _take(self, rise: int, temperature: int) -> bool:
        if rise <= 0 or not temperature:
            return rise <= 0
        halvings = rise // temperature
        return halvings < 40 and self.random() * (1 << halvings) < 0.5

    def _change(self, f: int, a: int, b: int) -> int:
        """What form ``f`` would cost more with ``b`` in the place of ``a``, by itself."""
        p = self.p
        clash = self.clash[f]
        rise = clash[b] - clash[a] - p.conflicts[a].get(b, 0)
        for codes, costs, counts in zip(p.codes, p.costs, self.counts, strict=True):
            x, y = codes[a], codes[b]
            if x != y:
                n, m = counts[f][x], counts[f][y]
                rise += costs[x][n - 1] - costs[x][n] + costs[y][m + 1] - costs[y][m]
        if p.total is not None and p.worth[a] != p.worth[b]:
            points = self.points[f]
            rise += total_cost(p, points - p.worth[a] + p.worth[b]) - total_cost(p, points)
        if p.verdict[a] != p.verdict[b]:
            balance = self.balance[f]
            rise += verdict_cost(balance - p.verdict[a] + p.verdict[b]) - verdict_cost(balance)
        return rise

    def _spread(self) -> int:
        """What it costs that the forms differ."""
        p = self.p
        if p.forms == 1:
            return 0
        cost = spread_cost(p, self.points, self.burdens)
        for weight, counts in zip(p.apart, self.counts, strict=True):
            if weight:
                cost += weight * sum(max(column) - min(column) for column in zip(*counts, strict=True))
        return cost

    def _move(self, f: int, at: int, a: int, b: int) -> None:
        self.forms[f][at] = b
        self._put(f, a, -1)
        self._put(f, b, 1)

    def _put(self, f: int, i: int, by: int) -> None:
        p = self.p
        self.inside[f][i] = by > 0
        self.used[i] += by
        self.points[f] += by * p.worth[i]
        self.burdens[f] += by * p.burden[i]
        self.balance[f] += by * p.verdict[i]
        for codes, counts in zip(p.codes, self.counts, strict=True):
            counts[f][codes[i]] += by
        clash = self.clash[f]
        for other, cost in p.conflicts[i].items():
            clash[other] += by * cost
