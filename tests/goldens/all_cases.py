"""The cases of all pages."""

from tests.goldens.bad_days_cases import BAD_DAYS_CASES
from tests.goldens.checks_cases import CHECKS_CASES
from tests.goldens.cluster_cases import CLUSTER_CASES
from tests.goldens.detail_cases import DETAIL_CASES
from tests.goldens.first_run_cases import FIRST_RUN_CASES
from tests.goldens.first_steps_cases import FIRST_STEPS_CASES
from tests.goldens.interface_endpoint_cases import INTERFACE_ENDPOINT_CASES
from tests.goldens.last_steps_cases import LAST_STEPS_CASES
from tests.goldens.list_cases import LIST_CASES
from tests.goldens.removal_cases import REMOVAL_CASES
from tests.goldens.tidb_cloud_cases import TIDB_CLOUD_CASES

CASES = (
    *LIST_CASES,
    *FIRST_RUN_CASES,
    *FIRST_STEPS_CASES,
    *INTERFACE_ENDPOINT_CASES,
    *LAST_STEPS_CASES,
    *DETAIL_CASES,
    *REMOVAL_CASES,
    *CLUSTER_CASES,
    *CHECKS_CASES,
    *BAD_DAYS_CASES,
    *TIDB_CLOUD_CASES,
)
