"""Compiles the theme: what is the same on every page of a site is written in once.

A page of one incident asks for two hundred values, and half of them are words and settings that
no page changes. They are known when the templates are compiled, so they become part of the text
there, escaped as any value is. The other half mostly holds nothing to escape, which is seen
faster than it is copied. Nothing else about Jinja changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape


def escaped(value: object) -> str:
    """Return *value* as ``markupsafe.escape`` does; text without a mark is its own escape."""
    if type(value) is str:
        if "&" in value or "<" in value or ">" in value or "'" in value or '"' in value:
            return escape(value)
        return value
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Writes templates' code with :func:`escaped` for Jinja's own ``escape``."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class ThemeEnvironment(Environment):
    """Jinja with everything on that keeps text text, and with fixed values folded in.

    Args:
        templates: Source by name.
        words: Called with one key it gives a text; ``w('key')`` in templates.
        fixed: Texts and tuples of texts that are the same on every page, by name.
        files: Path of a template, by name, for those whose mistakes are told with their place.
    """

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def __init__(
        self,
        templates: Mapping[str, str],
        words: Callable[[str], str],
        fixed: Mapping[str, Any],
        files: Mapping[str, str] | None = None,
    ) -> None:
        paths = files or {}
        super().__init__(
            loader=FunctionLoader(
                lambda name: (templates[name], paths.get(name), None) if name in templates else None
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            auto_reload=False,
        )
        self._folder = _Folder(words, fixed)
        self.globals.update(fixed, w=words)
        if "parts.html" in templates:
            # Imported once: an import in a template is worked out anew for every page.
            self.globals["part"] = self.get_template("parts.html").module

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return ``obj.attribute``; of a dict the item, and never a method of it."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        try:
            self._folder.visit(tree)
        except TemplateAssertionError as error:
            error.name = name
            raise
        return tree


class _Folder(NodeTransformer):
    """Puts constants where the tree asks for words and fixed values."""

    def __init__(self, words: Callable[[str], str], fixed: Mapping[str, Any]) -> None:
        self._words = words
        self._fixed = fixed

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor's name for it
        self.generic_visit(node)
        is_words = isinstance(node.node, nodes.Name) and node.node.name == "w"
        if is_words and len(node.args) == 1 and not node.kwargs:
            key = node.args[0]
            if isinstance(key, nodes.Const):
                return nodes.Const(self._find_words(key.value, node.lineno), lineno=node.lineno)
        return node

    def _find_words(self, key: str, line: int) -> str:
        try:
            return self._words(key)
        except KeyError as error:
            what = f"the words '{key}' do not exist or need a value"
            raise TemplateAssertionError(what, line) from error

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - as above
        if node.ctx == "load" and node.name in self._fixed:
            return nodes.Const(self._fixed[node.name], lineno=node.lineno)
        return node
