"""A made-up year of the town's work, to try the app with.

Loaded by ``./nongan start`` into a new site, and on a bench by::

    bench --site SITE execute nongan_supervision.setup.sample.load

The villages, products and tasks are those of the plan; everything else is invented: producers, tests, certificates,
figures and the number of inhabitants. No person is named: users are called after their role, households by number.
Credit codes are well-formed and have the region 000000, which there is none of.

The sample users' password is public. Load the sample only into sites that nobody else can reach.
"""

from nongan_supervision.setup.sample.loading import SampleError, load
from nongan_supervision.setup.sample.marker import forget, is_loaded
from nongan_supervision.setup.sample.users import PASSWORD, USERS

__all__ = ["PASSWORD", "USERS", "SampleError", "forget", "is_loaded", "load"]
