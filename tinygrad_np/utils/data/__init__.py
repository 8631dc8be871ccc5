"""PyTorch's `torch.utils.data`: data sets, the order of their samples, and batches of them."""

from tinygrad_np.utils.data.collate import default_collate as default_collate
from tinygrad_np.utils.data.collate import default_convert as default_convert
from tinygrad_np.utils.data.dataloader import DataLoader as DataLoader
from tinygrad_np.utils.data.dataset import ChainDataset as ChainDataset
from tinygrad_np.utils.data.dataset import ConcatDataset as ConcatDataset
from tinygrad_np.utils.data.dataset import Dataset as Dataset
from tinygrad_np.utils.data.dataset import IterableDataset as IterableDataset
from tinygrad_np.utils.data.dataset import StackDataset as StackDataset
from tinygrad_np.utils.data.dataset import Subset as Subset
from tinygrad_np.utils.data.dataset import TensorDataset as TensorDataset
from tinygrad_np.utils.data.dataset import random_split as random_split
from tinygrad_np.utils.data.sampler import BatchSampler as BatchSampler
from tinygrad_np.utils.data.sampler import RandomSampler as RandomSampler
from tinygrad_np.utils.data.sampler import Sampler as Sampler
from tinygrad_np.utils.data.sampler import SequentialSampler as SequentialSampler
from tinygrad_np.utils.data.sampler import SubsetRandomSampler as SubsetRandomSampler
from tinygrad_np.utils.data.sampler import WeightedRandomSampler as WeightedRandomSampler
from tinygrad_np.utils.data.worker import get_worker_info as get_worker_info
