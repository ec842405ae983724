"""THE FAST CLOCK: the rules compiled and looped over tables of many runs side by side.

:func:`kkgsim.engine.simulate.simulate` is the one way into it: a :class:`~kkgsim.engine.batch.Batch` of runs in,
arrays out. The loops are generated (:mod:`~kkgsim.engine.printing`) from the orders of the start and of the month; the
rules are those of :mod:`kkgsim.model.rules`, compiled as they stand (:mod:`~kkgsim.engine.kernel`).
"""
