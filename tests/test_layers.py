"""The layering of the package: each room imports only from rooms above it in `ROOMS`."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tinygrad_np"

# A room is a module or a package; inside a package its files may import each other, in their order
# here or, if they are not named, freely.
ROOMS = (
    "errors",
    "missing",
    "dtypes",
    "shapes",
    "versions",
    "rule_sets",
    "signatures",
    "hooks",
    "files",
    "devices",
    "layouts",
    "settings",
    "recorder",
    "memory",
    "parallel",
    "printing",
    "generator",
    "distributions",
    "engine.grad_mode",
    "engine.graph",
    "engine.function",
    "engine.backward",
    "ops",
    "typeinfo",
    "creation",
    "filling",
    "likeness",
    "ranges",
    "windows",
    "exchange",
    "tensor_types",
    "numpy_protocol",
    "random",
    "draws",
    "dropping",
    "noise",
    "linalg",
    "autograd",
    "special",
    "tensor",
    "nn",
    "losses",
    "func",
    "optim",
    "utils",
    "safetensors",
    "serialization",
    "cuda",
    "viz",
    "__init__",
)
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def room_of(module):
    """The index of the room that a dotted name of the package is in."""
    for name in (module, module.rpartition(".")[0], module.partition(".")[0]):
        if name in ROOMS:
            return ROOMS.index(name)
    raise AssertionError(f"{module} is in no room: give it a place in ROOMS")


def imports_of(path):
    """The modules of the package that a file imports when it is run, not only for types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: import by the full name"
            base = node.module or ""
            if base == "tinygrad_np" or base.startswith("tinygrad_np."):
                for alias in node.names:
                    assert alias.name != "*", f"{path.name}: no star imports"
                    inner = ".".join([*base.split(".")[1:], alias.name])
                    yield inner if is_module(inner) else inner.rpartition(".")[0]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("tinygrad_np"):
                    yield alias.name.partition(".")[2] or "__init__"


def is_module(dotted):
    path = PACKAGE.joinpath(*dotted.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_from_rooms_above_it(path):
    module = name_of(path)
    if module == "engine":
        assert not list(imports_of(path))
        return
    here = room_of(module)
    for imported in imports_of(path):
        package = module.partition(".")[0]
        if package != "engine" and imported.partition(".")[0] == package:
            continue  # files of one package; `test_there_are_no_cycles` looks at them
        assert room_of(imported) < here, f"{module} imports {imported}, which is below it"


def test_there_are_no_cycles():
    graph = {
        name_of(p): {i for i in imports_of(p) if i != name_of(p)}
        for p in MODULES
        if p.name != "__init__.py"
    }
    finished, path = set(), []

    def visit(module):
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module in finished or module not in graph:
            return
        path.append(module)
        for imported in graph[module]:
            visit(imported)
        path.pop()
        finished.add(module)

    for module in graph:
        visit(module)


def test_the_package_needs_numpy_alone():
    # the last two where a drawing, or a file of theirs, is asked for
    allowed = {"numpy", "tinygrad_np", "graphviz", "safetensors"}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                assert top in allowed | sys.stdlib_module_names, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_file_is_too_long_to_read(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 500 or path in (PACKAGE / "tensor.py", PACKAGE / "__init__.py")  # tables


def test_the_engine_reads_in_an_evening():
    files = (PACKAGE / "engine").glob("*.py")
    assert sum(len(f.read_text(encoding="utf-8").splitlines()) for f in files) < 700
