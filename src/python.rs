//! The Python in a note: which blocks of code hold it, their trees, and what is wrong with them.
//!
//! People write code in notes as they would never write it in a file: with prompts, outputs, placeholders, without bodies. That
//! is forgiven, and told in [`Block::remarks`]; what is left in [`Block::errors`] are slips.

pub mod api;
mod blocks;
mod foreign;
mod forgive;
mod left;
pub mod names;
mod recognise;
mod scan;
mod signature;
mod tokens;

use crate::prose::{CodeBlock, Prose};
use blocks::Text;
use recognise::{Label, Verdict};
use ruff_python_ast::{Expr, ModModule, Stmt, visitor::Visitor};
use ruff_python_parser::{Mode, ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};
use std::ops::Range;

/// The Python in a note.
#[derive(Debug, Default)]
pub struct Python {
    /// The blocks that hold Python, by place.
    pub blocks: Vec<Block>,
}

impl Python {
    /// Returns the block of Python in the code block of this number.
    #[must_use]
    pub fn block(&self, code: u32) -> Option<&Block> {
        let number = self.blocks.binary_search_by_key(&(code as usize), |block| block.code).ok()?;
        Some(&self.blocks[number])
    }

    /// Returns the logical lines of a code block, none when it holds no Python.
    #[must_use]
    pub fn lines(&self, code: Option<u32>) -> Vec<Range<usize>> {
        code.and_then(|code| self.block(code)).map(|block| block.lines.clone()).unwrap_or_default()
    }

    /// Returns the words of the code: what the note uses as a name is among them.
    pub fn names<'a>(&'a self, prose: &'a Prose) -> impl Iterator<Item = &'a str> + 'a {
        let code = self.blocks.iter().flat_map(|block| &block.lines).map(|line| &prose.text[line.clone()]);
        code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
    }
}

/// How code is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// As in a file.
    Script,
    /// Typed at a prompt, outputs below it.
    Session,
    /// As in a cell of a notebook: with magics, or `await` outside of functions.
    Notebook,
}

/// Something that Python would not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The bytes of [`Prose::text`].
    pub at: Range<usize>,
    /// What is wrong: a short clause without a full stop.
    pub message: String,
}

/// A block of Python.
#[derive(Debug)]
pub struct Block {
    /// Its position in [`Prose::code`].
    pub code: usize,
    /// How it is written.
    pub dialect: Dialect,
    /// Its tree; where there are errors, what the parser made of the rest. Its ranges are bytes of [`Block::text`].
    pub parsed: Parsed<ModModule>,
    /// Slips, one for each spot that is broken, by place.
    pub errors: Vec<SyntaxError>,
    /// What is forgiven, by place: placeholders, outputs, commands, and what runs in a notebook only.
    pub remarks: Vec<SyntaxError>,
    /// The logical lines without their comments, as bytes of [`Prose::text`].
    pub lines: Vec<Range<usize>>,
    /// The comments, `#` included, as bytes of [`Prose::text`].
    pub comments: Vec<Range<usize>>,
    /// What stands in string literals, without quotes and expressions, as bytes of [`Prose::text`].
    pub strings: Vec<Range<usize>>,
    /// Whether it is Python 2 as a whole.
    pub two: bool,
    text: Text,
    /// The lines in [`Block::text`] that the parser stumbled over.
    spoilt: Vec<TextRange>,
}

impl Block {
    /// Returns the text that was parsed: the code without prompts and outputs, placeholders replaced.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text.parsed
    }

    /// Returns the bytes of [`Prose::text`] that a stretch of [`Block::text`] was made of.
    #[must_use]
    pub fn place(&self, range: TextRange) -> Range<usize> {
        self.text.place(usize::from(range.start())..usize::from(range.end()))
    }

    /// Returns whether all of it was parsed: nothing is broken, and nothing but prompts and outputs at a prompt was left out.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.errors.is_empty() && !self.text.changed
    }

    /// Returns whether a stretch of [`Block::text`] lies in a line that the parser stumbled over.
    #[must_use]
    pub fn is_spoilt(&self, range: TextRange) -> bool {
        let first = self.spoilt.partition_point(|line| line.end() < range.start());
        self.spoilt[first..].iter().take(2).any(|line| line.contains(range.start()) || line.end() == range.start())
    }
}

/// Returns whether the info string of a fence says that it holds Python as it stands in a file, and no session.
#[must_use]
pub fn says_file(info: &str) -> bool {
    let word = info.trim_start_matches(['{', '.', ' ']).split([' ', ',', '{', '}']).next().unwrap_or_default();
    let session = ["con", "ipython", "repl"].iter().any(|part| word.to_lowercase().contains(part));
    recognise::label(Some(info)) == Label::Python && !session
}

/// Reads the Python in a note.
#[must_use]
pub fn read(prose: &Prose) -> Python {
    let blocks = prose.code.iter().enumerate().filter_map(|(number, code)| block(prose, number, code));
    Python { blocks: blocks.collect() }
}

fn block(prose: &Prose, number: usize, block: &CodeBlock) -> Option<Block> {
    let code = &prose.text[block.at.clone()];
    let label = recognise::label(block.info.as_deref());
    if label == Label::Other || code.trim().is_empty() {
        return None;
    }
    let (lines, scanner) = scan::lines(code);
    if scanner.deep || is_other_cell(code) {
        return None;
    }
    let session = blocks::is_session(code, &lines);
    let verdict = match label {
        Label::Python | Label::Two => Verdict::Yes,
        _ if session => Verdict::Yes,
        Label::Bare => recognise::verdict(code, &lines),
        _ => Verdict::No,
    };
    if verdict == Verdict::No {
        return None;
    }
    let text = blocks::text(code, block.at.start, &lines, &scanner);
    let two = label == Label::Two || forgive::is_two(code);
    let found = parse(number, text, (code, block.at.start), two);
    let sure = verdict == Verdict::Yes
        || found.errors.is_empty() && !found.two && does_something(found.parsed.suite(), found.text());
    sure.then_some(found)
}

/// Returns whether a cell of a notebook says that it holds something else.
fn is_other_cell(code: &str) -> bool {
    let Some(magic) = code.trim_start().strip_prefix("%%") else { return false };
    let word: &str = magic.split_whitespace().next().unwrap_or_default();
    word.starts_with(|c: char| c.is_lowercase())
        && !["time", "timeit", "capture", "prun", "python", "python3"].contains(&word)
}

/// Parses a text, mends what is forgiven, and parses again: three times at most.
fn parse(code: usize, mut text: Text, (raw, start): (&str, usize), two: bool) -> Block {
    let mode = if text.magic { Mode::Ipython } else { Mode::Module };
    let module = |text: &str| {
        parse_unchecked(text, ParseOptions::from(mode)).try_into_module().expect("these modes make modules")
    };
    let mut parsed = module(&text.parsed);
    for _ in 0..2 {
        if two || parsed.errors().is_empty() || !forgive::mend(&mut text, &parsed) {
            break;
        }
        parsed = module(&text.parsed);
    }
    let (left, mut spoilt) = left::left(&text.parsed, &parsed);
    spoilt.sort_by_key(|line| (line.end(), line.start()));
    let error = |left: left::Left| SyntaxError { at: text.place(left.at), message: left.message };
    let errors: Vec<SyntaxError> = left.into_iter().map(error).collect();
    let mut remarks: Vec<SyntaxError> =
        text.remarks.iter().map(|(at, why)| SyntaxError { at: at.clone(), message: (*why).to_string() }).collect();
    let (shown, mut errors): (Vec<_>, Vec<_>) =
        errors.into_iter().partition(|error| left::is_shown(raw, error.at.start.saturating_sub(start).min(raw.len())));
    remarks.extend(shown.into_iter().map(|error| SyntaxError { at: error.at, message: forgive::SHOWN.to_string() }));
    if two && let Some(first) = errors.first() {
        remarks.push(SyntaxError { at: first.at.clone(), message: "Python 2".to_string() });
        errors.clear();
    }
    let mut awaits = Awaits { found: Vec::new(), last: None };
    for stmt in parsed.suite() {
        awaits.last = None;
        awaits.visit_stmt(stmt);
    }
    let dialect = match () {
        () if text.session => Dialect::Session,
        () if text.magic || !awaits.found.is_empty() => Dialect::Notebook,
        () => Dialect::Script,
    };
    remarks.extend(awaits.found.iter().map(|(range, what)| SyntaxError {
        at: text.place(usize::from(range.start())..usize::from(range.end())),
        message: format!("`{what}` outside a function runs only in a notebook"),
    }));
    remarks.sort_by_key(|remark| remark.at.start);
    let tokens::Read { lines, comments, strings } = tokens::read(parsed.tokens());
    let places = |ranges: Vec<Range<usize>>| ranges.into_iter().map(|at| text.place(at)).collect();
    Block {
        code,
        dialect,
        errors,
        remarks,
        lines: places(lines),
        comments: places(comments),
        strings: places(strings),
        two,
        parsed,
        text,
        spoilt,
    }
}

/// Finds `await` outside of functions, the first of each statement.
struct Awaits {
    found: Vec<(TextRange, &'static str)>,
    last: Option<()>,
}

impl Awaits {
    fn push(&mut self, range: TextRange, what: &'static str) {
        if self.last.replace(()).is_none() {
            self.found.push((range, what));
        }
    }
}

impl<'a> Visitor<'a> for Awaits {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let word = |length: u32| TextRange::at(stmt.start(), length.into());
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => return,
            Stmt::With(with) if with.is_async => self.push(word(10), "async with"),
            Stmt::For(each) if each.is_async => self.push(word(9), "async for"),
            _ => {}
        }
        ruff_python_ast::visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Lambda(_) => return,
            Expr::Await(_) => self.push(expr.range(), "await"),
            _ => {}
        }
        ruff_python_ast::visitor::walk_expr(self, expr);
    }
}

/// Returns whether statements do something, as no output and no data file does that happens to be valid Python.
fn does_something(suite: &[Stmt], text: &str) -> bool {
    suite.iter().any(|stmt| match stmt {
        Stmt::Expr(expr) => Deeds::of(&expr.value),
        Stmt::Assign(assign) => {
            let plain = assign.targets.iter().all(Expr::is_name_expr);
            let tuple = matches!(&*assign.value, Expr::Tuple(tuple) if tuple.parenthesized);
            let word = matches!(&*assign.value, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::BytesLiteral(_));
            // TOML has names, numbers, and lists and strings with double quotes.
            let literal = match &*assign.value {
                Expr::List(list) => list.elts.iter().any(|item| !text[item.range()].starts_with('"')),
                Expr::StringLiteral(string) => text[string.range()].starts_with('\''),
                Expr::Dict(_) | Expr::Set(_) | Expr::BinOp(_) => true,
                _ => false,
            };
            let spaced = text[..assign.value.start().into()].ends_with(' ');
            !plain || tuple || word || literal && spaced || Deeds::of(&assign.value)
        }
        Stmt::AnnAssign(assign) => assign.value.is_some(),
        Stmt::Pass(_) | Stmt::TypeAlias(_) => false,
        _ => true,
    })
}

/// Looks for expressions that do something.
struct Deeds(bool);

impl Deeds {
    fn of(expr: &Expr) -> bool {
        let mut deeds = Deeds(false);
        deeds.visit_expr(expr);
        deeds.0
    }
}

impl<'a> Visitor<'a> for Deeds {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.0 |= match expr {
            Expr::Call(call) => {
                // `Point(x=1, y=2)` may be what was printed.
                let name = names::dotted(&call.func).unwrap_or_default();
                let last = name.rsplit('.').next().unwrap_or_default();
                let shown = last.starts_with(|c: char| c.is_uppercase())
                    || ["deque", "array", "defaultdict", "namedtuple", "datetime", "date", "timedelta"].contains(&last)
                    || last.starts_with("dict_");
                !shown
            }
            Expr::Compare(compare) => compare.ops.iter().any(|op| {
                use ruff_python_ast::CmpOp::{In, Is, IsNot, NotIn};
                matches!(op, In | NotIn | Is | IsNot)
            }),
            Expr::Subscript(subscript) => subscript.slice.is_slice_expr() || subscript.slice.is_string_literal_expr(),
            Expr::ListComp(_)
            | Expr::SetComp(_)
            | Expr::DictComp(_)
            | Expr::Generator(_)
            | Expr::Lambda(_)
            | Expr::Await(_)
            | Expr::FString(_)
            | Expr::Yield(_) => true,
            _ => false,
        };
        ruff_python_ast::visitor::walk_expr(self, expr);
    }
}

#[cfg(test)]
mod tests;
