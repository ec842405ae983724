"""Rules of behaviour: one behaviour a file, its parameters on top.

A rule is a pure function of scalars. A verb applies rules to one thing and writes its attributes.
Both run as plain Python on a Mesa agent and compiled on a row of the engine's tables; neither sees
an array, a lever or what a lever costs. Arguments are named after what they hold (``kkgsim.model.entities.HOLDERS``):
``teacher``, ``grade``, ``school``, ``cluster``, ``district``, ``calendar`` (this month of the year), ``facilitator``,
``resource_person``, ``supervisor``, ``posting`` and ``engagement`` (somebody who serves clusters and one of these),
``neighbour`` (a ``cluster`` and one ``nearby``), ``tie`` with its teachers ``a`` and ``b``, ``luck`` (this month's
draws of the thing, or those of the start) and ``n`` (the numbers). A rule that also asks for ``other_school`` (or
another kind) is applied to a school and every other one of the place, the next in its order first.
"""

FILES = (
    "scheduling",
    "week",
    "standards",
    "selecting",
    "workload",
    "presence",
    "inclining",
    "attending",
    "meeting",
    "sessions",
    "managing",
    "curriculum",
    "committee",
    "career",
    "learning",
    "learning_together",
    "self_study",
    "practising",
    "feeling",
    "serving",
    "mentoring",
    "supervising",
    "networking",
    "neighbouring",
    "leading",
    "financing",
    "cohorts",
    "pupils",
    "moving_on",
    "ranking",
    "starting_year",
    "starting_roads",
    "starting_schools",
    "starting_teachers",
    "starting_children",
    "starting_clusters",
    "starting_offices",
)
"""The behaviours, then what is there at the start, in the order in which their parameters are listed."""
