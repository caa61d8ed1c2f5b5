"""Do orders that come from outside change anything? Injection texts planted where Corail reads.

    python -m benchmarks.injection [--sample 20] [--local 1] [--shared DIR]

``attacks.py`` reads the public injection texts of the shared data, ``planting.py`` puts each at the
start, in the middle and at the end of a post, of an ingested document and of a record entry.
Each is then answered without a model, with a stand-in server that obeys every attack
(``obeying.py``), and, for a few, with a small real model. ``showing.py`` draws what came of it as
the page and the exports would, and looks for anything active in it; ``counting.py`` says what
counts as a success of the attack, and what is only told apart.
"""
