//! Code in a form in which the names of its own variables do not count: what was copied and got other names meets what it was
//! copied from.
//!
//! Only names that the code itself binds are free to be others: targets of assignments and loops, `as` names, parameters. Names
//! of functions, attributes, keywords of calls, strings, comments and figures are what the code does or says.

use super::fingerprint::{self, Fnv};
use rustc_hash::FxHashMap;
use std::hash::Hasher;

/// Languages whose bindings are known to look like those below.
const LANGUAGES: [&str; 5] = ["", "python", "javascript", "typescript", "ts"];

/// Returns the fingerprint of a block of code with its variables numbered; `None` in languages where they cannot be told.
#[must_use]
pub fn key(block: &str, fenced: bool) -> Option<u64> {
    let language = if fenced { fingerprint::language(block) } else { String::new() };
    if !LANGUAGES.contains(&language.as_str()) {
        return None;
    }
    let lines = fingerprint::code_lines(block, fenced);
    let hash = if matches!(language.as_str(), "" | "python") { '#' } else { '/' };
    let tokens: Vec<Vec<&str>> = lines.iter().map(|line| tokens(line, hash)).collect();
    let mut bound: FxHashMap<&str, Option<u64>> = FxHashMap::default();
    tokens.iter().for_each(|line| bind(line, &mut bound));
    let mut hasher = Fnv::default();
    let mut number = 0;
    hasher.write(language.as_bytes());
    for (line, tokens) in lines.iter().zip(&tokens) {
        hasher.write_usize(line.len() - line.trim_start().len());
        for (at, token) in tokens.iter().enumerate() {
            let keyword = tokens.get(at + 1) == Some(&"=") && depth(&tokens[..at]) > 0 && !parameters(tokens);
            let attribute = at > 0 && tokens[at - 1] == ".";
            match bound.get_mut(token).filter(|_| !attribute && !keyword) {
                Some(given) => {
                    let own = *given.get_or_insert_with(|| {
                        number += 1;
                        number
                    });
                    hasher.write_u64(own);
                }
                None => hasher.write(token.as_bytes()),
            }
            hasher.write(b" ");
        }
        hasher.write(b"\n");
    }
    Some(hasher.finish())
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// How many brackets are open behind some tokens.
fn depth(tokens: &[&str]) -> usize {
    let count = |marks: [&str; 2]| tokens.iter().filter(|token| marks.contains(token)).count();
    count(["(", "["]).saturating_sub(count([")", "]"]))
}

/// Whether a line states parameters.
fn parameters(tokens: &[&str]) -> bool {
    tokens.iter().any(|token| matches!(*token, "def" | "function" | "lambda"))
}

/// Cuts a line into names with figures, strings, a comment, and single marks.
fn tokens(line: &str, comment: char) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line.trim();
    while let Some(c) = rest.chars().next() {
        let end = if c.is_alphanumeric() || c == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
        } else if matches!(c, '"' | '\'' | '`') {
            rest[1..].find(c).map_or(rest.len(), |end| end + 2)
        } else if c == comment && (c == '#' || rest.starts_with("//")) {
            rest.len()
        } else {
            // What compares or ends in `=` is no assignment.
            let two = ["==", "!=", "<=", ">=", "=>", "->", ":=", "+=", "-=", "*="];
            if two.iter().any(|mark| rest.starts_with(mark)) { 2 } else { c.len_utf8() }
        };
        found.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    found
}

/// Notes the names that a line binds.
fn bind<'a>(tokens: &[&'a str], bound: &mut FxHashMap<&'a str, Option<u64>>) {
    let mut note = |token: &'a str| {
        if is_name(token)
            && !matches!(token, "self" | "cls" | "this" | "in" | "if" | "else" | "None" | "True" | "False")
        {
            bound.entry(token).or_insert(None);
        }
    };
    for (at, token) in tokens.iter().enumerate() {
        let (before, behind) = (&tokens[..at], &tokens[at + 1..]);
        match *token {
            "as" | "let" | "const" | "var" => behind.first().into_iter().for_each(|name| note(name)),
            "for" => behind.iter().take_while(|name| !matches!(**name, "in" | "of")).for_each(|name| note(name)),
            ":=" => before.last().into_iter().for_each(|name| note(name)),
            // `a, b = …`, but neither `a.b = …` nor a keyword of a call.
            "=" if depth(before) == 0 && before.iter().all(|token| is_name(token) || *token == ",") => {
                before.iter().for_each(|name| note(name));
            }
            "def" | "function" | "lambda" => {
                let from = behind.iter().position(|token| *token == "(").filter(|_| *token != "lambda");
                let from = from.map_or(0, |open| open + 1);
                let list = behind[from.min(behind.len())..].iter().take_while(|token| !matches!(**token, ")" | ":"));
                let mut value = false;
                for name in list {
                    value = *name == "=" || (value && *name != ",");
                    if !value {
                        note(name);
                    }
                }
            }
            "=>" if before.last() == Some(&")") => {
                let list = before[..at - 1].iter().rev().take_while(|token| **token != "(");
                list.for_each(|name| note(name));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        key(&format!("```python\n{a}\n```"), true) == key(&format!("```python\n{b}\n```"), true)
    }

    #[test]
    fn variables_may_have_other_names_and_nothing_else() {
        assert!(same("with open(p) as f:\n    print(f.read())", "with open(p) as g:\n    print(g.read())"));
        assert!(same("for a in b:\n    print(a)", "for x in b:\n    print(x)"));
        assert!(same("def f(a, b=1):\n    return a + b", "def f(x, y=1):\n    return x + y"));
        for (a, b) in [
            ("a = 1\nb = 2\nprint(a - b)", "a = 1\nb = 2\nprint(b - a)"),
            ("for a in b:\n    print(a.net)", "for a in b:\n    print(a.gross)"),
            ("def f(a):\n    return a", "def g(a):\n    return a"),
            ("print(1, end='')", "print(1, sep='')"),
            ("a = 'one'\nprint(a)", "a = 'two'\nprint(a)"),
            ("a = 1\nf(a=a)", "b = 1\nf(b=b)"),
            ("a = f(b)", "a = f(c)"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }
}
