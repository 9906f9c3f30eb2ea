//! Patterns that ignore case, put in lower case: for a text in lower case they need not ask for both cases of each letter.
//!
//! Such a pattern compiles in half the time to half the size, and the engines find its words as they find plain text.

use regex_syntax::ast::{
    Ast, ClassAsciiKind, ClassSet, ClassSetItem, ClassSetRange, Flag, Flags, FlagsItemKind, GroupKind, Literal,
};

/// Puts a pattern that ignores the case of ASCII letters in lower case: what it finds in a text, it finds in the same text in
/// lower case, at the same places. Returns whether it could; if not, the pattern is spoilt. It cannot where parts of the pattern
/// do ask for case, and where sets of characters are written in a way that nobody writes.
pub(super) fn fold(pattern: &mut Ast) -> bool {
    match pattern {
        Ast::Empty(_) | Ast::Dot(_) | Ast::Assertion(_) | Ast::ClassPerl(_) => true,
        Ast::ClassUnicode(_) => false,
        Ast::Flags(set) => leaves_case(&set.flags),
        Ast::Literal(literal) => small(literal),
        Ast::ClassBracketed(class) => set(&mut class.kind),
        Ast::Repetition(repetition) => fold(&mut repetition.ast),
        Ast::Group(group) => {
            let leaves = !matches!(&group.kind, GroupKind::NonCapturing(flags) if !leaves_case(flags));
            leaves && fold(&mut group.ast)
        }
        Ast::Alternation(parts) => parts.asts.iter_mut().all(fold),
        Ast::Concat(parts) => parts.asts.iter_mut().all(fold),
    }
}

fn leaves_case(flags: &Flags) -> bool {
    let changes = |kind: &FlagsItemKind| matches!(kind, FlagsItemKind::Flag(Flag::CaseInsensitive | Flag::Unicode));
    !flags.items.iter().any(|item| changes(&item.kind))
}

fn small(literal: &mut Literal) -> bool {
    literal.c = literal.c.to_ascii_lowercase();
    true
}

fn set(kind: &mut ClassSet) -> bool {
    match kind {
        ClassSet::Item(inner) => item(inner),
        ClassSet::BinaryOp(_) => false,
    }
}

fn item(inner: &mut ClassSetItem) -> bool {
    match inner {
        ClassSetItem::Empty(_) | ClassSetItem::Perl(_) => true,
        ClassSetItem::Unicode(_) => false,
        ClassSetItem::Literal(literal) => small(literal),
        ClassSetItem::Range(inner) => range(inner),
        ClassSetItem::Ascii(class) => class.kind != ClassAsciiKind::Upper,
        ClassSetItem::Bracketed(class) => set(&mut class.kind),
        ClassSetItem::Union(union) => union.items.iter_mut().all(item),
    }
}

fn range(range: &mut ClassSetRange) -> bool {
    if range.start.c.is_ascii_uppercase() && range.end.c.is_ascii_uppercase() {
        return small(&mut range.start) && small(&mut range.end);
    }
    // A range that holds capitals among others, as from a space to a tilde, must hold the small letters as well.
    let holds = |c: char| range.start.c <= c && c <= range.end.c;
    ('A'..='Z').filter(|c| holds(*c)).all(|c| holds(c.to_ascii_lowercase()))
}
