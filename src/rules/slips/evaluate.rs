//! Values of expressions that can be worked out without running Python.
//!
//! Nothing is guessed: what is not known to the last character has no value here. Values are small, so that working them out costs
//! no more than reading the text.

mod format;
mod functions;
mod library;
mod methods;
mod operators;
mod values;

pub(super) use functions::PURE;
pub(super) use values::Value;

use operators::{compared, operate};
use ruff_python_ast::{BoolOp, DictItem, Expr, ExprSlice, ExprSubscript, Number, UnaryOp};
use rustc_hash::FxHashMap;
use values::{distinct, equal};

/// Names and their values.
pub(super) type Names<'a> = FxHashMap<&'a str, Value>;

/// Returns the value of an expression, if it can be worked out.
pub(super) fn value(expr: &Expr, names: &Names<'_>) -> Option<Value> {
    let found = match expr {
        Expr::NoneLiteral(_) => Some(Value::None),
        Expr::BooleanLiteral(literal) => Some(Value::Bool(literal.value)),
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(number) => number.as_i64().map(Value::Int),
            Number::Float(number) => Some(Value::Float(*number)),
            Number::Complex { .. } => None,
        },
        Expr::StringLiteral(literal) => Some(Value::Str(literal.value.to_str().to_string())),
        Expr::FString(string) => format::f_string(string, names).map(Value::Str),
        Expr::List(list) => all(&list.elts, names).map(Value::List),
        Expr::Tuple(tuple) => all(&tuple.elts, names).map(Value::Tuple),
        Expr::Set(set) => all(&set.elts, names).and_then(distinct).map(Value::Set),
        Expr::Dict(dict) => pairs(&dict.items, names).map(Value::Dict),
        Expr::Name(name) => names.get(name.id.as_str()).cloned(),
        Expr::UnaryOp(unary) => turned(unary.op, &value(&unary.operand, names)?),
        Expr::BinOp(binary) => operate(&value(&binary.left, names)?, binary.op, &value(&binary.right, names)?),
        Expr::BoolOp(choice) => {
            let all = all(&choice.values, names)?;
            let stops = |one: &&Value| one.truth() == (choice.op == BoolOp::Or);
            all.iter().find(stops).or(all.last()).cloned()
        }
        Expr::If(choice) => {
            let part = if value(&choice.test, names)?.truth() { &choice.body } else { &choice.orelse };
            value(part, names)
        }
        Expr::Compare(compare) => {
            let mut left = value(&compare.left, names)?;
            let mut holds = true;
            for (op, right) in compare.ops.iter().zip(&compare.comparators) {
                let right = value(right, names)?;
                holds &= compared(&left, *op, &right)?;
                left = right;
            }
            Some(Value::Bool(holds))
        }
        Expr::Subscript(subscript) => item(subscript, names),
        Expr::Call(call) => functions::called(call, names),
        _ => None,
    };
    found.filter(Value::is_small)
}

/// Returns the values of all expressions.
fn all(items: &[Expr], names: &Names<'_>) -> Option<Vec<Value>> {
    items.iter().map(|item| value(item, names)).collect()
}

fn pairs(items: &[DictItem], names: &Names<'_>) -> Option<Vec<(Value, Value)>> {
    let mut found: Vec<(Value, Value)> = Vec::new();
    for item in items {
        let (key, to) = (value(item.key.as_ref()?, names)?, value(&item.value, names)?);
        if !key.is_key() || found.len() > values::MOST_KEYS {
            return None;
        }
        match found.iter_mut().find(|(other, _)| equal(other, &key)) {
            Some(other) => other.1 = to,
            None => found.push((key, to)),
        }
    }
    Some(found)
}

fn turned(op: UnaryOp, value: &Value) -> Option<Value> {
    match (op, value) {
        (UnaryOp::Not, _) => Some(Value::Bool(!value.truth())),
        (UnaryOp::USub, Value::Float(number)) => Some(Value::Float(-number)),
        (UnaryOp::USub, _) => value.int()?.checked_neg().map(Value::Int),
        (UnaryOp::Invert, Value::Int(number)) => Some(Value::Int(!number)),
        (UnaryOp::UAdd, Value::Int(_) | Value::Float(_)) => Some(value.clone()),
        _ => None,
    }
}

fn item(subscript: &ExprSubscript, names: &Names<'_>) -> Option<Value> {
    let owner = value(&subscript.value, names)?;
    if let Expr::Slice(slice) = &*subscript.slice {
        return sliced(&owner, slice, names);
    }
    let index = value(&subscript.slice, names)?;
    if let Value::Dict(pairs) = &owner {
        return pairs.iter().find(|(key, _)| equal(key, &index)).map(|(_, to)| to.clone());
    }
    let items = owner.sequence()?;
    let Value::Int(index) = index else { return None };
    let index = if index < 0 { i64::try_from(items.len()).ok()?.checked_add(index)? } else { index };
    items.get(usize::try_from(index).ok()?).cloned()
}

fn sliced(owner: &Value, slice: &ExprSlice, names: &Names<'_>) -> Option<Value> {
    let items = owner.sequence()?;
    let len = i64::try_from(items.len()).ok()?;
    let part = |part: &Option<Box<Expr>>| match part {
        None => Some(None),
        Some(part) => match value(part, names)? {
            Value::Int(number) => Some(Some(number)),
            Value::None => Some(None),
            _ => None,
        },
    };
    let step = part(&slice.step)?.unwrap_or(1);
    if !(-1000..=1000).contains(&step) || step == 0 {
        return None;
    }
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let place = |at: Option<i64>, missing: i64| match at {
        None => missing,
        Some(at) if at < 0 => at.saturating_add(len).clamp(low, high),
        Some(at) => at.clamp(low, high),
    };
    let (first, last) = if step > 0 { (0, len) } else { (len - 1, -1) };
    let (mut at, end) = (place(part(&slice.lower)?, first), place(part(&slice.upper)?, last));
    let mut found = Vec::new();
    while if step > 0 { at < end } else { at > end } {
        found.push(items.get(usize::try_from(at).ok()?)?.clone());
        at += step;
    }
    owner.with_items(found)
}

#[cfg(test)]
mod tests;
