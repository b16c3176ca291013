"""Stand-ins for services that an embedded site has no use for: Google's client libraries (110 MB) and Sentry."""

from embedded.engine.fix import File, Text

WHY = "controllers import Google's client libraries at their top, 110 MB for services that are not set up here"
REFUSAL = '"""Stand-in: {what} is not part of an embedded site."""\n\n'

FIXES = [
	File("../google/__init__.py", "", WHY),
	File("../google/oauth2/__init__.py", "", WHY),
	File(
		"../google/oauth2/credentials.py",
		REFUSAL.format(what="Google sign-in")
		+ "\nclass Credentials:\n"
		+ "\tdef __init__(self, *args, **kwargs):\n"
		+ '\t\traise NotImplementedError("Google services are not part of an embedded site")\n',
		WHY,
	),
	File("../googleapiclient/__init__.py", "", WHY),
	File(
		"../googleapiclient/discovery.py",
		REFUSAL.format(what="Google's API client")
		+ "\ndef build(*args, **kwargs):\n"
		+ '\traise NotImplementedError("Google services are not part of an embedded site")\n',
		WHY,
	),
	File("../googleapiclient/errors.py", "class HttpError(Exception):\n\tpass\n", WHY),
	Text(
		"utils/error.py",
		"\tfrom frappe.utils.sentry import capture_exception\n",
		"",
		"error reports go to the site's Error Log, not to an outside service",
	),
	Text("utils/error.py", '\tcapture_exception(message=f"{title}\\n{traceback}")\n', "", "as above"),
]
