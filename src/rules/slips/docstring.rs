//! Docstrings that document a parameter that is not there.

use super::{Frame, Look};
use crate::diagnostic::{Category, Level, Rule};
use crate::rules::rule;
use regex::Regex;
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;
use std::sync::LazyLock;

/// A documented parameter that the function lacks.
pub(super) static RULE: Rule = rule(
    "docstring-parameter",
    Category::Code,
    Level::Warn,
    "The docstring documents a parameter that the function does not have.",
);

/// `:param name:` or `@param name:`.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^\s*[:@]param(?:\s+[\w.\[\], |]+)?\s+\*{0,2}(\w+)\s*:").expect("the pattern is right")
});
/// `name = …`, `name: …`, `name (int): …`, `name - …`, `name : int`.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\s*)(?:[-*]\s+)?`{0,2}\*{0,2}(\w+)`{0,2}\s*(?:\([^)]*\)\s*)?(?:[:=]|-{1,2}\s)")
        .expect("the pattern is right")
});
/// A title of a part of a docstring.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(args|arguments|parameters|params|returns?|raises?|yields?|attributes|examples?|notes?|see also|keyword arguments|keyword args|other parameters|todo|warnings?|references|usage|output|outputs|inputs?)\s*:?\s*$").expect("the pattern is right")
});

/// Looks at a function and its docstring.
pub(super) fn function(look: &mut Look<'_, '_>, def: &StmtFunctionDef) {
    let Some(Stmt::Expr(expr)) = def.body.first() else { return };
    let Expr::StringLiteral(literal) = &*expr.value else { return };
    if def.parameters.kwarg.is_some() || def.parameters.vararg.is_some() {
        return;
    }
    let names: Vec<&str> = def.parameters.iter().map(|parameter| parameter.name().as_str()).collect();
    let own = usize::from(matches!(look.frames.last(), Some(Frame::Class)));
    let text = literal.value.to_str();
    let mut documented = fields(text);
    if documented.is_empty() {
        documented = section(text);
    }
    if documented.is_empty() {
        documented = loose(text, names.get(own..).unwrap_or_default());
    }
    // What documents none of the parameters documents something else.
    let known = documented.iter().filter(|name| names.contains(name)).count();
    if names.len() <= own || known == 0 && (documented.len() != 1 || names.len() != own + 1) {
        return;
    }
    let missing: Vec<&str> = names.iter().skip(own).filter(|name| !documented.contains(name)).copied().collect();
    for name in documented.iter().filter(|name| !names.contains(name)) {
        let hint = match &missing[..] {
            [only] => format!("perhaps `{only}` is meant"),
            _ => "name the parameters as the function does".to_string(),
        };
        let message = format!("the docstring documents `{name}`, which is no parameter of `{}`", def.name.as_str());
        let range = find(look.written(literal.range()), name)
            .map_or(literal.range(), |at| ruff_text_size::TextRange::at(literal.start() + at, text_len(name)));
        look.advise(&RULE, range, message, &hint);
    }
}

fn text_len(text: &str) -> ruff_text_size::TextSize {
    ruff_text_size::TextSize::try_from(text.len()).unwrap_or_default()
}

/// Returns where a name stands first at the start of a line or behind `param`.
fn find(text: &str, name: &str) -> Option<ruff_text_size::TextSize> {
    let pattern = format!(r"(?m)(?:^\s*(?:[-*]\s+)?`{{0,2}}\*{{0,2}}|param[^:\n]*\s)({name})\b");
    let at = Regex::new(&pattern).ok()?.captures(text)?.get(1)?.start();
    ruff_text_size::TextSize::try_from(at).ok()
}

fn fields(text: &str) -> Vec<&str> {
    FIELD.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str())).collect()
}

/// Reads what stands under `Args:` or `Parameters`.
fn section(text: &str) -> Vec<&str> {
    let mut lines = text.lines().skip_while(|line| {
        let title = line.trim().trim_end_matches(':').to_lowercase();
        !["args", "arguments", "parameters", "params"].contains(&title.as_str())
    });
    let Some(title) = lines.next() else { return Vec::new() };
    let base = title.len() - title.trim_start().len();
    let mut found = Vec::new();
    let (mut depth, mut ruled) = (None, false);
    for line in lines {
        let indent = line.len() - line.trim_start().len();
        ruled |= line.trim().len() > 2 && line.trim().bytes().all(|b| b == b'-');
        // Entries as far left as their title end with the first blank line.
        if line.trim().is_empty() && depth == Some(base) && !ruled {
            break;
        }
        if line.trim().is_empty() || line.trim().bytes().all(|b| b == b'-') {
            continue;
        }
        if TITLE.is_match(line) || indent < base || depth.is_some_and(|depth| indent < depth) {
            break;
        }
        // Deeper lines go on with what was said of the last one.
        if depth.is_none_or(|depth| indent == depth)
            && let Some(entry) = ENTRY.captures(line).and_then(|entry| entry.get(2))
        {
            depth = Some(indent);
            if entry.as_str() != "Example" && entry.as_str() != "Examples" && entry.as_str() != "call" {
                found.push(entry.as_str());
            }
        }
    }
    found
}

/// Reads lines of the form `name = …` or `name: …` of which one names a parameter.
fn loose<'t>(text: &'t str, names: &[&str]) -> Vec<&'t str> {
    let entries: Vec<(usize, &str, &str)> = text
        .lines()
        .skip(1)
        .take_while(|line| !TITLE.is_match(line) && !line.contains(">>>"))
        .filter_map(|line| {
            let entry = ENTRY.captures(line)?;
            Some((entry.get(1)?.len(), entry.get(2)?.as_str(), line))
        })
        .collect();
    let Some((depth, ..)) = entries.iter().find(|(_, name, _)| names.contains(name)) else { return Vec::new() };
    let others = [
        "returns", "return", "raises", "yields", "output", "note", "example", "usage", "type", "result", "out", "call",
    ];
    let level = entries.iter().filter(|(indent, name, line)| {
        let word = name.starts_with(|c: char| c.is_lowercase() || c == '_') && !others.contains(name);
        indent == depth && word && !line.contains(['(', '[', '"', '\''])
    });
    let found: Vec<&str> = level.map(|(_, name, _)| *name).collect();
    // Only a slip of a parameter's name is sure to be meant as one.
    let slip = |name: &str| {
        let near = |other: &&&str| {
            !found.contains(*other) && (strsim::osa_distance(name, other) <= 2 || found.len() == names.len())
        };
        names.contains(&name) || names.iter().find(near).is_some()
    };
    if found.len() <= names.len() && found.iter().all(|name| slip(name)) { found } else { Vec::new() }
}
