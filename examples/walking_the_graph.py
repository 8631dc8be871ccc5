"""Walking the graph: the chain rule by hand, from the result back to the input.

    python examples/walking_the_graph.py            # prints, and draws out/chain_rule.svg
    python examples/walking_the_graph.py --quick    # prints only

Every computed tensor has a `grad_fn`: the node that turns the gradient of the tensor into the
gradients of what it was computed from. Nodes know the nodes before them. That is the whole graph,
and `backward()` is a walk through it that anybody can take.
"""

import argparse
from pathlib import Path

import graphviz

import tinygrad_np as torch
from tinygrad_np.viz import explain, make_dot


def compute():
    """z2 = (2 x + 2) / 5, one op at a time; by hand, dz2/dx = 2/5."""
    x = torch.tensor(1.0, requires_grad=True)
    z0 = x * 2
    z1 = z0 + 2
    z2 = z1 / 5
    print("z2 =", z2)
    return {"x": x, "z0": z0, "z1": z1, "z2": z2}


def look_back(z2):
    """From node to node, back to the one that has nothing before it: the leaf's."""
    print("\n--- The nodes, from the result back ---")
    divide = z2.grad_fn
    add = divide.next_functions[0][0]
    multiply = add.next_functions[0][0]
    accumulate = multiply.next_functions[0][0]
    for node in (divide, add, multiply, accumulate):
        print(node)
    print("before the leaf:", accumulate.next_functions)


def call_nodes(z0, z1, z2):
    """A node called with a gradient multiplies it by its local derivative."""
    print("\n--- The local derivatives ---")
    input_grad = torch.tensor(1.0)
    print("dz2/dz1 =", z2.grad_fn(input_grad)[0])
    print("dz1/dz0 =", z1.grad_fn(input_grad)[0])
    print("dz0/dx  =", z0.grad_fn(input_grad)[0])
    chained = z0.grad_fn(z1.grad_fn(z2.grad_fn(input_grad)[0])[0])[0]
    print("chained: dz2/dx =", chained)


def walk(z2):
    """The same, however long the chain: what `backward()` does."""
    print("\n--- The walk ---")
    grad_fn = z2.grad_fn
    grad = torch.tensor(1.0)
    while True:
        print("before applying grad_fn:", grad)
        print("grad_fn:", grad_fn)
        grads = grad_fn(grad)
        if len(grads) == 0:  # the leaf: it has added the gradient to x.grad
            break
        grad = grads[0]
        print("after applying grad_fn:", grad)
        print()
        grad_fn = grad_fn.next_functions[0][0]


def draw(tensors, out):
    """The walk as a picture: on each arrow, the gradient that flows back along it."""
    dot = make_dot(tensors["z2"], params=tensors, show_values=True, show_grads=True)
    try:
        print("wrote", dot.render(outfile=out / "chain_rule.svg", cleanup=True))
    except graphviz.ExecutableNotFound as error:  # the picture's source is written all the same
        print(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the picture")
    parser.add_argument("--quick", action="store_true", help="print only, draw nothing")
    arguments = parser.parse_args()

    tensors = compute()
    x, z0, z1, z2 = tensors.values()
    look_back(z2)
    call_nodes(z0, z1, z2)
    walk(z2)
    print("x.grad =", x.grad)
    print("\n--- The same as a table ---")
    print(explain(z2, tensors))
    if not arguments.quick:
        draw(tensors, arguments.out)


if __name__ == "__main__":
    main()
