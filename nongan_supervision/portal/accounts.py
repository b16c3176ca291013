"""Portal accounts: a website user with a mobile number to sign in with, and the producers it belongs to.

The link is `Producer.user`; it alone decides what the account sees, and nobody but the functions here sets it. One
person may keep the records of several producers. The role comes and goes with the producers: whoever has none that is
active has no role.

An account is found by its name, which is made of its number and stays; not by the number in the user's own record,
which others may have had, or may get.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.permissions import AUTOMATIC_ROLES

from nongan_supervision.permissions.grants import PORTAL as ROLE
from nongan_supervision.permissions.scopes import scope_of
from nongan_supervision.permissions.viewer import producers_of
from nongan_supervision.portal import errors

MOBILE = re.compile(r"1[3-9]\d{9}")
"""Mobile numbers of mainland China: 11 digits, the second one from 3 to 9."""

MAIL_DOMAIN = "producer.invalid"
"""The framework names users by mail address. Accounts have none, and `.invalid` is never delivered to (RFC 2606)."""


@dataclass(frozen=True)
class Account:
	"""An account as an officer is told of it; `link` sets a password and is shown once."""

	mobile_no: str
	link: str | None = None


def open_account(producer: Document) -> Account:
	"""Give a producer an account by the telephone number it has, a new one or the person's own.

	:raises InvalidMobileError: the producer has no valid mobile number.
	:raises AccountTakenError: the number is that of another user, such as one who works in the Desk, the account has
		another number by now, or is disabled.
	:raises ForeignAccountError: it has an account of which the session's user has no producer to write.
	"""
	mobile_no = mobile_number(producer.phone)
	user = account_name(mobile_no)
	is_new = not frappe.db.exists("User", user)
	_refuse_number_of_another(mobile_no, user)
	if is_new:
		_create_user(producer, mobile_no)
	else:
		_refuse_other_user(user)
		_refuse_number_that_was(mobile_no, user)
		_refuse_foreign_account(user)
	link_account(producer, user)
	producer.add_comment("Info", _("opened a portal account for {0}").format(mobile_no))
	return Account(mobile_no, _new_link(user) if is_new else None)


def close_account(producer: Document) -> None:
	"""Take the account off a producer; what was written through it stays."""
	if not producer.user:
		return
	link_account(producer, None)
	producer.add_comment("Info", _("closed the portal account"))


def link_account(producer: Document, user: str | None) -> None:
	"""Let a user keep the records of a producer; None takes them off. The caller answers for whose account it is."""
	producer.user = user
	producer.flags.account_is_decided = True
	producer.save()
	producer.flags.account_is_decided = False


def renew_link(producer: Document) -> Account:
	"""Return a new link to set a password, for a producer who has lost theirs.

	:raises NoAccountError: the producer has no account.
	:raises AccountTakenError: it is a user that was not made for the portal, or is disabled.
	:raises SharedAccountError: the session's user may not write all producers of the account, so that the link
		would let them into records that are not theirs.
	"""
	if not producer.user:
		frappe.throw(_("{0} has no portal account yet.").format(producer.producer_name), errors.NoAccountError)
	others = producers_of(producer.user)
	if not all(frappe.has_permission("Producer", "write", doc=name) for name in others):
		frappe.throw(
			_("This account keeps the records of producers of other villages too. Ask the agriculture office."),
			errors.SharedAccountError,
		)
	_refuse_other_user(producer.user)
	producer.add_comment("Info", _("gave out a new link to set the password of the portal account"))
	return Account(frappe.db.get_value("User", producer.user, "mobile_no"), _new_link(producer.user))


def mobile_number(text: str | None) -> str:
	"""Return a mobile number as digits, without blanks, hyphens and the country's code.

	:raises InvalidMobileError: it is none.
	"""
	digits = re.sub(r"[\s()-]", "", text or "")
	digits = re.sub(r"^(\+|00)86", "", digits)
	if not MOBILE.fullmatch(digits):
		frappe.throw(
			_("The portal needs a mobile number. Enter it in the field Phone: 11 digits, of which the first is 1."),
			errors.InvalidMobileError,
		)
	return digits


def account_name(mobile_no: str) -> str:
	"""Return the name of the user who is the account of a mobile number; see `mobile_number`."""
	return f"{mobile_no}@{MAIL_DOMAIN}"


def keep_account(producer: Document) -> None:
	"""Leave the account as it is stored, whatever was sent: only the functions above decide whose it is."""
	if not producer.flags.account_is_decided:
		stored = producer.get_doc_before_save()
		producer.user = stored.user if stored else None


def keep_number(user: Document, method: str | None = None) -> None:
	"""Hook of User: an account keeps its number, by which offices find whose it is; its owner can't change it."""
	if user.is_new() or frappe.session.user != user.name or not _is_account(user.name):
		return
	stored = frappe.db.get_value("User", user.name, ["mobile_no", "username", "email"], as_dict=True)
	user.update(stored)


def _is_account(user: str) -> bool:
	"""Whether a user was made for the portal; a name that an administrator has changed is still linked."""
	return user.endswith(f"@{MAIL_DOMAIN}") or bool(producers_of(user))


def follow_producer(producer: Document) -> None:
	"""Bring role and producers of an account in line after a producer was saved."""
	before = producer.get_doc_before_save()
	for user in {producer.user, before.user if before else None} - {None, ""}:
		_follow(user)


def _follow(user: str) -> None:
	"""Give the role to who has an active producer, and take it from who has none."""
	account = frappe.get_doc("User", user)
	account.flags.ignore_permissions = True  # follows from a producer, which somebody with the right has saved
	has_role = ROLE in {row.role for row in account.roles}
	if bool(frappe.db.exists("Producer", {"user": user, "status": "Active"})) == has_role:
		return
	if has_role:
		account.remove_roles(ROLE)
	else:
		account.add_roles(ROLE)


def _refuse_foreign_account(user: str) -> None:
	"""Refuse an account to who has no say in it: by its number alone, anybody could be made to share theirs."""
	own = any(frappe.has_permission("Producer", "write", doc=name) for name in producers_of(user))
	if not own and not scope_of(frappe.session.user, "Producer", "write").everything:
		frappe.throw(
			_("The number {0} has an account already, of no producer of yours. Ask the agriculture office.").format(
				frappe.db.get_value("User", user, "mobile_no")
			),
			errors.ForeignAccountError,
		)


def _refuse_other_user(user: str) -> None:
	"""Refuse a user that was not made for the portal, who has another role, or is disabled."""
	found = frappe.db.get_value("User", user, ["user_type", "enabled"], as_dict=True)
	roles = frappe.get_all("Has Role", filters={"parenttype": "User", "parent": user}, pluck="role")
	is_of_portal = found and found.user_type == "Website User" and _is_account(user)
	if not is_of_portal or {*roles} - {ROLE, *AUTOMATIC_ROLES}:
		_refuse_as_taken(frappe.db.get_value("User", user, "mobile_no") or user)
	if not found.enabled:
		frappe.throw(
			_("The account of {0} is disabled. Ask the administrator to enable it first.").format(user),
			errors.AccountTakenError,
		)


def _refuse_number_of_another(mobile_no: str, account: str) -> None:
	"""Refuse a number with which somebody else signs in: two users can't have one."""
	if frappe.db.exists("User", {"mobile_no": mobile_no, "name": ["!=", account]}):
		_refuse_as_taken(mobile_no)


def _refuse_number_that_was(mobile_no: str, account: str) -> None:
	"""Refuse the account of a number that its owner has given up, and that somebody else may have by now."""
	if frappe.db.get_value("User", account, "mobile_no") != mobile_no:
		frappe.throw(
			_("The account {0} signs in with another number now. Ask the administrator whose it is.").format(account),
			errors.AccountTakenError,
		)


def _refuse_as_taken(number: str) -> None:
	frappe.throw(
		_("{0} belongs to an account that is not of the portal. The producer needs a number of their own.").format(
			number
		),
		errors.AccountTakenError,
	)


def _create_user(producer: Document, mobile_no: str) -> None:
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": account_name(mobile_no),
			"first_name": producer.contact_person or producer.producer_name,
			"mobile_no": mobile_no,
			"send_welcome_email": 0,
			"roles": [{"role": ROLE}],
		}
	)
	user.insert(ignore_permissions=True)  # follows from the producer, which the caller may write


def _new_link(user: str) -> str:
	"""The framework's link to set a password, at the address by which the officer reaches the site."""
	link = frappe.get_doc("User", user).reset_password()
	return frappe.utils.get_url("/update-password?" + link.split("?", 1)[1])
