"""Devices: the CPU, and the names of others."""

from tests.oracle import questions, questions_to_us


@questions(r"""
>>> (torch.device("cuda"), torch.device("cuda:1"), torch.device("cpu", 0),
... torch.device(type="cpu", index=0), torch.device("cpu:0"))
(device(type='cuda'), device(type='cuda', index=1), device(type='cpu', index=0),
device(type='cpu', index=0), device(type='cpu', index=0))
>>> torch.device(torch.device("cpu"))
device(type='cpu')
>>> torch.device("meta"), torch.device("mps"), torch.device("xpu")
(device(type='meta'), device(type='mps'), device(type='xpu'))
>>> (torch.device("cpu") == "cpu", torch.device("cpu") == torch.device("cpu:0"),
... torch.device("cpu") == torch.device("cpu"))
(False, False, True)
>>> {torch.device("cpu"): 1}[x.device]
1
>>> (torch.device("cuda").index, torch.device("cuda:1").type, str(torch.device("cuda:1")),
... str(torch.device("cpu")))
(None, 'cuda', 'cuda:1', 'cpu')
>>> torch.device("cpu").type, torch.device("cpu").index
('cpu', None)
>>> with torch.device("cpu"):
...     made = torch.ones(1)
... made
tensor([1.])
>>> torch.get_default_device()
device(type='cpu')
>>> torch.set_default_device("cpu")
... torch.set_default_device(None)
... torch.ones(1)
tensor([1.])
>>> import pickle
... pickle.loads(pickle.dumps(torch.device("cpu", 0)))
device(type='cpu', index=0)
>>> import copy
... copy.deepcopy(torch.device("cpu"))
device(type='cpu')
>>> x.to(torch.device("cpu")) is x
True
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)


@questions(r"""
>>> torch.device("cpu:0", 1)
RuntimeError: type (string) must not include an index because index was passed explicitly: cpu:0
>>> torch.device("foo")
RuntimeError: Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga,
maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device
string: foo
>>> torch.device("cpu:a")
RuntimeError: Invalid device string: 'cpu:a'
>>> torch.device("cpu:-1")
RuntimeError: Invalid device string: 'cpu:-1'
>>> torch.device("")
RuntimeError: Device string must not be empty
>>> torch.device(0)
RuntimeError: Cannot access accelerator device when none is available.
>>> torch.device(None)
TypeError: device() ...
>>> torch.device("cpu", -1)
RuntimeError: Device index must not be negative
>>> torch.device()
TypeError: device...
>>> torch.device(2.5)
TypeError: device() ...
>>> x.to("foo")
RuntimeError: Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga,
maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device
string: foo
>>> torch.zeros(2, device="foo")
RuntimeError: Expected one of cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, fpga,
maia, xla, lazy, vulkan, mps, meta, hpu, mtia, privateuseone device type at start of device
string: foo
>>> torch.device("cpu") < torch.device("cpu")
TypeError: ...
>>> torch.device("cpu").foo
AttributeError: '...device' object has no attribute 'foo'
""")
def test_it_refuses_what_pytorch_refuses(ask, code, answer):
    ask(code, answer)


@questions_to_us(r"""
# There is only the CPU.
>>> torch.zeros(2, device="cuda")
RuntimeError: device 'cuda' is not available: tensors live on the CPU (device 'cpu'); choose it
where cuda.is_available() is False
>>> x.to("cuda:1")
RuntimeError: device 'cuda:1' is not available...
>>> torch.ones(2, device=torch.device("meta"))
RuntimeError: device 'meta' is not available...
>>> torch.ones(1).cuda()
RuntimeError: device 'cuda' is not available...
>>> torch.set_default_device("cuda")
RuntimeError: device 'cuda' is not available...
>>> torch.device("cuda").__enter__()
RuntimeError: device 'cuda' is not available...
""")
def test_it_differs_from_pytorch_on_purpose(ask, code, answer):
    ask(code, answer)
