from pathlib import Path

from nongan_supervision import permissions
from nongan_supervision.tests.base import NonganTestCase


class TestPermissionModules(NonganTestCase):
	def test_the_package_names_what_is_in_it(self):
		folder = Path(permissions.__file__).parent
		modules = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
		named = {module for module in modules if f"``{module}``" in permissions.__doc__}
		self.assertEqual(named, modules)
