"""scikit-learn's MLPClassifier: an epoch is a call of partial_fit."""

from sklearn.neural_network import MLPClassifier


def digits_epoch(sklearn, x, y, parameters, batch_size, learning_rate, eps):
    model = MLPClassifier(
        [weight.shape[0] for weight in parameters[:-2:2]],
        alpha=0,  # no decay of the weights
        batch_size=batch_size,
        learning_rate_init=learning_rate,
        epsilon=eps,
        shuffle=False,
    )
    start_at(model, parameters, x, y)

    def step():
        model.partial_fit(x, y)
        return model.loss_, *in_order(model)

    return step


def start_at(model, parameters, x, y):
    """Give a model its first parameters, which it otherwise draws itself."""
    model.partial_fit(x, y, classes=range(10))
    for mine, given in zip(in_order(model), parameters, strict=True):
        mine[...] = given
    del model._optimizer  # it remembers the gradients of that step


def in_order(model):
    """The parameters, layer by layer, as views in PyTorch's layout."""
    pairs = zip(model.coefs_, model.intercepts_, strict=True)
    return [parameter for weight, bias in pairs for parameter in (weight.T, bias)]
