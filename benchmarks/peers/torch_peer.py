"""PyTorch eager, and tinygrad_np: the same programs, since the API is the same."""


def neuron(torch, leaves):
    leaves = w0, x0, w1, x1, w2 = [torch.tensor(leaf, requires_grad=True) for leaf in leaves]

    def step():
        for leaf in leaves:
            leaf.grad = None
        h = 1 / (1 + torch.exp(-(w0 * x0 + w1 * x1 + w2)))
        h.backward()
        return h, w0.grad, x0.grad, w1.grad, x1.grad, w2.grad

    return step


def control_flow(torch, a):
    a = torch.tensor(a, requires_grad=True)

    def f(a):
        b = a * 2
        while b.norm().item() < 1000:
            b = b * 2
        return b if b.sum().item() > 0 else 100 * b

    def step():
        a.grad = None
        c = f(a)
        c.backward()
        return c, a.grad

    return step


def mlp(torch, x, y, parameters, reduction, learning_rate, momentum):
    x, y = torch.tensor(x), torch.tensor(y)
    model = sequential(torch, parameters)
    loss_function = torch.nn.MSELoss(reduction=reduction)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    trained = list(model.parameters())

    def step():
        optimizer.zero_grad()
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
        return loss, *trained

    return step


def sequential(torch, parameters):
    """Linear layers with ReLU between them, holding the given parameters."""
    modules = []
    for weight in parameters[::2]:
        modules += [torch.nn.Linear(weight.shape[1], weight.shape[0]), torch.nn.ReLU()]
    model = torch.nn.Sequential(*modules[:-1])
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), parameters, strict=True):
            parameter.copy_(torch.tensor(value))
    return model


def chain(torch, start, factor, length):
    x = torch.tensor(start, requires_grad=True)

    def step():
        x.grad = None
        y = x
        for _ in range(length):
            y = y * factor
        y.backward()
        return y, x.grad

    return step


def elementwise(torch, x, y):
    x, y = torch.tensor(x, requires_grad=True), torch.tensor(y, requires_grad=True)

    def step():
        x.grad = y.grad = None
        loss = (x * y + torch.sin(x) * torch.exp(-y)).sum()
        loss.backward()
        return loss, x.grad, y.grad

    return step


def broadcast(torch, column, row):
    column, row = torch.tensor(column, requires_grad=True), torch.tensor(row, requires_grad=True)

    def step():
        column.grad = row.grad = None
        loss = (column * row).sum()
        loss.backward()
        return loss, column.grad, row.grad

    return step


def hvp(torch, matrix, x, direction):
    matrix, direction = torch.tensor(matrix), torch.tensor(direction)
    x = torch.tensor(x, requires_grad=True)

    def step():
        loss = (torch.tanh(matrix @ x) ** 2).sum()
        (gradient,) = torch.autograd.grad(loss, x, create_graph=True)
        (product,) = torch.autograd.grad(gradient, x, direction)
        return gradient, product

    return step


def conv2d(torch, x, weight, bias, head):
    leaves = x, weight, bias = [torch.tensor(a, requires_grad=True) for a in (x, weight, bias)]
    head = torch.tensor(head)

    def step():
        for leaf in leaves:
            leaf.grad = None
        y = torch.nn.functional.conv2d(x, weight, bias, padding=1)
        y.backward(head)
        return y, x.grad, weight.grad, bias.grad

    return step


def optimizer(torch, name, options, parameters, gradients):
    parameters = [torch.tensor(parameter, requires_grad=True) for parameter in parameters]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = torch.tensor(gradient)
    optimizer = getattr(torch.optim, name)(parameters, **options)

    def step():
        optimizer.step()
        return parameters

    return step


def loading(torch, x, y, batch_size, shuffle):
    dataset = torch.utils.data.TensorDataset(torch.from_numpy(x), torch.from_numpy(y))
    generator = torch.Generator().manual_seed(0)
    loader = torch.utils.data.DataLoader(dataset, batch_size, shuffle=shuffle, generator=generator)

    def step():
        order = []
        for batch in loader:
            order.append(batch[1])
        return batch[0], torch.cat(order)

    return step


def digits_epoch(torch, x, y, parameters, batch_size, learning_rate, eps):
    x, y = torch.tensor(x), torch.tensor(y)
    model = sequential(torch, parameters)
    loss_function = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, eps=eps)
    trained = list(model.parameters())

    def step():
        total = 0.0
        for images, labels in zip(x.split(batch_size), y.split(batch_size), strict=True):
            optimizer.zero_grad()
            loss = loss_function(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(images)
        return total / len(x), *trained

    return step
