"""Write the README's tables of what works, and of what PyTorch has that is missing here.

    python .ci/what_works.py           # say whether the README is up to date
    python .ci/what_works.py --write   # bring it up to date
    python .ci/what_works.py --ask     # first ask PyTorch, which must be installed, for its names

The tables come from the registry of ops and from the namespaces themselves; the names that PyTorch
has are kept in tests/data/pytorch_names.json.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import tinygrad_np  # noqa: E402
from tinygrad_np.engine.function import Function  # noqa: E402
from tinygrad_np.missing import GAPS, gap_of  # noqa: E402

README = ROOT / "README.md"
NAMES = ROOT / "tests/data/pytorch_names.json"
BLOCK = re.compile(r"(?<=<!-- what works -->\n).*?(?=<!-- end of what works -->)", re.DOTALL)
SPACES = {"torch": "", "Tensor": ".", "linalg": "linalg.", "special": "special."}  # and prefixes


def spaces(library: ModuleType) -> dict[str, Any]:
    """The namespaces whose names are counted."""
    return {name: library if name == "torch" else getattr(library, name) for name in SPACES}


# Names that PyTorch's namespaces have by the way: its own tools, kernels and texts.
INTERNAL = re.compile(
    r"^(native|cudnn|mkldnn|miopen|fbgemm|fused|profiler|prepare|sym|batch_norm|autocast)_.*_"
    r"|constrain|fresh_size|common_|multi_dim_common|^Tensor(Type)?$|classproperty|thread_safe"
    r"|get_file_path|choose_qparams|init_num_threads|norm_except_dim|hash_tensor|module_load"
    r"|grad_dtype|set_warn_always|is_warn_always|in_use"
)


def public_names(space: Any) -> set[str]:
    """The functions, dtypes and constants of a namespace; of its classes those of tensors."""

    def counts(name: str) -> bool:
        value = getattr(space, name, None)  # of those that are refused there is none
        if (
            not hasattr(space, name)
            or name.startswith("_")
            or name.isupper()
            or inspect.ismodule(value)
        ):
            return False
        if INTERNAL.search(name) or type(value).__name__ == "_Feature":
            return False
        if type(value).__name__ == "dtype" and _is_refused(value):
            return False
        is_tensor_type = type(value).__name__ == "tensortype" or name.endswith("Tensor")
        return is_tensor_type if inspect.isclass(value) else True

    return {name for name in dir(space) if counts(name)}


def _is_refused(dtype: Any) -> bool:
    """Whether this package knows a dtype, but makes no tensors of it."""
    try:
        if isinstance(dtype, tinygrad_np.dtype):
            tinygrad_np.empty(0, dtype=dtype)
    except Exception:
        return True
    return False


def ask_pytorch() -> None:
    """Store the names that PyTorch has."""
    torch = importlib.import_module("torch")
    names = {name: sorted(public_names(space)) for name, space in spaces(torch).items()}
    NAMES.write_text(json.dumps(names, indent=1) + "\n", encoding="utf-8")


def what_works() -> str:
    """Both tables, as Markdown."""
    theirs = json.loads(NAMES.read_text(encoding="utf-8"))
    ours = {name: public_names(space) for name, space in spaces(tinygrad_np).items()}
    have = {name: ours[name] & set(theirs[name]) for name in SPACES}
    rules = [f for f in Function.registry.values() if f.__module__.startswith("tinygrad_np.")]
    differentiable = sum(bool(f.plan.rules) for f in rules)
    counts = ", ".join(f"{len(have[n])} of the {len(theirs[n])} in `{n}`" for n in SPACES)
    lines = [
        f"Of PyTorch's names there are {counts}. Behind them stand {len(rules)} registered ops, "
        f"{differentiable} of them with derivatives of any order.",
        "",
        "| what | names (`.name`: only a method; `_`: also in place) |",
        "|---|---|",
    ]
    lines += [f"| {title} | {names} |" for title, names in families(have).items()]
    lines += [
        "",
        "What PyTorch has and this has not:",
        "",
        "| what | instead | names |",
        "|---|---|---|",
    ]
    for gap, names in gaps(theirs, ours).items():
        lines.append(f"| {gap.what} | {gap.instead} | {listed(names)} |")
    return "\n".join(lines) + "\n"


def families(have: dict[str, set[str]]) -> dict[str, str]:
    """The names that there are, by the module that has them."""
    found: dict[str, list[str]] = defaultdict(list)
    both = have["torch"] | have["Tensor"]
    for name in sorted(both):
        if not (name.endswith("_") and name[:-1] in both):
            value = getattr(tinygrad_np if name in have["torch"] else tinygrad_np.Tensor, name)
            shown = (
                ("" if name in have["torch"] else ".") + name + ("_" if f"{name}_" in both else "")
            )
            found[title_of(value, name in have["torch"])].append(f"`{shown}`")
    for space in ("linalg", "special"):
        title = title_of(getattr(tinygrad_np, space))
        found[title] = [f"`{SPACES[space]}{name}`" for name in sorted(have[space])]
    return {title: " ".join(found[title]) for title in sorted(found)}


def title_of(value: Any, of_torch: bool = True) -> str:
    """What the module that defines a value says of itself."""
    module = value if inspect.ismodule(value) else inspect.getmodule(value)
    if module is None or not module.__name__.startswith("tinygrad_np"):  # constants, properties
        module = sys.modules[f"tinygrad_np.{'dtypes' if of_torch else 'tensor'}"]
    first = (module.__doc__ or "").partition("\n")[0]
    return re.split(r"[.:](?: |$)", first)[0]


def gaps(theirs: dict[str, list[str]], ours: dict[str, set[str]]) -> dict[Any, list[str]]:
    """The names that are missing, by the part of PyTorch to which they belong."""
    found: dict[Any, list[str]] = {gap: [] for gap in GAPS}
    for space, prefix in SPACES.items():
        for name in sorted(set(theirs[space]) - ours[space]):
            if not (space == "Tensor" and name in found[gap_of(name)]):
                found[gap_of(name)].append(prefix + name)
    return {gap: names for gap, names in found.items() if names}


def listed(names: list[str]) -> str:
    return " ".join(f"`{name}`" for name in names)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="bring the README up to date")
    parser.add_argument("--ask", action="store_true", help="ask PyTorch for its names first")
    options = parser.parse_args()
    if options.ask:
        ask_pytorch()
    text = README.read_text(encoding="utf-8")
    wanted = BLOCK.sub(lambda _: what_works(), text)
    if options.write:
        README.write_text(wanted, encoding="utf-8")
    elif wanted != text:
        print("The README is out of date: run python .ci/what_works.py --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
