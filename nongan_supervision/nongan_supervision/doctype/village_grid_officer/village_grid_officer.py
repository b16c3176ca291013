from nongan_supervision.permissions.rows import ChildRow


class VillageGridOfficer(ChildRow):
	"""A person of the supervision grid who looks after a village."""
