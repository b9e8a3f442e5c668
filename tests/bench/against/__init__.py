"""This checkout and another one, in turn in one run: what a change costs.

``BENCH_AGAINST`` names the other checkout, set up with ``make setup``: *before*. This one is
*after*::

    BENCH_AGAINST=FOLDER make bench ARGS="against against-growth"

``against`` takes every row of the main table that is the program's own (not the peers'),
``against-quick`` the same with a fiftieth of the material, to see whether it runs;
``against-growth`` the growth table at 200 and 2,000 interviews, or of it only what is named
(``against-growth:plan,search``).

Each checkout is run by its own interpreter, with its own scripts. A script that it lacks is
this checkout's, run on its code; what it cannot run is said in the table.
"""
