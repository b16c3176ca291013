"""Redis, workers and PDF: inside the process instead of beside it."""

from embedded.engine.fix import Functions, Text

FIXES = [
	Functions("utils/redis_wrapper.py", ("setup_cache", "ClientCache"), "cache", "no Redis server"),
	Functions(
		"utils/background_jobs.py",
		("enqueue", "is_job_enqueued", "get_job_status", "get_job", "get_redis_conn"),
		"jobs",
		"no Redis server, no worker processes",
	),
	Functions("realtime.py", ("emit_via_redis",), "realtime", "no socket.io server"),
	Text(
		"printing/page/print/print.js",
		"\t\t\tthis.is_wkhtmltopdf_valid();\n\t\t\tthis.render_page(\n",
		"\t\t\tthis.render_page(\n",
		"it asks a method that the wheel lacks, of a program that draws no PDF here",
	),
	Functions(
		"utils/pdf.py",
		("pdf_contains_js", "get_pdf", "get_chrome_pdf", "pdf_header_html", "pdf_body_html", "pdf_footer_html"),
		"pdf",
		"get_pdf and get_chrome_pdf raised, and pdf_body_html returned nothing, so every print was empty",
	),
	Functions(
		"utils/weasyprint.py",
		("import_weasyprint",),
		"pdf",
		"prints of the print format builder could fetch any address and any file of the machine",
	),
	Text(
		"migrate.py",
		'service_status = check_connection(redis_services=["redis_cache"])',
		"service_status = {}",
		"there is no Redis to look for",
	),
]
