"""What the checks get right, measured on labelled rows, each beside a peer in the same run.

    python -m benchmarks.checks [PART …] [--shared FOLDER] [--data FOLDER]

The parts are named in ``__main__.py``; without any, all are run.
"""
