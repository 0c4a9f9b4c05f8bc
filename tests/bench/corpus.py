"""Search over many speeches, timed: see ``searching.py``, which this runs.

    python tests/bench/corpus.py [--speeches 10000] [--seed 1]

Python looks for modules in the folder of the script it runs first, so that for every
script here ``import corpus`` means this file. It gives way to the package.
"""

import sys
from importlib import import_module
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:] = [*(entry for entry in sys.path if Path(entry).resolve() != _HERE), str(_HERE)]

if __name__ == "__main__":
    import_module("searching").main()
else:
    del sys.modules[__name__]
    import_module(__name__)
