"""tinygrad_np without its modules: what these cost is the ratio to this peer."""


def mlp(torch, x, y, parameters, reduction, learning_rate, momentum):
    x, y = torch.tensor(x), torch.tensor(y)
    parameters = [torch.tensor(parameter, requires_grad=True) for parameter in parameters]
    velocities = [torch.zeros_like(parameter) for parameter in parameters]
    reduce = torch.mean if reduction == "mean" else torch.sum

    def step():
        for parameter in parameters:
            parameter.grad = None
        loss = reduce((predict(torch, parameters, x) - y) ** 2)
        loss.backward()
        with torch.no_grad():
            for parameter, velocity in zip(parameters, velocities, strict=True):
                gradient = parameter.grad
                if momentum:
                    velocity *= momentum
                    velocity += gradient
                    gradient = velocity
                parameter -= learning_rate * gradient
        return loss, *parameters

    return step


def predict(torch, parameters, x):
    for index in range(0, len(parameters), 2):
        weight, bias = parameters[index], parameters[index + 1]
        x = (torch.relu(x) if index else x) @ weight.T + bias
    return x
