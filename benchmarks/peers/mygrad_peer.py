"""MyGrad: tensors with backward(); it clears gradients itself, and has no second derivatives.

Numbers are float32 scalars here, since a Python number would turn a float32 tensor into float64.
"""


def neuron(mg, leaves):
    one = leaves[0].dtype.type(1)
    leaves = w0, x0, w1, x1, w2 = [mg.tensor(leaf) for leaf in leaves]

    def step():
        h = one / (one + mg.exp(-(w0 * x0 + w1 * x1 + w2)))
        h.backward()
        return h, *(leaf.grad for leaf in leaves)

    return step


def control_flow(mg, a):
    two, hundred = a.dtype.type(2), a.dtype.type(100)
    a = mg.tensor(a)

    def f(a):
        b = a * two
        while mg.linalg.norm(b).item() < 1000:
            b = b * two
        return b if b.sum().item() > 0 else hundred * b

    def step():
        c = f(a)
        c.backward()
        return c, a.grad

    return step


def mlp(mg, x, y, parameters, reduction, learning_rate, momentum):
    parameters = [mg.tensor(parameter) for parameter in parameters]
    velocities = [mg.zeros_like(parameter).data for parameter in parameters]
    reduce = mg.mean if reduction == "mean" else mg.sum

    def step():
        loss = reduce((predict(mg, parameters, x) - y) ** 2)
        loss.backward()
        for parameter, velocity in zip(parameters, velocities, strict=True):
            gradient = parameter.grad
            if momentum:
                velocity *= momentum
                velocity += gradient
                gradient = velocity
            parameter.data -= learning_rate * gradient
        return loss, *parameters

    return step


def predict(mg, parameters, x):
    for index in range(0, len(parameters), 2):
        weight, bias = parameters[index], parameters[index + 1]
        x = (mg.nnet.activations.relu(x) if index else x) @ weight.T + bias
    return x


def chain(mg, start, factor, length):
    factor = start.dtype.type(factor)
    x = mg.tensor(start)

    def step():
        y = x
        for _ in range(length):
            y = y * factor
        y.backward()
        return y, x.grad

    return step


def elementwise(mg, x, y):
    x, y = mg.tensor(x), mg.tensor(y)

    def step():
        loss = (x * y + mg.sin(x) * mg.exp(-y)).sum()
        loss.backward()
        return loss, x.grad, y.grad

    return step


def broadcast(mg, column, row):
    column, row = mg.tensor(column), mg.tensor(row)

    def step():
        loss = (column * row).sum()
        loss.backward()
        return loss, column.grad, row.grad

    return step
