"""Functions for workers to run: an item is a list of orders, one for each part."""

import os
import re
import signal
import sys
import time
from functools import partial
from pathlib import Path


def make(folder=None):
    return partial(obey, folder)


def obey(folder, item, skip, begin):
    """Yield each part's order in capitals; some orders do harm on the way."""
    for part, order in enumerate(item):
        if order == "unreadable":
            raise OSError("cannot read on")
        if order == "dies while reading":
            os.kill(os.getpid(), signal.SIGKILL)
        if part in skip:
            continue
        begin(part)
        do(order, folder)
        yield part, order.upper()


def do(order, folder):
    if order == "raise":
        raise ValueError("as told")
    if order == "hang":
        while True:
            time.sleep(0.01)
    if order == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "exit":
        os._exit(3)
    if order == "die once":
        flag = Path(folder) / "died"
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if order == "print":
        print("to the wrong stream")
        sys.stdout.flush()
    if order == "pid":
        (Path(folder) / f"pid-{os.getpid()}").touch()
    if order == "slow":
        time.sleep(0.05)
    if order == "brackets":  # holds the interpreter in compiled code, as a bad regex does
        re.match(r"(\(*)*x", "(" * 40)
    if order == "grow":
        hoard.append(b"x" * (40 << 20))
    if order == "swell":
        hoard.append(b"x" * (160 << 20))
        do("hang", folder)


hoard: list[bytes] = []


def refuse():
    raise ValueError("no vocabulary")


def crash():
    os._exit(1)
