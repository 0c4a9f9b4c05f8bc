"""Write the versions of requirements.lock into the pip part of environment.yml.

Conda hands its pip part to pip in one call, and pip refuses an editable install
beside requirements with hashes. So the conda route has the same versions without the
hashes, and `make lock` writes them here from the lock.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PIN = re.compile(r"^([A-Za-z0-9._-]+==[^\s;\\]+)(?: ; ([^\\]+?))? ?\\?$", re.M)
_HEAD = """\
# The same environment for conda: conda env create -f environment.yml && conda activate xuncha
# The pinned lines come from requirements.lock (`make lock`); do not edit them by hand.
name: xuncha
channels:
  - conda-forge
dependencies:
  - python=3.11
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """The pinned requirements of a lock file, markers kept, hashes dropped."""
    return [f"{name} ; {marker.strip()}" if marker else name for name, marker in _PIN.findall(lock)]


def environment(lock: str) -> str:
    """The text of environment.yml for a lock file."""
    lines = [*pins(lock), "--editable=."]
    return _HEAD + "".join(f'      - "{line}"\n' for line in lines)


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment((ROOT / "requirements.lock").read_text()), encoding="utf-8")
