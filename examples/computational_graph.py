"""The computational graph: what a neuron computes, drawn, differentiated and explained.

    python examples/computational_graph.py            # prints, and draws out/*.svg
    python examples/computational_graph.py --quick    # fewer training steps, no pictures

The neuron is h = 1 / (1 + exp(-(w0 x0 + w1 x1 + w2))), computed one op at a time, so that each
step of the chain rule can be seen.
"""

import argparse
from pathlib import Path

import graphviz

import tinygrad_np as torch
from tinygrad_np.viz import explain, make_dot


def neuron():
    """Forward: every intermediate by its name."""
    w0 = torch.tensor(2.0, requires_grad=True)
    x0 = torch.tensor(-1.0, requires_grad=True)
    w1 = torch.tensor(-3.0, requires_grad=True)
    x1 = torch.tensor(-2.0, requires_grad=True)
    w2 = torch.tensor(-3.0, requires_grad=True)

    a = w0 * x0
    b = w1 * x1
    c = a + b
    d = c + w2
    e = -d
    f = torch.exp(e)
    g = 1 + f
    h = 1 / g

    leaves = {"w0": w0, "x0": x0, "w1": w1, "x1": x1, "w2": w2}
    computed = {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "g": g, "h": h}
    return leaves, computed


def differentiate_neuron(pictures):
    print("--- A neuron, forward ---")
    leaves, computed = neuron()
    for name, value in computed.items():
        print(f"{name}=", value)

    # Explained before backward(), which frees what it no longer needs.
    h = computed["h"]
    params = {**leaves, **computed}
    print("\n--- The chain rule at work ---")
    print(explain(h, params))
    pictures["graph"] = make_dot(h, params=params)
    pictures["graph_with_gradients"] = make_dot(h, params=params, show_values=True, show_grads=True)

    print("\n--- A neuron, backward ---")
    h.backward()
    for name, leaf in leaves.items():
        # The document prints dh/dw1 again where it says dh/dx1, by a slip; its table has this one.
        print(f"dh/d{name}=", leaf.grad)


def differentiate_vector():
    """A vector's gradient needs a head gradient of its shape: dz/dz."""
    print("\n--- A vector ---")
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    y = torch.tensor([6.0, 4.0], requires_grad=True)
    z = 3 * x**3 - y**2
    # The document passes torch.empty(2), that is, whatever was in memory; ones mean dz/dz = 1.
    z.backward(torch.ones(2))
    print(x.grad)
    print(x.shape)
    print(y.grad)


def turn_recording_off():
    """Under `no_grad` nothing is recorded: for frozen parameters, and for evaluation."""
    print("\n--- no_grad ---")
    # Random in the document; these are numbers that print as those did.
    values = [[0.80736, -1.78524, 0.80068], [-0.18671, -0.23024, -0.94714]]
    x = torch.tensor(values, requires_grad=True)
    print(x)
    y = 2 * x
    print(y)
    print(y.requires_grad)
    with torch.no_grad():
        y = 2 * x
        print(y.requires_grad)
    print(y.requires_grad)


def detach_a_factor(pictures):
    """A detached tensor is out of the graph, and of the picture."""
    print("\n--- detach ---")
    a = torch.tensor([1.2], requires_grad=True)
    b = torch.tensor([2.2], requires_grad=True)
    c = torch.tensor([0.2], requires_grad=True)
    d = torch.tensor([0.8], requires_grad=True)
    e = torch.tensor([7.0], requires_grad=True)
    f_params = {"a": a, "b": b, "c": c, "d": d, "e": e}

    f = d * ((a + b) * c) + e
    f.backward()
    print("df/dc with c:", c.grad)
    pictures["graph_before_detach"] = make_dot(f, params=f_params)

    c.grad = None
    f = d * ((a + b) * c.detach()) + e
    f.backward()
    print("df/dc with c detached:", c.grad)
    pictures["graph_after_detach"] = make_dot(f, params=f_params)


def train_a_network(number_of_iterations):
    """Gradients add up, so each step ends with `zero_grad`."""
    print("\n--- A network ---")
    dev = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(0)
    learning_rate = 1e-4  # the document's 1e-6 hardly moves in 500 steps
    N, D_in, H, D_out = 64, 1000, 100, 10
    x = torch.randn(N, D_in).to(dev)
    y = torch.randn(N, D_out).to(dev)  # the document has (H, D_out), which does not fit

    model = torch.nn.Sequential()
    model.add_module("w0", torch.nn.Linear(D_in, H))
    model.add_module("relu", torch.nn.ReLU())
    model.add_module("w1", torch.nn.Linear(H, D_out))  # a second "w0" would replace the first
    model.to(dev)

    loss_function = torch.nn.MSELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for i in range(number_of_iterations):
        y_predict = model(x)
        loss = loss_function(y_predict, y)
        if i % 100 == 0 or i == number_of_iterations - 1:
            print(i, loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()


def render(pictures, out):
    print()
    for name, dot in pictures.items():
        try:
            print("wrote", dot.render(outfile=out / f"{name}.svg", cleanup=True))
        except graphviz.ExecutableNotFound as error:  # the .gv source is written all the same
            print(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("out"), help="folder for the pictures")
    parser.add_argument("--quick", action="store_true", help="fewer training steps, no pictures")
    arguments = parser.parse_args()

    pictures = {}
    differentiate_neuron(pictures)
    differentiate_vector()
    turn_recording_off()
    detach_a_factor(pictures)
    train_a_network(number_of_iterations=5 if arguments.quick else 500)
    if not arguments.quick:
        render(pictures, arguments.out)


if __name__ == "__main__":
    main()
