"""One process with threads instead of several processes."""

from embedded.engine.fix import Text

WHY = "before Python 3.12 a cached property locks, and two that ask for each other stop two threads for ever"
OURS = "from frappe.embedded.properties import cached_property"

FIXES = [
	Text("utils/__init__.py", "\ncached_property = functools.cached_property\n", f"\n{OURS}  # noqa: E402\n", WHY),
	Text(
		"model/db_query.py",
		"from functools import cached_property, lru_cache\n",
		f"from functools import lru_cache\n\n{OURS}\n",
		WHY,
	),
	Text(
		"database/utils.py",
		"from functools import cached_property, wraps\n",
		f"from functools import wraps\n\n{OURS}\n",
		WHY,
	),
	Text("core/doctype/user/user.py", "from functools import cached_property\n", f"{OURS}\n", WHY),
]
