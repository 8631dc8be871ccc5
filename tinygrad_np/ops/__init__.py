"""The rules: each op's forward and derivative in plain NumPy, one file a family."""

import warnings

# An infinity or a nan that an op makes is a value, as in PyTorch, not a warning. This is for calls
# from the package's own frames alone: a user's NumPy code warns as ever.
warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"tinygrad_np\.")
