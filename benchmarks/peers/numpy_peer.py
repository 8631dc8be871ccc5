"""NumPy by hand: derivatives worked out on paper, buffers reused, updates in place."""


def neuron(np, leaves):
    w0, x0, w1, x1, w2 = leaves

    def step():
        h = 1 / (1 + np.exp(-(w0 * x0 + w1 * x1 + w2)))
        slope = h * (1 - h)
        return h, slope * x0, slope * w0, slope * x1, slope * w1, slope

    return step


def control_flow(np, a):
    def step():
        factor = 2
        b = a * 2
        while np.linalg.norm(b) < 1000:
            factor *= 2
            b = b * 2
        if b.sum() <= 0:
            factor *= 100
            b = 100 * b
        return b, np.full_like(a, factor)

    return step


def mlp(np, x, y, parameters, reduction, learning_rate, momentum):
    velocities = [np.zeros_like(parameter) for parameter in parameters]
    scale = 1 / y.size if reduction == "mean" else 1.0

    def step():
        layer_inputs, error = forward(np, parameters, x)
        error -= y
        loss = scale * np.vdot(error, error)
        error *= 2 * scale
        gradients = backward(parameters, layer_inputs, error)
        sgd(parameters, gradients, velocities, learning_rate, momentum)
        return loss, *parameters

    return step


def forward(np, parameters, x):
    """The input of each layer, and the output of the last."""
    layer_inputs = []
    for weight, bias in zip(parameters[::2], parameters[1::2], strict=True):
        if layer_inputs:
            np.maximum(x, 0, out=x)
        layer_inputs.append(x)
        x = x @ weight.T
        x += bias
    return layer_inputs, x


def backward(parameters, layer_inputs, gradient):
    """The gradient of each parameter, from the gradient of the output."""
    gradients = []
    for index in reversed(range(len(layer_inputs))):
        layer_input = layer_inputs[index]
        gradients += [gradient.sum(axis=0), gradient.T @ layer_input]
        if index:
            gradient = gradient @ parameters[2 * index]
            gradient *= layer_input > 0
    return gradients[::-1]


def sgd(parameters, gradients, velocities, learning_rate, momentum):
    for parameter, gradient, velocity in zip(parameters, gradients, velocities, strict=True):
        if momentum:
            velocity *= momentum
            velocity += gradient
            gradient = velocity
        parameter -= learning_rate * gradient


def chain(np, start, factor, length):
    factor = np.float32(factor)

    def step():
        y = start
        for _ in range(length):
            y = y * factor
        gradient = np.float32(1)
        for _ in range(length):
            gradient = gradient * factor
        return y, gradient

    return step


def elementwise(np, x, y):
    sine, decay, x_gradient, y_gradient = (np.empty_like(x) for _ in range(4))

    def step():
        np.sin(x, out=sine)
        np.negative(y, out=decay)
        np.exp(decay, out=decay)
        np.multiply(sine, decay, out=sine)
        np.multiply(x, y, out=y_gradient)
        np.add(y_gradient, sine, out=y_gradient)
        loss = y_gradient.sum()
        np.subtract(x, sine, out=y_gradient)
        np.cos(x, out=x_gradient)
        np.multiply(x_gradient, decay, out=x_gradient)
        np.add(x_gradient, y, out=x_gradient)
        return loss, x_gradient, y_gradient

    return step


def broadcast(np, column, row):
    product = np.empty((column.size, row.size), column.dtype)

    def step():
        np.multiply(column, row, out=product)
        return product.sum(), np.full_like(column, row.sum()), np.full_like(row, column.sum())

    return step


def hvp(np, matrix, x, direction):
    def step():
        t = np.tanh(matrix @ x)
        slope = 1 - t * t
        gradient = (2 * t * slope) @ matrix
        curvature = slope * (2 - 6 * t * t)
        return gradient, (curvature * (matrix @ direction)) @ matrix

    return step


def conv2d(np, x, weight, bias, head):
    n, channels, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (h, w), (2, 3))
    kernels = weight.reshape(len(weight), -1)
    rows = head.reshape(n, len(weight), -1)

    def step():
        columns = windows.reshape(n, -1, h * w)
        y = kernels @ columns
        y += bias[:, None]
        taps = (kernels.T @ rows).reshape(n, channels, 3, 3, h, w)
        x_gradient = np.zeros_like(padded)
        for i in range(3):
            for j in range(3):
                x_gradient[:, :, i : i + h, j : j + w] += taps[:, :, i, j]
        weight_gradient = (rows @ columns.mT).sum(axis=0).reshape(weight.shape)
        return (
            y.reshape(head.shape),
            x_gradient[:, :, 1:-1, 1:-1],
            weight_gradient,
            head.sum(axis=(0, 2, 3)),
        )

    return step


def digits_epoch(np, x, y, parameters, batch_size, learning_rate, eps):
    slices = [slice(start, start + batch_size) for start in range(0, len(x), batch_size)]
    means, squares = ([np.zeros_like(p) for p in parameters] for _ in range(2))
    count = 0

    def step():
        nonlocal count
        total = 0.0
        for batch in slices:
            layer_inputs, logits = forward(np, parameters, x[batch])
            loss, error = cross_entropy(np, logits, y[batch])
            gradients = backward(parameters, layer_inputs, error)
            total += loss
            count += 1
            rate, scale = learning_rate / (1 - 0.9**count), (1 - 0.999**count) ** -0.5
            for p, gradient, mean, square in zip(
                parameters, gradients, means, squares, strict=True
            ):
                average(mean, gradient, 0.9)
                gradient *= gradient
                average(square, gradient, 0.999)
                p -= rate * mean / (scale * np.sqrt(square) + eps)
        return total / len(x), *parameters

    return step


def cross_entropy(np, logits, labels):
    """The summed loss, and the gradient of its mean by the logits, in their memory."""
    rows = np.arange(len(labels))
    logits -= logits.max(axis=1, keepdims=True)
    chosen = logits[rows, labels]
    np.exp(logits, out=logits)
    totals = logits.sum(axis=1, keepdims=True)
    loss = float(np.log(totals).sum() - chosen.sum())
    logits /= totals
    logits[rows, labels] -= 1
    logits /= len(labels)
    return loss, logits


def average(present, value, decay):
    """Let the running average take the value in, which stays as it is."""
    present *= decay
    present += (1 - decay) * value
