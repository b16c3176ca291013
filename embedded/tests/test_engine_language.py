"""The framework speaks Chinese, from our files, also where its texts had to be handed to the translation first."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import frappe
import pytest

from embedded.engine.build import TRANSLATIONS, translate
from embedded.engine.fix import Text
from embedded.engine.fixes import language

pytestmark = pytest.mark.usefixtures("db")
SCRIPTS = [fix for fix in language.FIXES if isinstance(fix, Text) and fix.path.endswith((".js", ".html"))]
HANDED_OVER = {
	"form/workflow.js": ("Workflow", None),
	"form/sidebar/form_sidebar_users.js": ("viewing this document", None),
	"form/toolbar.js": ("Cancel", "Button in list view actions menu"),
	"views/reports/report_view.js": ("Are you sure you want to delete this report?", None),
	"user_permission/user_permission_list.js": ("Submit", None),
	"ui/page.html": ("Search or type a command", None),
	"desktop/desktop.js": ("{0} Workspaces", None),
}


def rows(path: Path) -> list[list[str]]:
	with open(path, encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


def messages(path: Path) -> set[tuple]:
	"""The texts that a script or template gives to the translation, as the framework finds them."""
	from frappe.gettext.extractors.javascript import extract_javascript

	found = set()
	text = path.read_text(encoding="utf-8")
	for _line, _function, message in extract_javascript(text):
		parts = message if isinstance(message, tuple | list) else (message,)
		found.add((parts[0], parts[2] if len(parts) > 2 else None))
	return found


class TestTranslations:
	@pytest.mark.parametrize(
		("text", "chinese"),
		[
			("Save", "保存"),
			("Submit", "提交"),
			("Workflow", "工作流"),
			("Email", "邮箱"),
			("Search or type a command", None),
		],
	)
	def test_words_of_the_desk(self, text, chinese):
		translated = frappe._(text, lang="zh")
		assert translated != text and (chinese is None or translated == chinese or any(c >= "一" for c in translated))

	def test_the_desk_gets_them_at_login(self):
		from frappe.translate import get_all_translations

		assert len(get_all_translations("zh")) > 5000

	def test_a_countrys_name_is_what_our_file_says(self):
		from frappe.translate import get_all_translations

		own = {row[0]: row[1] for path in TRANSLATIONS.glob("zh_*.csv") for row in rows(path)}
		for name in ("Taiwan", "Hong Kong", "Macao"):
			if name in own:
				assert get_all_translations("zh")[name] == own[name]
		assert frappe._("China", lang="zh") == "中国"

	def test_the_sites_own_translation_comes_before_all(self):
		from frappe.translate import clear_cache, get_all_translations

		translation = frappe.get_doc(doctype="Translation", language="zh", source_text="China", translated_text="本国")
		translation.insert()
		try:
			assert get_all_translations("zh")["China"] == "本国"
		finally:
			frappe.db.rollback()
			clear_cache()
			frappe.cache.delete_value("lang_user_translations")

	def test_placeholders_survive(self):
		wrong = []
		for path in TRANSLATIONS.glob("zh_*.csv"):
			for source, chinese, *_context in rows(path):
				marks = [set(re.findall(r"\{\d+\}", text)) for text in (source, chinese)]
				if chinese and marks[0] != marks[1]:
					wrong.append((source, chinese))
		assert wrong == []


class TestScripts:
	@pytest.mark.parametrize("fix", SCRIPTS, ids=lambda fix: fix.path.rpartition("/")[2])
	def test_the_text_is_given_to_the_translation_and_has_one(self, engine, fix):
		text, context = next(known for place, known in HANDED_OVER.items() if fix.path.endswith(place))
		if fix.path.endswith(".js"):
			assert (text, context) in messages(engine.framework / fix.path)
		else:
			assert f'{{{{ __("{text}") }}}}' in (engine.framework / fix.path).read_text(encoding="utf-8")
		assert frappe._(text, lang="zh", context=context) != text

	def test_no_button_of_the_user_permissions_is_in_english(self, engine):
		script = engine.framework / "core" / "doctype" / "user_permission" / "user_permission_list.js"
		buttons = re.findall(r"set_primary_action\(([^,]+?)\)?[,;)]", script.read_text(encoding="utf-8"))
		assert len(buttons) >= 2 and all(button.startswith("__(") for button in buttons)

	def test_cancelling_and_leaving_are_two_words(self):
		assert frappe._("Cancel", lang="zh", context="Button in list view actions menu") != frappe._(
			"Cancel", lang="zh"
		)


class TestTheFile:
	def test_is_made_of_ours(self, engine):
		made = {(row[0], row[2]): row[1] for row in rows(engine.framework / "translations" / "zh.csv")}
		for path in TRANSLATIONS.glob("zh_*.csv"):
			assert {(row[0], row[2] if len(row) > 2 else "") for row in rows(path) if row[1]} <= set(made)
		assert all(made.values())

	def test_the_first_file_wins_and_what_has_no_chinese_is_left_out(self, tmp_path, monkeypatch):
		from embedded.engine import build

		(tmp_path / "zh_a.csv").write_text("Save,保存\nOpen,\n", encoding="utf-8")
		(tmp_path / "zh_b.csv").write_text('Save,另存\n"Save",存盘,Button\n', encoding="utf-8")
		monkeypatch.setattr(build, "TRANSLATIONS", tmp_path)
		(tmp_path / "frappe").mkdir()
		translate(tmp_path / "frappe")
		assert rows(tmp_path / "frappe" / "translations" / "zh.csv") == [
			["Save", "保存", ""],
			["Save", "存盘", "Button"],
		]
