"""HIPS autograd: functions of arrays, differentiated by value_and_grad."""


def gradient_step(autograd, function, *inputs):
    """A step that gives the value of the function and its derivatives by all inputs."""
    differentiated = autograd.value_and_grad(function, argnum=tuple(range(len(inputs))))

    def step():
        value, gradients = differentiated(*inputs)
        return value, *gradients

    return step


def neuron(autograd, leaves):
    np = autograd.numpy

    def f(w0, x0, w1, x1, w2):
        return 1 / (1 + np.exp(-(w0 * x0 + w1 * x1 + w2)))

    return gradient_step(autograd, f, *leaves)


def control_flow(autograd, a):
    np = autograd.numpy

    def f(a):
        b = a * 2
        while np.linalg.norm(b) < 1000:
            b = b * 2
        return b if b.sum() > 0 else 100 * b

    return gradient_step(autograd, f, a)


def mlp(autograd, x, y, parameters, reduction, learning_rate, momentum):
    np = autograd.numpy
    velocities = [np.zeros_like(parameter) for parameter in parameters]
    reduce = np.mean if reduction == "mean" else np.sum

    def loss_of(parameters):
        return reduce((predict(np, parameters, x) - y) ** 2)

    differentiated = autograd.value_and_grad(loss_of)

    def step():
        loss, gradients = differentiated(parameters)
        for parameter, gradient, velocity in zip(parameters, gradients, velocities, strict=True):
            if momentum:
                velocity *= momentum
                velocity += gradient
                gradient = velocity
            parameter -= learning_rate * gradient
        return loss, *parameters

    return step


def predict(np, parameters, x):
    for index in range(0, len(parameters), 2):
        weight, bias = parameters[index], parameters[index + 1]
        x = (np.maximum(x, 0) if index else x) @ weight.T + bias
    return x


def chain(autograd, start, factor, length):
    def f(y):
        for _ in range(length):
            y = y * factor
        return y

    return gradient_step(autograd, f, start)


def elementwise(autograd, x, y):
    np = autograd.numpy
    return gradient_step(autograd, lambda x, y: np.sum(x * y + np.sin(x) * np.exp(-y)), x, y)


def broadcast(autograd, column, row):
    np = autograd.numpy
    return gradient_step(autograd, lambda column, row: np.sum(column * row), column, row)


def hvp(autograd, matrix, x, direction):
    np = autograd.numpy
    gradient_of = autograd.grad(lambda x: np.sum(np.tanh(matrix @ x) ** 2))

    def step():
        # what hessian_vector_product does, with the gradient that it computes on the way kept
        pull_back, gradient = autograd.make_vjp(gradient_of)(x)
        return gradient, pull_back(direction)

    return step
