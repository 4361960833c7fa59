"""`python -m emulator`: the emulated Telegram as a process of its own."""

import argparse
import asyncio
import signal

from emulator.server import Emulator


async def serve(port: int, seed: int) -> None:
    """Serves until told to stop, after printing the address on one line."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Emulator(port, seed=seed) as emulator:
        print(emulator.url, flush=True)  # noqa: T201  # the caller reads the address from here
        await stopped.wait()


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port (default)")
    parser.add_argument("--seed", type=int, default=0, help="decides the first update ids")
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.seed))


if __name__ == "__main__":
    main()
