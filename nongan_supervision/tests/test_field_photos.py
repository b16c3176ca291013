"""Photos of inspections: real pictures of a size that can be kept, private, and each there once."""

from __future__ import annotations

import datetime
from io import BytesIO
from unittest import mock

import frappe
from PIL import Image

from nongan_supervision.inspections.field import errors, limits, photos
from nongan_supervision.inspections.field.pictures import as_picture, is_heic, told_by_camera
from nongan_supervision.setup.roles import MARKET
from nongan_supervision.tests import web
from nongan_supervision.tests.field_case import API, FieldCase, new_key, picture, stored

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64


def camera_photo(side: int = 3000) -> bytes:
	"""A photo lying on its side, with a time and a place written into it."""
	exif = Image.Exif()
	exif[0x0112] = 6
	exif.get_ifd(0x8769)[0x9003] = "2022:07:04 10:30:00"
	exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 0.0, 36.0), 3: "E", 4: (110.0, 30.0, 0.0)})
	return picture(side, exif=exif)


class TestPhotos(FieldCase):
	def test_a_photo_is_kept_upright_private_and_once(self):
		task = self.task()
		key = new_key()
		for _time in range(3):
			self.upload(self.village_officer, task, camera_photo(), key)
		files = frappe.get_all("File", {"attached_to_name": task.name}, ["file_url", "is_private", "owner"])
		self.assertEqual(len(files), 1)
		self.assertEqual((files[0].is_private, files[0].owner), (1, self.village_officer))
		self.assertTrue(files[0].file_url.startswith("/private/files/"))
		with Image.open(BytesIO(frappe.get_doc("File", {"file_url": files[0].file_url}).get_content())) as kept:
			self.assertEqual(kept.format, "JPEG")
			self.assertGreater(kept.height, kept.width)
			self.assertLessEqual(max(kept.size), 2000)
			self.assertFalse(kept.getexif())

	def test_what_the_camera_wrote_into_it_is_told(self):
		told = told_by_camera(camera_photo(40))
		self.assertEqual(told.taken_at, datetime.datetime(2022, 7, 4, 10, 30))
		self.assertEqual((round(told.position.latitude, 4), told.position.longitude), (20.01, 110.5))
		self.assertEqual(told_by_camera(picture()), (None, None))
		self.assertEqual(told_by_camera(b"no picture"), (None, None))

	def test_kinds(self):
		for kind in ("JPEG", "PNG", "WEBP"):
			self.assertTrue(as_picture(picture(kind=kind)).startswith(b"\xff\xd8"))
		self.assertTrue(is_heic(HEIC))
		with self.assertRaises(errors.PhotoFormatError) as refused:
			as_picture(HEIC)
		self.assertIn("Most Compatible", str(refused.exception))
		for wrong in (b"", b"Only a text", picture(kind="GIF"), picture()[:200], b"<svg xmlns='x'/>"):
			with self.assertRaises(errors.NotAPhotoError):
				as_picture(wrong)

	def test_a_picture_that_unfolds_to_an_absurd_size(self):
		bomb = BytesIO()
		Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
		with self.assertRaises(errors.NotAPhotoError):
			as_picture(bomb.getvalue())

	def test_too_large_is_refused_before_it_is_read(self):
		task = self.task()
		stream = mock.Mock(wraps=BytesIO(b"\xff\xd8" + b"0" * (50 << 20)))
		with self.as_user(self.village_officer), self.assertRaises(errors.PhotoTooLargeError) as refused:
			photos.take_in(task, new_key(), stream)
		self.assertIn("10 MB", str(refused.exception))
		self.assertLessEqual(stream.read.call_args.args[0], (10 << 20) + 1)

	def test_too_many_in_an_hour(self):
		task = self.task()
		with mock.patch.object(limits, "PHOTOS_PER_HOUR", 1):
			self.upload(self.village_officer, task)
			with self.assertRaises(errors.TooMuchSentError):
				self.upload(self.village_officer, task)


class TestUpload(FieldCase):
	"""Through the REST API, as a phone sends them."""

	def post(self, user: str, task: str, content: bytes = b"", name: str = "photo.jpg"):
		photo = (BytesIO(content or picture()), name)
		return web.call(user, f"{API}.upload_field_photo", task=task, photo_key=new_key(), photo=photo)

	def test_who_may(self):
		task, of_market = self.task().name, self.task(MARKET).name
		self.assertEqual(self.post(self.village_officer, task).status_code, 200)
		self.assertEqual(self.post(self.market, of_market).status_code, 200)
		for user, name in ((self.police, task), (self.market, task), ("Guest", task), (self.police, of_market)):
			self.assertEqual(self.post(user, name).status_code, 403, user)

	def test_refusals_say_what_to_do(self):
		task = self.task().name
		for content, name, status, words in (
			(HEIC, "IMG_1.HEIC", 417, "Most Compatible"),
			(b"Only a text", "photo.jpg", 417, "JPEG"),
			(b"\xff\xd8" + b"0" * (11 << 20), "photo.jpg", 413, "10 MB"),
		):
			response = self.post(self.village_officer, task, content, name)
			self.assertEqual(response.status_code, status)
			self.assertIn(words, web.text_of(response))


class TestPhotosOfTheDesk(FieldCase):
	def attach(self, task, content: bytes, name: str, **values):
		place = {"attached_to_doctype": task.doctype, "attached_to_name": task.name}
		file = {"doctype": "File", "file_name": name, "is_private": 1, "content": content, **place, **values}
		return frappe.get_doc(file).insert()

	def test_what_says_that_it_is_a_photo_must_be_one(self):
		task = self.task()
		for content, name, field in (
			(b"Only a text", "wrong.png", None),
			(HEIC, "wrong.heic", None),
			(b"Only a text", "wrong.txt", "photo"),
		):
			with self.assertRaises(errors.PhotoError, msg=name):
				self.attach(task, content, name, attached_to_field=field)
		self.assertTrue(self.attach(task, picture(), "right.jpg", attached_to_field="photo").file_url)
		self.assertTrue(self.attach(task, b"A letter", "letter.txt").file_url)

	def test_other_documents_are_not_looked_at(self):
		village = frappe.get_doc("Village", self.task().village)
		self.assertTrue(self.attach(village, b"Only a text", "wrong.png").file_url)

	def test_a_forms_upload_says_what_is_wrong(self):
		task = self.task(MARKET)
		place = {"doctype": task.doctype, "docname": task.name, "is_private": "1"}
		for content, name, words in (
			(b"Only a text", "wrong.jpg", "whatever its name says"),
			(HEIC, "IMG_1.HEIC", "Most Compatible"),
		):
			file = (BytesIO(content), name)
			response = web.call(self.market, "upload_file", file=file, **place)
			self.assertEqual(response.status_code, 417)
			self.assertIn(words, web.text_of(response))
		right = web.call(self.market, "upload_file", file=(BytesIO(picture()), "right.jpg"), **place)
		self.assertEqual(right.status_code, 200)
		self.assertEqual(web.call("Guest", "upload_file", file=(BytesIO(picture()), "right.jpg")).status_code, 403)

	def test_rows_name_private_pictures_that_are_there(self):
		task = self.task()
		letter = self.attach(task, b"Only a text", "letter.txt")
		for address, error in (
			("/files/public.jpg", errors.PublicPhotoError),
			("/private/files/nowhere.jpg", errors.UnknownPhotoError),
			(letter.file_url, errors.NotAPhotoError),
		):
			changed = stored(task)
			changed.append("photos", {"photo": address})
			with self.assertRaises(error):
				changed.save()
		changed = stored(task)
		changed.append("photos", {"photo": self.attach(task, picture(), "right.jpg").file_url})
		changed.save()
		self.assertEqual(len(stored(task).photos), 1)
