"""Random numbers in the place of elements, and by parameters that tensors hold."""

import numpy as np
import pytest

import tinygrad_np
from tests.oracle import questions, questions_to_us


@questions(r"""
>>> torch.manual_seed(0)
... torch.empty(3).normal_()
tensor([ 1.5410, -0.2934, -2.1788])
>>> torch.manual_seed(0)
... torch.empty(3).normal_(2, 3)
tensor([ 6.6230, 1.1197, -4.5364])
>>> torch.manual_seed(0)
... torch.empty(3).normal_(mean=2, std=3)
tensor([ 6.6230, 1.1197, -4.5364])
>>> torch.manual_seed(0)
... torch.empty(20).normal_()
tensor([-1.1258, -1.1524, -0.2506, -0.4339, 0.5988, -1.5551, -0.3414, 1.8530, 0.4681, -0.1577,
1.4437, 0.2660, 1.3894, 1.5863, 0.9463, -0.8437, 0.9318, 1.2590, 2.0050, 0.0537])
>>> torch.manual_seed(0)
... torch.empty(5,4).t().normal_()
tensor([[ 1.5410, -1.0845, -0.7193, -0.8567, -0.5663], [-0.2934, -1.3986, -0.4033, 1.1006,
0.3731], [-2.1788, 0.4033, -0.5966, -1.0712, -0.8920], [ 0.5684, 0.8380, 0.1820, 0.1227,
-1.5091]])
>>> torch.manual_seed(0)
... torch.empty(2,3).t().uniform_()
tensor([[0.4963, 0.1320], [0.7682, 0.3074], [0.0885, 0.6341]])
>>> torch.manual_seed(0)
... torch.empty(2,3).t().uniform_(1,2)
tensor([[1.4963, 1.1320], [1.7682, 1.3074], [1.0885, 1.6341]])
>>> torch.manual_seed(0)
... torch.empty(3).uniform_(to=3)
tensor([1.4888, 2.3047, 0.2654])
>>> torch.manual_seed(0)
... torch.empty(4).exponential_()
tensor([3.5083, 1.2304, 0.6150, 2.5351])
>>> torch.manual_seed(0)
... torch.empty(4).exponential_(2)
tensor([1.7542, 0.6152, 0.3075, 1.2676])
>>> torch.manual_seed(0)
... torch.empty(4).exponential_(lambd=2)
tensor([1.7542, 0.6152, 0.3075, 1.2676])
>>> torch.manual_seed(0)
... torch.empty(4).random_()
tensor([ 8325664., 12888472., 1484222., 2214888.])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.float64).random_()
tensor([8.7375e+15, 6.3755e+15, 4.1378e+15, 8.2934e+15], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.float16).random_()
tensor([1277., 1017., 1661., 999.], dtype=torch.float16)
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.int64).random_()
tensor([ 900450186894289455, 3969543146641149120, 1895649597198586619, 827948490035658087])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.int32).random_()
tensor([ 209652396, 398764591, 924231285, 1478610112], dtype=torch.int32)
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.uint8).random_()
tensor([172, 47, 117, 192], dtype=torch.uint8)
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.int8).random_()
tensor([ 44, 47, 117, 64], dtype=torch.int8)
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.bool).random_()
tensor([False, True, True, False])
>>> torch.manual_seed(0)
... torch.empty(4).random_(10)
tensor([4., 9., 3., 0.])
>>> torch.manual_seed(0)
... torch.empty(4).random_(5,10)
tensor([9., 9., 8., 5.])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.int64).random_(-5,10)
tensor([ 9, 4, 3, -5])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.int64).random_(-5,None)
tensor([ 900450186894289445, 3969543146641149110, 1895649597198586609, 827948490035658077])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.uint8).random_(5,None)
tensor([ 69, 79, 30, 177], dtype=torch.uint8)
>>> torch.manual_seed(0)
... torch.empty(4).random_(5,None)
tensor([ 8326369., 12889232., 1485142., 2215973.])
>>> torch.manual_seed(0)
... torch.empty(8).bernoulli_()
tensor([0., 0., 1., 0., 0., 0., 1., 1.])
>>> torch.manual_seed(0)
... torch.empty(8).bernoulli_(0.3)
tensor([0., 0., 0., 0., 0., 0., 1., 0.])
>>> torch.manual_seed(0)
... torch.empty(8).bernoulli_(torch.full((8,),0.3))
tensor([0., 0., 1., 1., 0., 0., 0., 0.])
>>> torch.manual_seed(0)
... torch.empty(2,4).bernoulli_(torch.full((4,),0.3))
tensor([[0., 0., 1., 1.], [0., 0., 0., 0.]])
>>> torch.manual_seed(0)
... torch.arange(8).bernoulli_(0.3)
tensor([0, 0, 0, 0, 0, 0, 1, 0])
>>> torch.manual_seed(0)
... torch.bernoulli(torch.full((8,),0.3))
tensor([0., 0., 1., 1., 0., 0., 0., 0.])
>>> torch.manual_seed(0)
... torch.bernoulli(torch.full((8,),0.3), 0.9)
tensor([0., 1., 1., 0., 1., 1., 1., 1.])
>>> torch.manual_seed(0)
... torch.bernoulli(torch.full((8,),0.3), p=0.9)
tensor([0., 1., 1., 0., 1., 1., 1., 1.])
>>> torch.manual_seed(0)
... torch.full((8,),0.3).bernoulli(0.9)
tensor([0., 1., 1., 0., 1., 1., 1., 1.])
>>> torch.manual_seed(0)
... torch.full((8,),0.3).bernoulli()
tensor([0., 0., 1., 1., 0., 0., 0., 0.])
>>> torch.manual_seed(0)
... torch.bernoulli(torch.full((8,),0.3,dtype=torch.float64))
tensor([0., 0., 0., 0., 0., 0., 1., 0.], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.bernoulli(torch.full((2,4),0.3).t())
tensor([[0., 0.], [1., 1.], [0., 0.], [0., 0.]])
>>> torch.manual_seed(0)
... torch.bernoulli(torch.full((8,),0.3,requires_grad=True))
tensor([0., 0., 1., 1., 0., 0., 0., 0.], grad_fn=<BernoulliBackward0>)
>>> torch.manual_seed(0)
... torch.empty(4).geometric_(0.3)
tensor([1., 1., 3., 1.])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.int64).geometric_(0.3)
tensor([1, 1, 3, 1])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.float64).geometric_(0.3)
tensor([1., 1., 3., 1.], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.empty(4).cauchy_()
tensor([10.5977, 0.7648, -0.1283, 3.9331])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.float64).cauchy_(1,2)
tensor([22.1955, 2.5295, 0.7434, 8.8661], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.empty(4).log_normal_()
tensor([5.9263e+01, 1.5116e+00, 3.4819e-02, 8.4728e+00])
>>> torch.manual_seed(0)
... torch.empty(4,dtype=torch.float64).log_normal_(0,2)
tensor([2.1802e+01, 5.5607e-01, 1.2809e-02, 3.1170e+00], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.empty(20,dtype=torch.float64).log_normal_(0,2)[:3]
tensor([2.1802e+01, 5.5607e-01, 1.2809e-02], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.normal(0., 1., (3,))
tensor([ 1.5410, -0.2934, -2.1788])
>>> torch.manual_seed(0)
... torch.normal(0, 1, (3,))
tensor([ 1.5410, -0.2934, -2.1788])
>>> torch.manual_seed(0)
... torch.normal(mean=0., std=1., size=(3,))
tensor([ 1.5410, -0.2934, -2.1788])
>>> torch.manual_seed(0)
... torch.normal(torch.zeros(3), torch.ones(3)*2)
tensor([ 3.0820, -0.5869, -4.3576])
>>> torch.manual_seed(0)
... torch.normal(torch.arange(3.))
tensor([ 1.5410, 0.7066, -0.1788])
>>> torch.manual_seed(0)
... torch.normal(torch.arange(3.), 2.)
tensor([ 3.0820, 0.4131, -2.3576])
>>> torch.manual_seed(0)
... torch.normal(1., torch.arange(3.))
tensor([ 1.0000, 0.7066, -3.3576])
>>> torch.manual_seed(0)
... torch.normal(torch.zeros(2,1), torch.ones(3))
tensor([[ 1.5410, -0.2934, -2.1788], [ 0.5684, -1.0845, -1.3986]])
>>> torch.manual_seed(0)
... torch.normal(0.,1.,(3,),dtype=torch.float64)
tensor([ 1.5410, -0.2934, -2.1788], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.normal(torch.zeros(2, requires_grad=True), torch.ones(2, requires_grad=True))
tensor([ 1.5410, -0.2934], grad_fn=<NormalBackward3>)
>>> torch.manual_seed(0)
... torch.poisson(torch.tensor([0.,.5,3,12,100,1000]))
tensor([ 0., 2., 4., 13., 99., 987.])
>>> torch.manual_seed(0)
... torch.poisson(torch.tensor([0.,.5,3,12,100,1000],dtype=torch.float64))
tensor([ 0., 2., 4., 13., 99., 987.], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.poisson(torch.ones(2,requires_grad=True))
tensor([2., 3.], grad_fn=<PoissonBackward0>)
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([.1,.2,.7]), 2)
tensor([2, 1])
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([.1,.2,.7]), 6, replacement=True)
tensor([2, 2, 2, 2, 2, 2])
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([[.1,.2,.7],[1,1,1]]), 4, True)
tensor([[2, 2, 2, 2], [1, 2, 0, 1]])
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([[.1,.2,.7],[1,1,1]]), 3)
tensor([[2, 1, 0], [1, 2, 0]])
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([[.1,.2,.7],[1,1,1]]), 1)
tensor([[2], [1]])
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([.1,.2,.7],dtype=torch.float64), 5,True)
tensor([2, 2, 2, 2, 2])
>>> torch.manual_seed(0)
... torch.multinomial(torch.tensor([0.,0.,.7]), 2)
tensor([2, 0])
>>> torch.manual_seed(0)
... torch.randint_like(torch.ones(3), 10)
tensor([4., 9., 3.])
>>> torch.manual_seed(0)
... torch.randint_like(torch.arange(3), 5, 10)
tensor([9, 9, 8])
>>> torch.manual_seed(0)
... torch.randint_like(torch.arange(3), 10, dtype=torch.float64)
tensor([4., 9., 3.], dtype=torch.float64)
>>> torch.manual_seed(0)
... torch.randint_like(torch.arange(3), low=5, high=10)
tensor([9, 9, 8])
>>> torch.manual_seed(0)
... torch.rand_like(torch.ones(2,3).t())
tensor([[0.4963, 0.1320], [0.7682, 0.3074], [0.0885, 0.6341]])
>>> torch.manual_seed(0)
... torch.randn_like(torch.ones(4,5).t())
tensor([[ 1.5410, -1.3986, -0.5966, 0.1227], [-0.2934, 0.4033, 0.1820, -0.5663], [-2.1788, 0.8380,
-0.8567, 0.3731], [ 0.5684, -0.7193, 1.1006, -0.8920], [-1.0845, -0.4033, -1.0712, -1.5091]])
>>> torch.manual_seed(0)
... torch.rand_like(torch.ones(2), memory_format=torch.preserve_format, device="cpu")
tensor([0.4963, 0.7682])
>>> torch.rand(2, device="cpu", layout=torch.strided, pin_memory=False).shape
torch.Size([2])
>>> torch.manual_seed(0)
... torch.randperm(3, device="cpu", requires_grad=False)
tensor([2, 0, 1])
>>> torch.randperm(3, dtype=torch.float32, requires_grad=True).requires_grad
True
>>> torch.manual_seed(0)
... (v * 2).normal_()
tensor([ 1.5410, -0.2934, -2.1788], grad_fn=<NormalBackward0>)
>>> torch.manual_seed(0)
... (v * 2).uniform_()
tensor([0.4963, 0.7682, 0.0885], grad_fn=<UniformBackward0>)
>>> torch.manual_seed(0)
... (v * 2).exponential_()
tensor([3.5083, 1.2304, 0.6150], grad_fn=<ExponentialBackward0>)
>>> torch.manual_seed(0)
... (v * 2).random_()
tensor([ 8325664., 12888472., 1484222.], grad_fn=<RandomBackward2>)
>>> torch.manual_seed(0)
... (v * 2).geometric_(.3)
tensor([1., 1., 3.], grad_fn=<GeometricBackward0>)
>>> torch.manual_seed(0)
... (v * 2).cauchy_()
tensor([10.5977, 0.7648, -0.1283], grad_fn=<CauchyBackward0>)
>>> torch.manual_seed(0)
... (v * 2).log_normal_()
tensor([5.9263e+01, 1.5116e+00, 3.4819e-02], grad_fn=<LogNormalBackward0>)
>>> g=torch.Generator("cpu")
... g.manual_seed(3) is g
True
>>> torch.Generator(device=torch.device("cpu")).device
device(type='cpu')
>>> g=torch.Generator()
... g.manual_seed(5)
... s=g.get_state()
... a=torch.rand(2,generator=g)
... g.set_state(s)
... torch.equal(torch.rand(2,generator=g),a)
True
>>> g=torch.Generator()
... g.manual_seed(5)
... h=g.clone_state()
... torch.equal(torch.rand(2,generator=g),torch.rand(2,generator=h))
True
>>> torch.random.manual_seed(3)
... torch.random.initial_seed(), torch.initial_seed()
(3, 3)
>>> torch.random.get_rng_state().shape
torch.Size([5056])
>>> torch.manual_seed(1)
... f=torch.random.fork_rng()
... f.__enter__()
... torch.rand(1)
... f.__exit__(None,None,None)
... torch.rand(1)
tensor([0.7576])
>>> torch.default_generator.manual_seed(1)
... torch.rand(1)
tensor([0.7576])
>>> import pickle
... g=torch.Generator().manual_seed(3)
... h=pickle.loads(pickle.dumps(g))
... h.initial_seed()
3
>>> torch.manual_seed(torch.tensor(3))
... torch.initial_seed()
3
>>> torch.manual_seed(0)
... torch.rand(3, dtype=torch.float16), torch.randn(3, dtype=torch.float16)
(tensor([0.4963, 0.7681, 0.0885], dtype=torch.float16), tensor([0.3643, 0.1344, 0.1642],
dtype=torch.float16))
>>> torch.manual_seed(0)
... x=torch.zeros(2,3)[:,::2]
... x.normal_()
tensor([[ 1.5410, -0.2934], [-2.1788, 0.5684]])
>>> (torch.empty(0).normal_(), torch.empty(0).uniform_(), torch.empty(0).exponential_(),
... torch.empty(0).random_())
(tensor([]), tensor([]), tensor([]), tensor([]))
>>> (torch.empty(0).bernoulli_(), torch.empty(0).geometric_(.5), torch.bernoulli(torch.empty(0)),
... torch.poisson(torch.empty(0)))
(tensor([]), tensor([]), tensor([]), tensor([]))
>>> torch.manual_seed(0)
... torch.binomial(torch.tensor([10., 100., 3., 1000.]), torch.tensor([.5, .3, .9, .7]))
tensor([ 7., 31., 3., 715.])
>>> torch.manual_seed(0)
... torch.binomial(torch.tensor([10., 0., 5.]), torch.tensor(0.5))
tensor([7., 0., 3.])
>>> torch.binomial(torch.tensor([10., 5.]), torch.tensor([0., 1.]))
tensor([0., 5.])
>>> torch.binomial(torch.tensor([10.]), torch.tensor([1.5]))
tensor([10.])
>>> torch.binomial(torch.tensor([-10.]), torch.tensor([.5]))
tensor([0.])
>>> torch.binomial(torch.tensor([10.]), torch.tensor([float("nan")]))
tensor([nan])
>>> torch.manual_seed(0)
... g = torch.Generator().manual_seed(1)
... torch.binomial(torch.tensor([10.0, 5.0]), torch.tensor([0.5, 0.5]), g)
tensor([2., 2.])
>>> torch.manual_seed(0)
... torch.binomial(torch.tensor([10.,20,30]), torch.tensor([[.5], [.4]]))
tensor([[ 7., 11., 15.], [ 5., 8., 10.]])
>>> torch.manual_seed(0)
... torch.binomial(torch.full((2,3),9.).t(), torch.full((3,2),.5))
tensor([[6., 4.], [5., 4.], [6., 4.]])
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.empty(3).normal_(0, -1)
RuntimeError: normal expects std >= 0.0, but found std -1
>>> torch.manual_seed(0)
... torch.empty(3).uniform_(2,1)
RuntimeError: uniform_ expects to return a [from, to) range, but found from=2 > to=1
>>> torch.manual_seed(0)
... torch.arange(3).uniform_()
NotImplementedError: "check_uniform_bounds" not implemented for 'Long'
>>> torch.manual_seed(0)
... torch.arange(3).normal_()
NotImplementedError: "normal_kernel_cpu" not implemented for 'Long'
>>> torch.empty(4).exponential_(0)
RuntimeError: exponential_ expects lambda > 0.0, but found lambda=0
>>> torch.empty(4).random_(0)
RuntimeError: random_ expects 'from' to be less than 'to', but got from=0 >= to=0
>>> torch.empty(4).random_(5,5)
RuntimeError: random_ expects 'from' to be less than 'to', but got from=5 >= to=5
>>> torch.empty(4,dtype=torch.uint8).random_(300)
RuntimeError: to - 1 is out of bounds for unsigned char
>>> torch.empty(8).bernoulli_(1.5)
RuntimeError: bernoulli_ expects p to be in [0, 1], but got p=1.5
>>> torch.empty(2).bernoulli_(torch.tensor([0.5,2.]))
RuntimeError: ...
>>> torch.empty(8,dtype=torch.bool).bernoulli_(torch.tensor([1]))
NotImplementedError: "bernoulli_tensor_cpu_p_" not implemented for 'Long'
>>> torch.bernoulli(torch.arange(3))
NotImplementedError: "bernoulli_tensor_cpu_p_" not implemented for 'Long'
>>> torch.bernoulli(torch.tensor([2.]))
RuntimeError: ...
>>> torch.bernoulli(torch.tensor([float('nan')]))
RuntimeError: ...
>>> torch.empty(4).geometric_(1.)
RuntimeError: geometric_ expects p to be in (0, 1), but got p=1
>>> torch.empty(4).geometric_(0)
RuntimeError: geometric_ expects p to be in (0, 1), but got p=0
>>> torch.empty(4,dtype=torch.bool).geometric_(.5)
NotImplementedError: "geometric_cpu" not implemented for 'Bool'
>>> torch.empty(4).cauchy_(0,0)
RuntimeError: cauchy_ expects sigma > 0.0, but found sigma=0
>>> torch.empty(4).log_normal_(0,0)
RuntimeError: log_normal_ expects std > 0.0, but found std=0
>>> torch.arange(4).cauchy_()
RuntimeError: Cauchy distribution is a continuous probability distribution. dtype must be a
floating point but you specified ...
>>> torch.arange(4).log_normal_()
NotImplementedError: "log_normal_cpu" not implemented for 'Long'
>>> torch.arange(4).exponential_()
RuntimeError: Exponential distribution is a continuous probability distribution. dtype must be a
floating point but you specified Long
>>> torch.manual_seed(0)
... torch.normal(torch.zeros(3), torch.ones(3), dtype=torch.float64)
TypeError: normal() received an invalid combination of arguments...
>>> torch.normal(0.,-1.,(3,))
RuntimeError: normal expects std >= 0.0, but found std -1
>>> torch.normal(torch.zeros(2),-torch.ones(2))
RuntimeError: normal expects all elements of std >= 0.0
>>> torch.normal(torch.zeros(2),-1.)
RuntimeError: normal expects std >= 0.0, but found std -1
>>> torch.normal(torch.arange(3))
NotImplementedError: "normal_kernel_cpu" not implemented for 'Long'
>>> torch.normal(0., 1.)
TypeError: normal() received an invalid combination of arguments...
>>> torch.poisson(torch.tensor([-1.]))
RuntimeError: invalid Poisson rate, expected rate to be non-negative
>>> torch.poisson(torch.arange(3))
NotImplementedError: "poisson_cpu" not implemented for 'Long'
>>> torch.multinomial(torch.tensor([.1,.2,.7]), 4)
RuntimeError: cannot sample n_sample > prob_dist.size(-1) samples without replacement
>>> torch.multinomial(torch.tensor([.1,.2,.7]), 0)
RuntimeError: cannot sample n_sample <= 0 samples
>>> torch.multinomial(torch.tensor([.1,-.2,.7]), 1)
RuntimeError: probability tensor contains either `inf`, `nan` or element < 0
>>> torch.multinomial(torch.tensor([0.,0.]), 1)
RuntimeError: invalid multinomial distribution (sum of probabilities <= 0)
>>> torch.multinomial(torch.tensor([0.,0.]), 1, True)
RuntimeError: invalid multinomial distribution (sum of probabilities <= 0)
>>> torch.multinomial(torch.tensor([float('nan'),0.]), 1, True)
RuntimeError: probability tensor contains either `inf`, `nan` or element < 0
>>> torch.multinomial(torch.tensor([1,2]), 1)
RuntimeError: multinomial only supports floating-point dtypes for input, got: Long
>>> torch.multinomial(torch.tensor(1.), 1)
RuntimeError: prob_dist must be 1 or 2 dim
>>> torch.multinomial(torch.ones(1,1,1), 1)
RuntimeError: prob_dist must be 1 or 2 dim
>>> torch.multinomial(torch.ones(0), 1)
RuntimeError: cannot sample n_sample > prob_dist.size(-1) samples without replacement
>>> torch.multinomial(torch.ones(2,0), 1)
RuntimeError: cannot sample n_sample > prob_dist.size(-1) samples without replacement
>>> torch.randperm(3, requires_grad=True)
RuntimeError: Only Tensors of floating point and complex dtype can require gradients
>>> torch.empty(3, requires_grad=True).normal_()
RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.
>>> torch.Generator("cuda")
RuntimeError: ...
>>> g=torch.Generator()
... g.set_state(3)
TypeError: expected a torch.ByteTensor, but got int
>>> g=torch.Generator()
... g.set_state(torch.zeros(3))
TypeError: RNG state must be a torch.ByteTensor
>>> g=torch.Generator()
... g.set_state(torch.zeros(3,dtype=torch.uint8))
RuntimeError: Expected a CPUGeneratorImplState of size 5056 but found the input RNG state size to
be 3
>>> torch.rand(2, generator=3)
TypeError: rand()...
>>> torch.empty(3).normal_(generator=3)
TypeError: normal_(): argument 'generator' must be torch.Generator, not int
>>> torch.manual_seed("a")
ValueError: invalid literal for int() with base 10: 'a'
>>> torch.manual_seed(0)
... torch.ones(3).expand(2,3).uniform_()
RuntimeError: unsupported operation: more than one element of the written-to tensor refers to a
single memory location. Please clone() the tensor before performing the operation.
>>> torch.binomial(torch.tensor([10, 5]), torch.tensor([.5, .5]))
ValueError: binomial only supports floating-point dtypes for count, got: Long
>>> torch.binomial(torch.tensor([10, 5]), torch.tensor([5, 5]))
ValueError: binomial only supports floating-point dtypes for count, got: Long
>>> torch.binomial(torch.tensor([10., 5.]), torch.tensor([.5, .5]).double())
RuntimeError: Found dtype Double but expected Float
>>> torch.binomial(torch.tensor([10., 5.]), torch.tensor([.5, .5, .5]))
RuntimeError: The size of tensor a (2) must match the size of tensor b (3) at non-singleton
dimension 0
>>> torch.binomial(torch.tensor([10.]), .5)
TypeError: binomial(): argument 'prob' (position 2) must be Tensor, not float
>>> torch.detach_((torch.ones(2,requires_grad=True)*2)[0])
RuntimeError: Can't detach views in-place. Use detach() instead....
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# PyTorch numbers its nodes by the form of the call.
>>> (x * 2).bernoulli_().grad_fn.name(), (x * 2).random_(3).grad_fn.name()
('BernoulliBackward0', 'RandomBackward2')
# There, this one cannot be differentiated.
>>> torch.bernoulli(x, 1.0)
tensor([[1., 1., 1.], [1., 1., 1.]], grad_fn=<BernoulliBackward0>)
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)


# -- the same numbers, call after call -------------------------------------------------------------

FLOATS = ("float64", "float32", "float16")
EVERY = (*FLOATS, "int64", "int32", "int16", "int8", "uint8", "bool")

# What can be drawn into a tensor `x`, and in which dtypes.
IN_PLACE = {
    "uniform_": (lambda x, g: x.uniform_(-1.5, 2, generator=g), FLOATS),
    "normal_": (lambda x, g: x.normal_(1, 2, generator=g), FLOATS),
    "exponential_": (lambda x, g: x.exponential_(0.7, generator=g), FLOATS),
    "bernoulli_": (lambda x, g: x.bernoulli_(0.3, generator=g), EVERY),
    "geometric_": (lambda x, g: x.geometric_(0.3, generator=g), EVERY[:-1]),
    "cauchy_": (lambda x, g: x.cauchy_(1, 2, generator=g), FLOATS),
    "log_normal_": (lambda x, g: x.log_normal_(0, 0.5, generator=g), FLOATS),
    "random_": (lambda x, g: x.random_(generator=g), EVERY),
    "random_to": (lambda x, g: x.random_(2, generator=g), EVERY),
    "random_from": (lambda x, g: x.random_(1, None, generator=g), EVERY),
}
LAYOUTS = {
    "contiguous": lambda x: x,
    "transposed": lambda x: x.t(),
    "strided": lambda x: x[:, ::2],
    "one": lambda x: x[1, 2],
    "none": lambda x: x[:0],
}


def pair():
    torch = pytest.importorskip("torch")
    return [(lib, lib.Generator().manual_seed(11)) for lib in (tinygrad_np, torch)]


def assert_drawn_alike(ours, theirs):
    mine, other = ours.numpy(), theirs.numpy()
    assert mine.dtype == other.dtype
    tolerance = 4 * float(np.finfo(mine.dtype).eps) if mine.dtype.kind == "f" else 0
    np.testing.assert_allclose(mine, other, rtol=tolerance, atol=tolerance)


def assert_in_step(generators):
    (_, ours), (_, theirs) = generators
    left = [g.get_state().numpy()[:5024] for g in (ours, theirs)]  # all but a waiting normal
    np.testing.assert_array_equal(*left)


@pytest.mark.oracle
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", IN_PLACE)
def test_numbers_in_place_are_pytorchs(name, layout):
    draw, dtypes = IN_PLACE[name]
    for dtype in dtypes:
        generators = pair()
        drawn = []
        for torch, g in generators:
            x = torch.zeros(6, 7, dtype=getattr(torch, dtype))
            for _ in range(3):
                draw(LAYOUTS[layout](x), g)
            drawn.append(x)
        assert_drawn_alike(*drawn)
        assert_in_step(generators)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("replacement", [True, False])
def test_chosen_indices_are_pytorchs(dtype, replacement):
    generators = pair()
    for weights in np.random.default_rng(0).random((9, 5, 6)) ** 3 + 1e-3:
        drawn = [
            torch.multinomial(torch.tensor(weights.astype(dtype)), n, replacement, generator=g)
            for torch, g in generators
            for n in (4, 1)
        ]
        for mine, other in zip(drawn[:2], drawn[2:], strict=True):
            assert_drawn_alike(mine, other)
    assert_in_step(generators)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", FLOATS)
def test_counts_of_events_are_pytorchs(dtype):
    generators = pair()
    rates = np.concatenate([np.linspace(0, 12, 50), np.geomspace(10, 2000, 150)])
    drawn = [torch.poisson(torch.tensor(rates.astype(dtype)), g) for torch, g in generators]
    assert_drawn_alike(*drawn)
    assert_in_step(generators)


@pytest.mark.oracle
@pytest.mark.parametrize("dtype", FLOATS[:2])
def test_counts_of_successes_are_pytorchs(dtype):
    generators = pair()
    counts = np.repeat([0.0, 1, 7, 40, 2000], 51)
    chances = np.tile(np.linspace(0, 1, 51), 5)
    drawn = [
        torch.binomial(*(torch.tensor(a.astype(dtype)) for a in (counts, chances)), g)
        for torch, g in generators
    ]
    assert_drawn_alike(*drawn)
    assert_in_step(generators)


@pytest.mark.oracle
@pytest.mark.parametrize("like", ["rand_like", "randn_like", "randint_like"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_numbers_after_a_tensor_are_pytorchs(like, layout):
    drawn = []
    for torch, _ in pair():
        torch.manual_seed(5)
        x = LAYOUTS[layout](torch.zeros(6, 7))
        drawn.append(getattr(torch, like)(x, *((2, 9) if "int" in like else ())))
        assert drawn[-1].stride() == torch.empty_like(x).stride()
    assert_drawn_alike(*drawn)
