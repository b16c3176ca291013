"""The graph of a trace, and the walk that makes a tree of it. Plain Python: no site, no database.

A node is a document, or something that documents only name: a batch, a market, a missing link. An edge is named by
what the far node is to the near one. A graph may have cycles, and often leads to one node by several ways; the tree
shows each node's own branches once.
"""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

CYCLE = "Cycle"
ELSEWHERE = "Elsewhere"
CUT = "Cut"

Key = tuple[str, ...]


@dataclass(frozen=True)
class Node:
	"""What stands in a trace. Two nodes of the same key are the same.

	`kind` is a DocType, or one of the kinds of `nodes.py`; `facts` are what the documents around it are found by.
	"""

	key: Key
	label: str = field(compare=False)
	date: datetime.date | None = field(default=None, compare=False)
	place: str = field(default="", compare=False)
	state: str = field(default="", compare=False)
	colour: str = field(default="", compare=False)
	facts: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

	@property
	def kind(self) -> str:
		return self.key[0]

	@property
	def name(self) -> str:
		return self.key[1]


@dataclass(frozen=True)
class Edge:
	"""From one node to another: `relation` is what the other one is to it, in words."""

	source: Key
	target: Node
	relation: str


@dataclass(frozen=True)
class Step:
	"""A row of the tree. `mark` says why a node's branches are not shown here: CYCLE, ELSEWHERE or CUT."""

	node: Node
	relation: str
	level: int
	mark: str = ""


@dataclass
class Graph:
	"""Nodes by their key, with what follows from each in the order in which it is shown.

	`unread` are the nodes whose branches were not looked for, because a limit was reached.
	"""

	nodes: dict[Key, Node] = field(default_factory=dict)
	edges: dict[Key, dict[Key, Edge]] = field(default_factory=dict)
	unread: set[Key] = field(default_factory=set)

	def add(self, node: Node) -> bool:
		"""Add a node; whether it is new."""
		is_new = node.key not in self.nodes
		self.nodes.setdefault(node.key, node)
		return is_new

	def connect(self, edge: Edge) -> bool:
		"""Add an edge with its far node; whether that node is new. Of two to the same node the first stays."""
		self.edges.setdefault(edge.source, {}).setdefault(edge.target.key, edge)
		return self.add(edge.target)

	def branches(self, key: Key) -> list[Edge]:
		"""What a node leads to, in the order in which it was found."""
		return list(self.edges.get(key, {}).values())


def walk(graph: Graph, root: Key, depth: int, rows: int) -> Iterator[Step]:
	"""Yield what `root` leads to as the rows of a tree, the root itself not among them.

	A node's own branches are shown where the shortest way leads to it, once. Anywhere else it is marked ELSEWHERE,
	and CYCLE where it leads back to itself. Every node within `depth` is shown, if `rows` are enough for all.

	:param depth: how many levels; the level of what the root leads to is 1.
	:param rows: how many rows at most; the last one of a tree that was cut short is marked CUT.
	"""
	levels = _levels(graph, root, depth)
	shown, path = {root}, [root]
	waiting = [(edge, 1) for edge in reversed(graph.branches(root))]
	for count in range(1, rows + 1):
		if not waiting:
			return
		edge, level = waiting.pop()
		del path[level:]
		key = edge.target.key
		opens = key not in shown and levels.get(key) == level
		mark = _mark(graph, key, level, depth, path, opens)
		if opens:
			shown.add(key)
			path.append(key)
			if level < depth:
				waiting.extend((branch, level + 1) for branch in reversed(graph.branches(key)))
		if count == rows and waiting:
			mark = CUT
		yield Step(graph.nodes[key], edge.relation, level, mark)


def _mark(graph: Graph, key: Key, level: int, depth: int, path: list[Key], opens: bool) -> str:
	if key in path:
		return CYCLE
	has_more = bool(graph.branches(key))
	if not opens:
		return ELSEWHERE if has_more else ""
	return CUT if key in graph.unread or (has_more and level == depth) else ""


def _levels(graph: Graph, root: Key, depth: int) -> dict[Key, int]:
	"""How many steps away each node is."""
	levels, waiting = {root: 0}, deque([root])
	while waiting:
		key = waiting.popleft()
		if levels[key] == depth:
			continue
		for edge in graph.branches(key):
			if edge.target.key not in levels:
				levels[edge.target.key] = levels[key] + 1
				waiting.append(edge.target.key)
	return levels
