"""``python -m kkgsim``: the command line."""

import sys

try:
    from kkgsim.cli.main import main

    main()
except KeyboardInterrupt:  # while commands are being imported
    sys.exit(130)
