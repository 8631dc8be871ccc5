"""The peers: which library each is, and which file here speaks its language.

Such a file has one function per task, called with the library itself and the workload's inputs. It
returns `step`, which does the work once and returns what the peers must agree on: the loss, and the
gradients or the updated parameters. A task without a function is one that the peer cannot do.
"""

from typing import NamedTuple


class Peer(NamedTuple):
    module: str
    adapter: str
    distributions: tuple[str, ...] = ()  # none: the installed size is that of the package's folder
    way_of_another: bool = False  # to use a library that is a peer already


OURS = "tinygrad_np"

PEERS = {
    OURS: Peer("tinygrad_np", "torch_peer"),
    "bare": Peer("tinygrad_np", "bare_peer", way_of_another=True),
    "torch": Peer("torch", "torch_peer", ("torch",)),
    "jax": Peer("jax", "jax_peer", ("jax", "jaxlib")),
    "autograd": Peer("autograd", "autograd_peer", ("autograd",)),
    "mygrad": Peer("mygrad", "mygrad_peer", ("mygrad",)),
    "sklearn": Peer("sklearn", "sklearn_peer", ("scikit-learn",)),
    "numpy": Peer("numpy", "numpy_peer", ("numpy",)),
}


def environment(threads: int) -> dict[str, str]:
    """The variables that a peer's process starts with: equal threads, each peer at its best."""
    libraries = ("OMP", "OPENBLAS", "MKL", "VECLIB", "NUMEXPR")
    limits = {f"{library}_NUM_THREADS": str(threads) for library in libraries}
    limits["VECLIB_MAXIMUM_THREADS"] = str(threads)
    return limits | {
        "NPROC": str(threads),  # the size of XLA's thread pool
        "JAX_PLATFORMS": "cpu",
        "MYGRAD_MEM_GUARD": "False",  # its documentation's advice for speed
        "PYTHONDONTWRITEBYTECODE": "",  # a second import finds compiled files, as a user's does
    }
