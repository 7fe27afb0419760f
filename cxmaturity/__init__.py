import os

# Requests run side by side already: threads of the linear algebra library inside each of them only take turns,
# and a calculation of milliseconds then waits for seconds. Read when numpy loads, so it is set before.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
