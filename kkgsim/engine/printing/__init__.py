"""ONE TEXT, SEVERAL PRINTERS: the month as a small explicit form, and what prints it for each machine.

The rules are read once (:mod:`~kkgsim.engine.printing.reading`) into the form
(:mod:`~kkgsim.engine.printing.form`); with the order of the month they make loops
(:mod:`~kkgsim.engine.printing.month`), which are laid flat and fused; a printer only spells them.
"""
