"""Builder of sections, groups and entries from blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from awesome_tui.model.entries import AwesomeList, Fact
from awesome_tui.parsing.block_shapes import (
    address_alone,
    can_be_headed,
    first_address,
    heads_items,
    is_bold_line,
    is_contents,
    is_contents_item,
    is_fold_closed,
    is_labelled_title,
    items_from,
    label_lines,
    labelled_headings,
    named_over_labels,
    shared_labels,
    split_own_text,
    title_at_start,
    titles_of_parts,
    with_labels_nested,
)
from awesome_tui.parsing.blocks import (
    BOLD,
    Anchor,
    Block,
    Code,
    Details,
    Heading,
    Item,
    Run,
    Runs,
    Table,
    Text,
)
from awesome_tui.parsing.drafts import Draft, draft_entry, levels_of_things, title_as_section
from awesome_tui.parsing.entry_names import (
    EntryName,
    first_badge_link,
    first_text_link,
    named_by_item,
    opening,
)
from awesome_tui.parsing.facts import (
    are_labels,
    is_label,
    is_record,
    label_runs,
    read_bold_fact,
    read_fact,
    read_statement,
    shared_line_labels,
    split_label,
    split_line_facts,
)
from awesome_tui.parsing.labels import (
    is_call,
    is_descriptive,
    is_furniture,
    is_generic,
    is_invitation,
    is_way_to_all,
)
from awesome_tui.parsing.legends import read_legend
from awesome_tui.parsing.line_names import (
    is_below_record,
    name_late,
    name_line,
    split_paragraph,
)
from awesome_tui.parsing.link_lines import count_labels, has_only_links, only_labels
from awesome_tui.parsing.linked_headings import named_by_heading, note_candidates, repository_of
from awesome_tui.parsing.prose_names import is_address_line, named_in_prose
from awesome_tui.parsing.runs import links, markdown, plain, runs_to_title
from awesome_tui.parsing.section_stack import SectionStack
from awesome_tui.parsing.source_lines import LineFinder
from awesome_tui.parsing.table_rows import read_rows
from awesome_tui.parsing.tags import read_code_tags, read_tags
from awesome_tui.parsing.titles import fold_title, group_title, without_number, without_page_links
from awesome_tui.text.sanitize import clean, clean_lines
from awesome_tui.text.slugs import Slugs


def build_list(blocks: list[Block], text: str, source: str, base: str | None = None) -> AwesomeList:
    """Build a list from `blocks`; `text` is their source, for line numbers, `base` its address."""
    reader = _ListBuilder(blocks, text, base)
    reader.read(blocks)
    return reader.finish(source)


class _ListBuilder:
    """Reads blocks in order; the innermost draft of the stack receives the next one."""

    def __init__(self, blocks: list[Block], text: str, base: str | None) -> None:
        self._stack = SectionStack()
        self._lines = LineFinder(text)
        self._legend = read_legend(blocks)
        self._line_labels = shared_line_labels(blocks)
        self._parts = titles_of_parts(blocks)
        self._repository = repository_of(base or "")
        self._slugs = Slugs()

    def finish(self, source: str) -> AwesomeList:
        document = title_as_section(self._stack.document)
        sections = document.built(levels_of_things(document.sections))
        own = tuple(document.links), tuple(document.entries)
        return AwesomeList(source, document.title, document.description(), *own, sections)

    def read(self, blocks: list[Block]) -> None:
        blocks = with_labels_nested(blocks)
        shared: frozenset[str] = frozenset()
        labelled, heads = labelled_headings(blocks), label_lines(blocks)
        for index, block in enumerate(blocks):
            match block:
                case Heading():
                    self._heading(block, labelled.get(index))
                case Text():
                    self._paragraph(block.runs, blocks, index, index in heads)
                case Item():
                    if not index or not isinstance(blocks[index - 1], Item):
                        shared = shared_labels(items_from(blocks, index))
                    self._item(block, shared)
                case Table():
                    self._table(block)
                case Details():
                    opened = self._stack.opened()
                    self._fold(block, labelled.get(index))
                    if is_fold_closed(blocks, index):
                        self._stack.return_to(opened)
                case Code():
                    self._code(block)

    # Sections

    def _heading(self, heading: Heading, address: Anchor | None = None) -> None:
        """Open a section; `address` is that of the thing which the labels below describe."""
        if self._stack.here.kind == "entry":  # a heading ends with the item that it stands in
            self._prose([run._replace(style=run.style | BOLD) for run in heading.runs])
            return
        name = runs_to_title(without_page_links(heading.runs))
        anchor = self._slugs.of("".join(run.text for run in heading.runs if run.kind == "text"))
        if self._stack.is_title(heading.level, name):
            document = self._stack.document
            document.title = document.title or name
            document.anchor = document.anchor or clean(anchor)
            self._stack.close(1)
        else:
            self._stack.close(heading.level)
            around = self._stack.here
            if around.naming and name in self._parts:
                around.has_labels_below = True
            elif name:
                self._stack.open(Draft("heading", name, clean(anchor), heading.level))
                if address is not None:
                    self._stack.here.naming = EntryName(without_number(name), address, [])
                    self._stack.here.line = self._lines.of(address.href)
                    self._stack.here.has_labels_below = True
                else:
                    self._name_by_heading(heading, around)
        self._stack.has_headings = True
        self._stack.here.links += links(heading.runs)

    def _name_by_heading(self, heading: Heading, around: Draft) -> None:
        """Make the section about the thing that its heading links to, if it does."""
        section = self._stack.here
        naming = named_by_heading(heading.runs, section, self._repository)
        if naming is None:
            anchor = note_candidates(section, heading.runs)
            section.line = self._lines.of(anchor.href) if anchor else None
            return
        is_part = around.naming is not None or section.title in self._parts
        if is_part and is_generic(naming.name) and around.kind == "heading" and around.level:
            naming = EntryName(around.title, naming.anchor, [])
        section.naming = naming
        section.line = self._lines.of(naming.anchor.href)
        section.tags = self._tags(naming, heading.runs)
        if said := markdown(naming.rest):
            section.paragraphs.append(said)

    def _group(
        self, name: str, runs: Runs, blocks: list[Block], naming: EntryName | None = None
    ) -> None:
        """Open a group; its first entry is the thing `naming` if that has a description."""
        group = Draft("group", name, links=[] if naming else links(runs), is_lasting=True)
        self._stack.open(group)
        if naming:
            self._entry(naming, runs, [])
        self._inside(group, blocks)

    def _inside(self, draft: Draft, blocks: list[Block]) -> None:
        """Read `blocks` into `draft` and close it, unless a heading among them has replaced it."""
        self.read(blocks)
        self._stack.finish(draft)

    def _fold(self, fold: Details, address: Anchor | None) -> None:
        name = fold_title(fold.summary)
        if self._stack.here.is_bold and self._stack.here.entries:
            self._stack.pop()
        over = named_over_labels(fold.summary, address) if address else None
        naming = over or named_in_prose(fold.summary)
        around = self._stack.here.title, title_at_start(fold.blocks)
        if not name or self._stack.here.kind == "entry":
            self._prose(fold.summary)
            self.read(fold.blocks)
        elif not links(fold.summary) and (is_invitation(name) or name in around):
            self.read(fold.blocks)
        elif (alone := address_alone(fold.blocks)) is not None:
            self._entry(named_over_labels(fold.summary, alone), fold.summary, fold.blocks)
        elif naming is not None and (over or are_labels(fold.blocks)):
            self._labelled_entry(naming, fold.summary, fold.blocks)
        elif naming is not None and all(isinstance(block, Text) for block in fold.blocks):
            self._entry(naming, fold.summary, fold.blocks)
        elif naming is not None and plain(naming.rest):
            self._group(naming.name, fold.summary, fold.blocks, naming)
        else:
            self._group(name, fold.summary, fold.blocks)

    # Prose

    def _paragraph(self, runs: Runs, blocks: Sequence[Block], index: int, is_head: bool) -> None:
        here = self._stack.here
        if here.kind == "entry":
            self._prose(runs)
        elif here.entries and is_below_record(blocks, index):
            entry = here.entries[-1]
            said = f"{entry.description}\n{markdown(runs)}".lstrip("\n")
            here.entries[-1] = replace(entry, description=said)
        elif (is_bold_line(runs) and can_be_headed(blocks, index + 1, here.is_bold)) or (
            is_head and not self._stack.is_under_bold_line
        ):
            if here.is_bold:
                self._stack.pop()
            self._stack.open(Draft("group", group_title(runs), links=links(runs), is_bold=True))
        else:
            for line in split_paragraph(runs, self._stack):
                self._line(line, blocks, index)

    def _line(self, runs: Runs, blocks: Sequence[Block], index: int) -> None:
        naming = name_line(runs, self._stack, blocks, index)
        is_label = self._stack.here.is_of_one_thing and only_labels(runs, len(links(runs)))
        if self._stack.here.is_of_one_thing and (fact := read_bold_fact(runs)):
            self._stack.here.facts.append(fact)
        elif naming is None or is_label or self._is_guide(naming):
            self._stack.here.is_addressed |= is_address_line(runs)
            self._prose(runs, stated=read_statement(runs))
        else:
            facts, rest = split_line_facts(naming.rest, self._line_labels)
            self._entry(replace(naming, rest=rest), runs, [], facts)

    def _is_guide(self, naming: EntryName) -> bool:
        """True for a link to the list itself, such as its rules, a licence or its stars."""
        is_own = is_furniture(naming.name) and "://" not in (naming.anchor.url or "")
        is_own = is_own or self._stack.is_about_list or is_call(naming.anchor.url)
        return is_own or is_way_to_all(naming.name)

    def _prose(self, runs: Runs, bullet: str = "", stated: Fact | str | None = None) -> None:
        here, own = self._stack.here, links(runs)
        here.links += own
        here.tags += read_code_tags(runs) if here.kind == "entry" else ()
        if here.line is None and here.level and (anchor := first_badge_link(runs)) is not None:
            here.line = self._lines.of(anchor.href)
        if here.url is None and (text_link := first_text_link(runs)) is not None:
            here.url = text_link.url
        labels = len(own) if only_labels(runs, len(own)) else count_labels(runs)
        here.labels += labels
        here.mentions += len(own) - labels
        if not is_contents(runs) and (text := markdown(runs)):
            here.paragraphs.append(bullet + text)
            if stated is not None:
                here.stated[text] = stated

    def _code(self, code: Code) -> None:
        self._stack.here.links += links(code.runs)
        text = clean_lines("".join(run.text for run in code.runs)).strip("\n")
        if self._stack.here.kind != "entry" and "```" not in text:
            self._stack.here.paragraphs.append(f"```\n{text}\n```")

    # Entries

    def _entry(
        self,
        naming: EntryName | None,
        runs: Runs,
        nested: list[Block],
        facts: Sequence[Fact] = (),
    ) -> None:
        """Add an entry from `runs` and nested blocks; its URL is None if `naming` is."""
        home = self._stack.here
        if naming:
            naming = self._without_sign(naming)
        line = self._lines.of(naming.anchor.href) if naming else None
        draft = draft_entry(naming, runs)
        draft.facts += facts
        draft.tags = self._tags(naming, runs)
        draft.has_labels_below = is_record(nested)
        if nested:
            self._stack.push(draft)
            self._inside(draft, nested)
        if naming:
            home.entries.append(draft.entry(naming.name, naming.anchor.url, naming.is_struck, line))
        else:
            home.entries.append(draft.entry(group_title(runs), None, False, line))

    def _without_sign(self, naming: EntryName) -> EntryName:
        """Move a sign of the legend from the start of a name to that of the description."""
        sign, name = self._legend.split_sign(naming.name)
        return replace(naming, name=name, rest=[Run(sign + " "), *naming.rest]) if sign else naming

    def _tags(self, naming: EntryName | None, runs: Runs) -> tuple[str, ...]:
        """Return what follows the description as tags, and what the legend says of signs."""
        own = read_tags(naming.rest) if naming else ()
        return tuple(dict.fromkeys((*own, *self._legend.tags(runs))))

    def _labelled_entry(self, naming: EntryName, runs: Runs, blocks: Iterable[Block]) -> None:
        """Add an entry to which items add links, facts and a description under labels."""
        home, line = self._stack.here, self._lines.of(naming.anchor.href)
        draft = draft_entry(naming, runs)
        draft.tags = self._tags(naming, runs)
        self._stack.push(draft)
        for block in blocks:
            if isinstance(block, Item):
                self._label(label_runs(block))
                self.read([inner for inner in block.blocks if isinstance(inner, Item)])
            elif isinstance(block, Text):
                self._prose(block.runs)
        self._stack.pop()
        home.entries.append(draft.entry(naming.name, naming.anchor.url, naming.is_struck, line))

    def _label(self, runs: Runs) -> None:
        """Add what an item says under a label to the thing above."""
        here = self._stack.here
        if fact := read_fact(runs):
            here.facts.append(fact)
            return
        labelled = split_label(runs)
        said = labelled[1] if labelled else runs
        if labelled and is_descriptive(labelled[0]):
            self._prose(said)
        elif (labelled is None or is_label(runs)) and has_only_links(said):
            here.links += links(runs)
            here.labels += 1
        else:
            self._prose(runs)

    def _item(self, item: Item, shared: frozenset[str] = frozenset()) -> None:
        runs, nested = split_own_text(item)
        naming = named_by_item(runs, shared)
        if self._stack.here.has_labels_below and not nested:
            self._label(runs)
        elif not runs and nested and isinstance(nested[0], Heading):
            self._headed_item(nested[0], nested[1:])
        elif naming is not None:
            self._entry(naming, runs, nested)
        elif is_contents_item(item):
            self.read(nested)
        elif self._stack.here.is_of_one_thing and not nested and is_label(runs):
            self._label(runs)
        elif (naming := name_late(runs, nested, self._stack)) is not None:
            self._entry(naming, runs, nested)
        elif is_labelled_title(runs, nested) and (anchor := first_address(nested)):
            self._labelled_entry(named_over_labels(runs, anchor), runs, nested)
        elif heads_items(runs, nested, is_inner=self._stack.here.kind == "entry"):
            self._headless_item(runs, nested)
        else:
            self._prose(runs, "" if self._stack.here.is_of_one_thing else "- ")
            self.read(nested)

    def _headless_item(self, runs: Runs, nested: list[Block]) -> None:
        """Read an item without a link of its own that contains items with one."""
        if self._stack.here.kind == "entry":
            self._entry(None, runs, nested)
        else:
            self._group(group_title(runs), runs, nested)

    def _headed_item(self, heading: Heading, rest: list[Block]) -> None:
        """Read an item that is a heading as a section; its opening link becomes an entry."""
        if opening(heading.runs) is None:
            self.read([heading, *rest])
            return
        self._heading(Heading(heading.level, [run._replace(opens=False) for run in heading.runs]))
        self._item(Item([Text(heading.runs), *rest]))

    def _table(self, table: Table) -> None:
        for content in read_rows(table):
            if isinstance(content, list):
                self.read(content)
            elif content.naming is not None and not self._is_guide(content.naming):
                self._entry(content.naming, content.runs, [], content.facts)
            else:
                self._prose(content.runs, stated=next(iter(content.facts), None))
