"""The output folder: two generations that take turns behind one link (design §6, P7).

``out/public`` is a link to ``.generations/public-a`` or ``…-b``. A build prepares the one
that is not live, verifies it against its manifest and swaps the link with one rename.
A reader sees one whole generation or the other. The manifest of a generation is removed
before its first change and written after its last, so an unfinished one is known as such
and made anew.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection, Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path

from generator.adapters.disk import Disk
from generator.pipeline import manifest as manifests
from generator.pipeline.manifest import Entry, Manifest
from generator.pipeline.stage import OutputError, Written, refuse

FOLDER = ".generations"
SLOTS = ("a", "b")


class Output:
    """One audience's output below *out*."""

    def __init__(self, out: Path, audience: str = "public", disk: Disk | None = None) -> None:
        self.disk = disk or Disk()
        self.link = str(out / audience)
        self._out = str(out)
        self._audience = audience
        self._folder = str(out / FOLDER)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the output for one build; a second waits. ``kill -9`` lets go of it.

        Raises:
            OutputError: If a folder or file that no build made lies where the link belongs.
        """
        # Readers are another user, often a web server: what the shell forbids them they may read.
        umask = os.umask(0o022)
        is_ours = not os.path.lexists(self._out)
        self.disk.make_folder(self._folder)
        for made in (self._folder, self._out) if is_ours else (self._folder,):
            self.disk.hide_from_git(made)
        descriptor = os.open(
            os.path.join(self._folder, f"{self._audience}.lock"),
            os.O_RDWR | os.O_CREAT | os.O_CLOEXEC,
            0o644,
        )
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.path.lexists(self.link) and not os.path.islink(self.link):
                raise OutputError(
                    f"{self.link} is not a link made by a build; "
                    "move it away or choose another --out"
                )
            yield
        finally:
            os.close(descriptor)
            os.umask(umask)

    def live_slot(self) -> str | None:
        """Return the slot that readers see, or None before the first build."""
        try:
            name = os.path.basename(os.readlink(self.link))
        except OSError:
            return None
        slot = name.removeprefix(f"{self._audience}-")
        return slot if slot in SLOTS and name.startswith(f"{self._audience}-") else None

    def root_of(self, slot: str) -> str:
        """Return the folder of *slot*."""
        return os.path.join(self._folder, f"{self._audience}-{slot}")

    def manifest_of(self, slot: str | None) -> Manifest | None:
        """Return the manifest of *slot*, or None when it has no whole one."""
        if slot is None:
            return None
        try:
            text = Path(self._manifest_path(slot)).read_bytes()
        except OSError:
            return None
        return manifests.load(text)

    def stage(self) -> Staging:
        """Begin the next generation in the slot that is not live; call under :meth:`lock`."""
        live = self.live_slot()
        slot = SLOTS[0] if live != SLOTS[0] else SLOTS[1]
        before = self.manifest_of(slot)
        self.disk.remove(self._manifest_path(slot))
        if before is None:
            self.disk.remove_tree(self.root_of(slot))
        self.disk.make_folder(self.root_of(slot))
        live_root = self.root_of(live) if live else None
        return Staging(self, slot, before or {}, live_root, self.manifest_of(live) or {})

    def finish(self, slot: str, manifest: Manifest) -> None:
        """Declare *slot* whole and make it the live one in a single step."""
        path = self._manifest_path(slot)
        self.disk.write(path + ".new", manifests.dump(manifest))
        self.disk.rename(path + ".new", path)
        new_link = self.link + ".new"
        self.disk.remove(new_link)
        self.disk.link(os.path.join(FOLDER, f"{self._audience}-{slot}"), new_link)
        self.disk.rename(new_link, self.link)

    def _manifest_path(self, slot: str) -> str:
        return os.path.join(self._folder, f"{self._audience}-{slot}.manifest")


class Staging:
    """The next generation while it is being made.

    Attributes:
        root: The folder being filled.
        before: What this slot held when it was last live.
        live: What readers see now.
        written: Paths whose bytes were written or copied this time.
    """

    def __init__(
        self, output: Output, slot: str, before: Manifest, live_root: str | None, live: Manifest
    ) -> None:
        self._output = output
        self._slot = slot
        self._live_root = live_root
        self._made: set[str] = set()
        self._disk = output.disk
        self.root = output.root_of(slot)
        self.before = before
        self.live = live
        self.manifest: Manifest = {}
        self.written: list[str] = []
        self._removed: Set[str] = frozenset()

    def put(self, path: str, content: bytes) -> Entry:
        """Make *content* the file *path*; bytes that lie there already are not written again.

        Raises:
            OutputError: If *path* was put before: two pages at one address would lose one.
        """
        entry = manifests.entry_of(content)
        if path in self.manifest:
            raise OutputError(f"two outputs share the address {path}")
        self.manifest[path] = entry
        if self.before.get(path) != entry:
            target = self._target(path)
            self._disk.write(target, content)
            self.written.append(path)
        return entry

    def read(self, path: str) -> bytes:
        """Return the bytes of *path*, which this stage holds already, whoever put it there."""
        return self._disk.read(f"{self.root}/{path}")

    def keep(self, outputs: Collection[tuple[str, Entry]]) -> bool:
        """Take *outputs* over from the live generation, where this slot does not hold them.

        Returns:
            False, and nothing is done, if neither holds one of them with exactly its entry.
        """
        absent = [path for path, entry in outputs if self.before.get(path) != entry]
        if absent:
            entries = dict(outputs)
            if any(self.live.get(path) != entries[path] for path in absent):
                return False
        for path, entry in outputs:
            if path in self.manifest:
                raise OutputError(f"two outputs share the address {path}")
            self.manifest[path] = entry
        for path in absent:
            self._disk.copy(f"{self._live_root}/{path}", self._target(path))
            self.written.append(path)
        return True

    def adopt(self, outputs: Iterable[Written]) -> None:
        """Note files that another process put into this stage."""
        for path, entry, was_written in outputs:
            if path in self.manifest:
                raise OutputError(f"two outputs share the address {path}")
            self.manifest[path] = entry
            if was_written:
                self.written.append(path)

    def wrong_files(self, files: Iterable[tuple[str, Entry]]) -> list[str]:
        """Return the paths among *files* whose bytes, read back, differ from their entry."""
        wrong = []
        for path, entry in files:
            try:
                content = self._disk.read(f"{self.root}/{path}")
            except OSError:
                wrong.append(path)
                continue
            if manifests.entry_of(content) != entry:
                wrong.append(path)
        return wrong

    def remove_stale(self) -> None:
        """Remove what this slot held before and the new generation does not."""
        emptied: set[str] = set()
        self._removed = self.before.keys() - self.manifest.keys()
        for path in self._removed:
            self._disk.remove(os.path.join(self.root, path))
            emptied.add(os.path.dirname(path))
        for deepest in sorted(emptied, key=len, reverse=True):
            folder = deepest
            while folder and self._disk.remove_folder_if_empty(os.path.join(self.root, folder)):
                folder = os.path.dirname(folder)

    def verify(self) -> None:
        """Compare what this build touched with the manifest: every file is there, and no other.

        The bytes of written files are read back by :meth:`wrong_files`. Folders nobody touched
        are as they were when this generation was whole: its manifest said so, and is gone from
        the first change of a build to its last.

        Raises:
            OutputError: Naming the first file that is wrong; nothing has been swapped then.
        """
        touched = {os.path.dirname(path) for path in (*self.written, *self._removed)}
        wanted: dict[str, set[str]] = {folder: set() for folder in touched}
        for path in self.manifest:
            folder, _, name = path.rpartition("/")
            names = wanted.get(folder)
            if names is not None:
                names.add(name)
        wrong = []
        for folder, names in wanted.items():
            found = _files_in(f"{self.root}/{folder}" if folder else self.root)
            prefix = f"{folder}/" if folder else ""
            wrong += [f"{prefix}{name}" for name in found ^ names]
        if wrong:
            refuse(wrong)

    def swap(self) -> None:
        """Make this generation the one readers see."""
        self._output.finish(self._slot, self.manifest)

    def _target(self, path: str) -> str:
        folder = os.path.dirname(path)
        if folder not in self._made:
            self._disk.make_folder(os.path.join(self.root, folder) if folder else self.root)
            self._made.add(folder)
        return os.path.join(self.root, path)


def _files_in(folder: str) -> set[str]:
    """Return the names of the files in *folder*; a link is marked as one, no folder has none."""
    found: set[str] = set()
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return found
    with entries:
        for entry in entries:
            if entry.is_symlink():
                found.add(f"{entry.name} (a link)")
            elif not entry.is_dir():
                found.add(entry.name)
    return found
