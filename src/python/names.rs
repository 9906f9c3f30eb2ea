//! Names in Python: what is used and bound nowhere, what is imported, what a dotted expression stands for.
//!
//! The blocks of a section are read as one module: people define in one block what they use in the next.

mod builtins;
mod walk;

use super::{Block, Dialect};
use ruff_python_ast::statement_visitor::StatementVisitor;
use ruff_python_ast::{Expr, Identifier, Pattern, Stmt};
use ruff_text_size::TextRange;
use rustc_hash::{FxHashMap, FxHashSet};
use walk::{Use, Walk};

/// Names that everybody knows, and the module that they stand for.
const ALIASES: [(&str, &str); 16] = [
    ("np", "numpy"),
    ("pd", "pandas"),
    ("plt", "matplotlib"),
    ("mpl", "matplotlib"),
    ("sns", "seaborn"),
    ("tf", "tensorflow"),
    ("nn", "torch"),
    ("F", "torch"),
    ("mp", "multiprocessing"),
    ("dt", "datetime"),
    ("sp", "scipy"),
    ("nx", "networkx"),
    ("jnp", "jax"),
    ("xr", "xarray"),
    ("pl", "polars"),
    ("ET", "xml"),
];

/// Returns the name that a pattern of `match` binds itself, those of the patterns in it left out.
#[must_use]
pub fn captured(pattern: &Pattern) -> Option<&str> {
    let name = match pattern {
        Pattern::MatchAs(inner) => inner.name.as_ref(),
        Pattern::MatchStar(inner) => inner.name.as_ref(),
        Pattern::MatchMapping(inner) => inner.rest.as_ref(),
        _ => None,
    };
    name.map(Identifier::as_str)
}

/// A name that is used and bound nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undefined {
    /// The position of the block among those that were given.
    pub block: usize,
    /// Where it is used, as bytes of [`Block::text`].
    pub range: TextRange,
    /// The name.
    pub name: String,
}

/// Finds names that no block of a section binds and that are not built in, each use of them, by place.
///
/// Nothing is found where names may come from elsewhere (`from x import *`, `exec`, `%run`), in Python 2, and in lines that the
/// parser stumbled over.
#[must_use]
pub fn undefined(blocks: &[&Block]) -> Vec<Undefined> {
    undefined_in(&walk(blocks.iter().copied()), blocks)
}

/// Returns what [`undefined`] and [`used_before_import`] return of the same blocks.
#[must_use]
pub fn unknown(blocks: &[&Block]) -> (Vec<Undefined>, Vec<Early>) {
    let walk = walk(blocks.iter().copied());
    (undefined_in(&walk, blocks), used_before_import_in(&walk, blocks))
}

fn undefined_in(walk: &Walk<'_>, blocks: &[&Block]) -> Vec<Undefined> {
    if walk.blind {
        return Vec::new();
    }
    let imported: FxHashSet<&str> = walk.imports.iter().map(|import| import.local).collect();
    let modules: FxHashSet<&str> =
        walk.imports.iter().filter_map(|import| import.full.trim_start_matches('.').split('.').next()).collect();
    let known = |used: &Use<'_>| {
        let name = used.name;
        let block = blocks[used.block];
        let shell = ["In", "Out", "display", "get_ipython"].contains(&name) && block.dialect != Dialect::Script;
        let stand_in = name == "etc" || name.contains("___") || name.bytes().all(|b| b == b'_');
        let alias = ALIASES.iter().any(|(alias, module)| *alias == name && modules.contains(module));
        let bound = walk.module.contains(name) || imported.contains(name) || alias;
        bound || shell || stand_in || is_builtin(name) || block.two || block.is_spoilt(used.range)
    };
    let unknown = walk.uses.iter().filter(|used| !known(used));
    unknown.map(|used| Undefined { block: used.block, range: used.range, name: used.name.to_string() }).collect()
}

/// Returns whether Python knows a name without an import.
#[must_use]
pub fn is_builtin(name: &str) -> bool {
    builtins::BUILTINS.binary_search(&name).is_ok()
}

/// Finds imports in a block that nothing in it uses: where each stands, as bytes of [`Block::text`], and what is imported.
///
/// A block of imports alone shows how to import. A later block may use the name: then it is among what [`undefined`] finds in
/// that block alone.
#[must_use]
pub fn unused_imports(block: &Block) -> Vec<(TextRange, String)> {
    let suite = block.parsed.suite();
    let walk = walk([block]);
    if walk.blind || suite.iter().all(|stmt| matches!(stmt, Stmt::Import(_) | Stmt::ImportFrom(_))) {
        return Vec::new();
    }
    let unused = walk.imports.iter().filter(|import| {
        !import.meant
            && !import.local.is_empty()
            && !walk.loads.contains(import.local)
            && !block.is_spoilt(import.range)
    });
    unused.map(|import| (import.range, import.shown.to_string())).collect()
}

/// A name that is used before the import that brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Early {
    /// The position of the block that uses it among those that were given.
    pub block: usize,
    /// The first use in that block, as bytes of its [`Block::text`].
    pub range: TextRange,
    /// The name.
    pub name: String,
    /// The position of the block that imports it.
    pub import_block: usize,
    /// The import, as bytes of that block's [`Block::text`].
    pub import: TextRange,
}

/// Finds names that blocks use before they import them, where they bind them in no other way.
///
/// What stands in functions runs later and does not count. To look at a block alone, give it alone.
#[must_use]
pub fn used_before_import(blocks: &[&Block]) -> Vec<Early> {
    used_before_import_in(&walk(blocks.iter().copied()), blocks)
}

fn used_before_import_in(walk: &Walk<'_>, blocks: &[&Block]) -> Vec<Early> {
    let mut first: FxHashMap<&str, (usize, TextRange)> = FxHashMap::default();
    for import in walk.imports.iter().filter(|import| import.top) {
        first.entry(import.local).or_insert((import.block, import.range));
    }
    let mut told = FxHashSet::default();
    let mut found = Vec::new();
    for used in walk.uses.iter().filter(|used| !used.later) {
        let Some(&(import_block, import)) = first.get(used.name) else { continue };
        let early = (used.block, used.range.start()) < (import_block, import.start());
        let bound = walk.module.contains(used.name) || is_builtin(used.name);
        if early && !bound && !blocks[used.block].is_spoilt(used.range) && told.insert((used.block, used.name)) {
            let name = used.name.to_string();
            found.push(Early { block: used.block, range: used.range, name, import_block, import });
        }
    }
    found
}

/// What imported names stand for.
pub type Imports = FxHashMap<String, String>;

/// Returns what the names stand for that blocks import: `np` for `numpy`, `sleep` for `time.sleep`. The last import of a name
/// counts.
#[must_use]
pub fn imports<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Imports {
    let mut found = walk::Imported::default();
    for block in blocks {
        found.visit_body(block.parsed.suite());
    }
    found.0.imports.into_iter().map(|import| (import.local.to_string(), import.full)).collect()
}

/// Returns the names of an expression that is names joined by dots: `os.path.join`.
#[must_use]
pub fn dotted(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(attribute) => {
            let mut names = dotted(&attribute.value)?;
            names.push('.');
            names.push_str(attribute.attr.as_str());
            Some(names)
        }
        _ => None,
    }
}

/// Returns the full name of what an expression stands for: `numpy.array` for `np.array`, where `np` is imported so.
#[must_use]
pub fn resolve(expr: &Expr, imports: &Imports) -> Option<String> {
    resolve_with(expr, |name| imports.get(name))
}

/// Returns the same, where `import` says what a name stands for.
#[must_use]
pub fn resolve_with<'i>(expr: &Expr, import: impl Fn(&str) -> Option<&'i String>) -> Option<String> {
    let name = dotted(expr)?;
    let (first, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
    let full = import(first).map(|full| if rest.is_empty() { full.clone() } else { format!("{full}{rest}") });
    Some(full.unwrap_or(name))
}

fn walk<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Walk<'a> {
    let mut walk = Walk::default();
    for (number, block) in blocks.into_iter().enumerate() {
        walk.block = number;
        walk.read(block.parsed.suite());
    }
    walk
}
