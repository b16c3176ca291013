from nongan_supervision.permissions.rows import ChildRow


class CertificateTest(ChildRow):
	"""A further test that a certificate rests on."""
