"""Jobs and commands speak the town's language, which on a bench nobody tells them."""

from unittest import mock

import frappe

from nongan_supervision.setup.language import speak_the_towns_language
from nongan_supervision.tests.base import NonganTestCase


class TestLanguage(NonganTestCase):
	def spoken(self, configured: str | None = None, request: object = None) -> str:
		"""The language of a job on a site whose town speaks Chinese, begun in English as on a bench."""
		frappe.local.lang = "en"
		with (
			mock.patch.dict(frappe.conf, {"lang": configured}),
			mock.patch.object(frappe.local, "request", request, create=True),
			mock.patch.object(frappe, "get_system_settings", lambda key: {"language": "zh"}.get(key)),
		):
			speak_the_towns_language(method="a job's", kwargs={}, transaction_type="job")
			return frappe.local.lang

	def test_of_jobs_and_commands(self):
		self.assertEqual(self.spoken(), "zh")

	def test_of_a_bench_that_names_one(self):
		self.assertEqual(self.spoken(configured="en"), "en")

	def test_of_the_user_who_asks(self):
		self.assertEqual(self.spoken(request=object()), "en")

	def test_is_asked_for_before_each_job(self):
		hooks = frappe.get_hooks("before_job", app_name="nongan_supervision")
		self.assertIn(speak_the_towns_language, [frappe.get_attr(hook) for hook in hooks])
