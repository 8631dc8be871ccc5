"""Global settings: what is set is said, and changes nothing."""

from tests.oracle import questions


@questions(r"""
>>> torch.use_deterministic_algorithms(True)
... r2 = torch.are_deterministic_algorithms_enabled()
... torch.use_deterministic_algorithms(False)
... r2, torch.are_deterministic_algorithms_enabled()
(True, False)
>>> torch.use_deterministic_algorithms(True, warn_only=True)
... r2 = torch.is_deterministic_algorithms_warn_only_enabled()
... torch.use_deterministic_algorithms(False)
... r2
True
>>> threads = torch.get_num_threads()
... torch.set_num_threads(1)
... r2 = torch.get_num_threads()
... torch.set_num_threads(threads)
... r2
1
>>> torch.set_float32_matmul_precision("high")
... r2 = torch.get_float32_matmul_precision()
... torch.set_float32_matmul_precision("highest")
... r2, torch.get_float32_matmul_precision()
('high', 'highest')
>>> torch.set_num_threads(0)
RuntimeError: set_num_threads expects a positive integer
>>> torch.set_num_threads("a")
RuntimeError: set_num_threads expects an int, but got str
>>> torch.set_num_threads(True)
RuntimeError: set_num_threads expects an int, but got bool
>>> torch.use_deterministic_algorithms(3)
TypeError: ...deterministic_algorithms(): argument 'mode' (position 1) must be bool, not int
""")
def test_it_answers_as_pytorch(ask, code, answer):
    ask(code, answer)
