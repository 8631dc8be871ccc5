"""JAX: each step is one compiled function, and its results are waited for."""


def compiled(jax, function, *inputs):
    """A step that runs the compiled function on inputs moved to the device beforehand."""
    function = jax.jit(function)
    inputs = jax.device_put(inputs)
    return lambda: jax.block_until_ready(function(*inputs))


def compiled_gradient(jax, function, *inputs):
    """A step that gives the value of the function and its derivatives by all inputs."""
    every_input = tuple(range(len(inputs)))

    def value_and_gradients(*inputs):
        value, gradients = jax.value_and_grad(function, every_input)(*inputs)
        return value, *gradients

    return compiled(jax, value_and_gradients, *inputs)


def neuron(jax, leaves):
    def f(w0, x0, w1, x1, w2):
        return 1 / (1 + jax.numpy.exp(-(w0 * x0 + w1 * x1 + w2)))

    return compiled_gradient(jax, f, *leaves)


def control_flow(jax, a):
    """Not compiled: a loop whose length depends on a value has no reverse mode under jit."""
    jnp = jax.numpy
    a = jax.device_put(a)

    def f(a):
        b = a * 2
        while jnp.linalg.norm(b) < 1000:
            b = b * 2
        c = b if b.sum() > 0 else 100 * b
        return c.sum(), c

    def step():
        (_, c), gradient = jax.value_and_grad(f, has_aux=True)(a)
        return jax.block_until_ready((c, gradient))

    return step


def mlp(jax, x, y, parameters, reduction, learning_rate, momentum):
    x, y, parameters = jax.device_put((x, y, parameters))
    velocities = jax.tree.map(jax.numpy.zeros_like, parameters)
    reduce = jax.numpy.mean if reduction == "mean" else jax.numpy.sum

    def loss_of(parameters):
        return reduce((predict(jax, parameters, x) - y) ** 2)

    def train(parameters, velocities):
        loss, gradients = jax.value_and_grad(loss_of)(parameters)
        if momentum:
            velocities = jax.tree.map(lambda v, g: momentum * v + g, velocities, gradients)
            gradients = velocities
        parameters = jax.tree.map(lambda p, g: p - learning_rate * g, parameters, gradients)
        return loss, parameters, velocities

    compiled_train = jax.jit(train, donate_argnums=(0, 1))

    def step():
        nonlocal parameters, velocities
        loss, parameters, velocities = compiled_train(parameters, velocities)
        jax.block_until_ready(parameters)
        return loss, *parameters

    return step


def predict(jax, parameters, x):
    for index in range(0, len(parameters), 2):
        weight, bias = parameters[index : index + 2]
        x = (jax.nn.relu(x) if index else x) @ weight.T + bias
    return x


def chain(jax, start, factor, length):
    """A compiled loop, as JAX would have it written, not 20,000 operations to compile."""

    def f(x):
        return jax.lax.fori_loop(0, length, lambda _, y: y * factor, x)

    return compiled_gradient(jax, f, start)


def elementwise(jax, x, y):
    jnp = jax.numpy
    return compiled_gradient(jax, lambda x, y: (x * y + jnp.sin(x) * jnp.exp(-y)).sum(), x, y)


def broadcast(jax, column, row):
    return compiled_gradient(jax, lambda column, row: (column * row).sum(), column, row)


def hvp(jax, matrix, x, direction):
    """Forward over reverse, the way that JAX's documentation recommends."""

    def product(matrix, x, direction):
        gradient = jax.grad(lambda x: (jax.numpy.tanh(matrix @ x) ** 2).sum())
        return jax.jvp(gradient, (x,), (direction,))

    return compiled(jax, product, matrix, x, direction)


def digits_epoch(jax, x, y, parameters, batch_size, learning_rate, eps):
    """One compiled function, called for each batch; they are cut and moved beforehand."""
    batches = [
        jax.device_put((x[start : start + batch_size], y[start : start + batch_size]))
        for start in range(0, len(x), batch_size)
    ]
    zeros = jax.tree.map(jax.numpy.zeros_like, parameters)
    state = jax.device_put((parameters, zeros, jax.tree.map(jax.numpy.copy, zeros), 0))

    def loss_of(parameters, images, labels):
        log_odds = jax.nn.log_softmax(predict(jax, parameters, images))
        return -jax.numpy.take_along_axis(log_odds, labels[:, None], 1).mean()

    def train(state, images, labels):
        parameters, *state = state
        loss, gradients = jax.value_and_grad(loss_of)(parameters, images, labels)
        moves, *state = adam(jax, gradients, *state, learning_rate, eps)
        return loss, (jax.tree.map(jax.numpy.subtract, parameters, moves), *state)

    compiled_train = jax.jit(train, donate_argnums=0)

    def step():
        nonlocal state
        total = 0.0
        for images, labels in batches:
            loss, state = compiled_train(state, images, labels)
            total += float(loss) * len(images)
        return total / len(x), *state[0]

    return step


def adam(jax, gradients, means, squares, count, learning_rate, eps):
    """What to subtract from the parameters, and the state of the next step."""
    means = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, means, gradients)
    squares = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, squares, gradients)
    count = count + 1
    rate, scale = learning_rate / (1 - 0.9**count), 1 - 0.999**count

    def move(mean, square):
        return rate * mean / (jax.numpy.sqrt(square / scale) + eps)

    return jax.tree.map(move, means, squares), means, squares, count
