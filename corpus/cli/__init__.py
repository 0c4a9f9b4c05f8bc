"""`xuncha corpus …`: bring speeches in, check them, look things up in them."""

from __future__ import annotations

import typer

from corpus.cli import add, check, find, formulas, glossary, shelf, words

app = typer.Typer(no_args_is_help=True, help="语料：导入讲话、检查讲话文件、检索。")

for module in (add, shelf, check, glossary, formulas, find, words):
    module.register(app)
