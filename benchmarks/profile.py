"""Shows where the time of a step goes, op by op: python benchmarks/profile.py --help

Imported, this is the standard library's module of that name, which this folder hides from all that
is started here, and which cProfile imports.
"""

import sys
import sysconfig
from importlib.machinery import PathFinder
from importlib.util import module_from_spec

if __name__ == "__main__":
    from op_times import main

    sys.exit(main())

spec = PathFinder.find_spec(__name__, [sysconfig.get_path("stdlib")])
sys.modules[__name__] = module = module_from_spec(spec)
spec.loader.exec_module(module)
