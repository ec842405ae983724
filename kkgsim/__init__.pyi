from kkgsim.analysis.calibration.api import calibrate as calibrate
from kkgsim.analysis.citation import cite as cite
from kkgsim.analysis.comparison.api import compare as compare
from kkgsim.analysis.comparison.api import simulate as simulate
from kkgsim.analysis.comparison.kept import keep as keep
from kkgsim.analysis.discovery.api import discover as discover
from kkgsim.analysis.facts.api import validate as validate
from kkgsim.analysis.facts.library import FACTS as FACTS
from kkgsim.analysis.interactions.api import interactions as interactions
from kkgsim.analysis.memo.api import report as report
from kkgsim.analysis.optimisation.api import search as search
from kkgsim.analysis.optimisation.shortlist import shortlist as shortlist
from kkgsim.analysis.robustness.api import robust as robust
from kkgsim.analysis.sensitivity.api import sensitivity as sensitivity
from kkgsim.analysis.sweep.api import sweep as sweep
from kkgsim.analysis.value_of_information.api import value as value
from kkgsim.engine.mesa_model import KKGModel as KKGModel
from kkgsim.i18n import use_language as use_language
from kkgsim.model.catalogue import LEVERS as LEVERS
from kkgsim.model.catalogue import OUTCOMES as OUTCOMES
from kkgsim.model.catalogue import PARAMETERS as PARAMETERS
from kkgsim.places.importer.api import import_schools as import_schools
from kkgsim.places.place_io.files import open_place as open_place
from kkgsim.scenario.read import read_scenario as read_scenario
from kkgsim.web.api import page as page

__version__: str
__all__: list[str]
