"""For tools that expect a setup.py; everything is declared in pyproject.toml."""

from setuptools import find_packages, setup

setup(
	packages=find_packages(include=["nongan_supervision", "nongan_supervision.*"]),
	package_data={"nongan_supervision": ["**/*"]},
)
