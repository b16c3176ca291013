"""The walk through a graph: property tests on graphs of all kinds, with cycles and without, and what it marks."""

from __future__ import annotations

import unittest
from collections import Counter

from nongan_supervision.tests.properties import given, st
from nongan_supervision.traceability.graph import CUT, CYCLE, ELSEWHERE, Edge, Graph, Node, walk

PLENTY = 10_000

numbers = st.integers(0, 9)
graphs = st.lists(st.tuples(numbers, numbers), max_size=40)
depths = st.integers(1, 8)


def node(number: int) -> Node:
	return Node(("N", str(number)), str(number))


def graph_of(*edges: tuple[int, int]) -> Graph:
	graph = Graph()
	graph.add(node(0))
	for source, target in edges:
		graph.connect(Edge(node(source).key, node(target), "to"))
	return graph


def walked(edges, depth: int = 8, rows: int = PLENTY) -> list[tuple[int, int, str]]:
	steps = walk(graph_of(*edges), node(0).key, depth, rows)
	return [(step.level, int(step.node.name), step.mark) for step in steps]


def distances(edges, depth: int) -> dict[int, int]:
	"""How far each node is from node 0, by trying all ways."""
	reached = {0: 0}
	for level in range(1, depth + 1):
		for source, target in edges:
			if reached.get(source) == level - 1:
				reached.setdefault(target, level)
	return reached


class TestWalk(unittest.TestCase):
	@given(graphs, depths)
	def test_shows_what_is_within_reach_and_nothing_else(self, edges, depth):
		shown = {number for _level, number, _mark in walked(edges, depth)} | {0}
		self.assertEqual(shown, set(distances(edges, depth)))

	@given(graphs, depths)
	def test_opens_each_node_once(self, edges, depth):
		children = Counter()
		path = [0]
		for level, number, _mark in walked(edges, depth):
			del path[level:]
			children[path[-1], number] += 1
			path.append(number)
		self.assertTrue(all(times == 1 for times in children.values()))
		self.assertLessEqual(sum(children.values()), len(set(edges)))

	@given(graphs, depths)
	def test_is_a_tree(self, edges, depth):
		before = 0
		for level, _number, _mark in walked(edges, depth):
			self.assertLessEqual(level, min(before + 1, depth))
			before = level

	@given(graphs, depths)
	def test_marks_a_cycle_where_a_node_is_below_itself(self, edges, depth):
		path = [0]
		for level, number, mark in walked(edges, depth):
			del path[level:]
			self.assertEqual(mark == CYCLE, number in path)
			path.append(number)

	@given(graphs, depths, st.integers(1, 12))
	def test_says_where_it_stopped(self, edges, depth, rows):
		everything, some = walked(edges, depth), walked(edges, depth, rows)
		self.assertEqual(len(some), min(rows, len(everything)))
		if len(some) < len(everything):
			self.assertEqual(some[-1][2], CUT)
			self.assertEqual(some[:-1], everything[: len(some) - 1])

	def test_branches_are_shown_at_the_shortest_way(self):
		self.assertEqual(
			walked([(0, 1), (1, 2), (0, 2), (2, 3)]), [(1, 1, ""), (2, 2, ELSEWHERE), (1, 2, ""), (2, 3, "")]
		)

	def test_leaf_needs_no_word_where_it_comes_again(self):
		self.assertEqual(walked([(0, 1), (1, 2), (0, 2)]), [(1, 1, ""), (2, 2, ""), (1, 2, "")])

	def test_depth(self):
		self.assertEqual(walked([(0, 1), (1, 2), (2, 3)], depth=2), [(1, 1, ""), (2, 2, CUT)])

	def test_rows_that_end_at_a_node_with_branches(self):
		self.assertEqual(walked([(0, 1), (1, 2)], rows=1), [(1, 1, CUT)])

	def test_node_that_was_not_asked_about(self):
		graph = graph_of((0, 1))
		graph.unread.add(node(1).key)
		self.assertEqual([step.mark for step in walk(graph, node(0).key, 8, PLENTY)], [CUT])

	def test_nothing(self):
		self.assertEqual(walked([]), [])
