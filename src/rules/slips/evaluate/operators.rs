//! What operators make of values.

use super::values::{Value, equal, order};
use super::{format, library};
use ruff_python_ast::{CmpOp, Operator};

/// Returns what an operator between two values gives.
pub(super) fn operate(left: &Value, op: Operator, right: &Value) -> Option<Value> {
    if let (Some(a), Some(b)) = (left.int(), right.int()) {
        return whole(a, op, b);
    }
    if let (Some(a), Some(b)) = (left.float(), right.float()) {
        return broken(a, op, b);
    }
    match (left, op, right) {
        (Value::Str(a), Operator::Add, Value::Str(b)) => Some(Value::Str(format!("{a}{b}"))),
        (Value::List(a), Operator::Add, Value::List(b)) => Some(Value::List([&a[..], &b[..]].concat())),
        (Value::Tuple(a), Operator::Add, Value::Tuple(b)) => Some(Value::Tuple([&a[..], &b[..]].concat())),
        (Value::Path(a), Operator::Div, Value::Str(b) | Value::Path(b)) => Value::path(&library::path_joined(a, b)),
        (Value::Str(text), Operator::Mod, _) => format::percent(text, right).map(Value::Str),
        (times, Operator::Mult, many) | (many, Operator::Mult, times) if times.int().is_some() => {
            repeated(many, times.int()?)
        }
        (Value::Set(a), _, Value::Set(b)) => {
            let within = |items: &[Value], item: &Value| items.iter().any(|other| equal(other, item));
            let left = |both: bool| a.iter().filter(move |item| within(b, item) == both).cloned();
            let others = b.iter().filter(|item| !within(a, item)).cloned();
            let found = match op {
                Operator::BitAnd => left(true).collect(),
                Operator::Sub => left(false).collect(),
                Operator::BitOr => a.iter().cloned().chain(others).collect(),
                Operator::BitXor => left(false).chain(others).collect(),
                _ => return None,
            };
            Some(Value::Set(found))
        }
        _ => None,
    }
}

fn repeated(many: &Value, times: i64) -> Option<Value> {
    let times = usize::try_from(times.max(0)).ok().filter(|times| *times < 100)?;
    Some(match many {
        Value::Str(text) => Value::Str(text.repeat(times)),
        Value::List(items) => Value::List(vec![&items[..]; times].concat()),
        Value::Tuple(items) => Value::Tuple(vec![&items[..]; times].concat()),
        _ => return None,
    })
}

fn whole(a: i64, op: Operator, b: i64) -> Option<Value> {
    let sum = match op {
        Operator::Add => a.checked_add(b),
        Operator::Sub => a.checked_sub(b),
        Operator::Mult => a.checked_mul(b),
        Operator::Pow => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
        Operator::FloorDiv => floor(a, b).map(|(quotient, _)| quotient),
        Operator::Mod => floor(a, b).map(|(_, rest)| rest),
        Operator::BitAnd => Some(a & b),
        Operator::BitOr => Some(a | b),
        Operator::BitXor => Some(a ^ b),
        Operator::LShift => {
            u32::try_from(b).ok().and_then(|b| 2_i64.checked_pow(b)).and_then(|power| a.checked_mul(power))
        }
        Operator::RShift => u32::try_from(b).ok().filter(|b| *b < 63).map(|b| a >> b),
        Operator::Div => return broken(Value::Int(a).float()?, op, Value::Int(b).float()?),
        Operator::MatMult => None,
    };
    sum.map(Value::Int)
}

/// Returns the quotient that is rounded down, and the rest, which has the sign of the divisor.
pub(super) fn floor(a: i64, b: i64) -> Option<(i64, i64)> {
    let (quotient, rest) = (a.checked_div(b)?, a.checked_rem(b)?);
    Some(if rest != 0 && (rest < 0) != (b < 0) { (quotient - 1, rest + b) } else { (quotient, rest) })
}

fn broken(a: f64, op: Operator, b: f64) -> Option<Value> {
    let found = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div if b != 0.0 => a / b,
        Operator::FloorDiv | Operator::Mod if b != 0.0 => {
            // As Python's own arithmetic does it, so that the last digit is the same.
            let rest = a % b;
            let turned = rest != 0.0 && (rest < 0.0) != (b < 0.0);
            let rest = if turned { rest + b } else { rest };
            let quotient = (a - rest) / b;
            let down = if quotient - quotient.floor() > 0.5 { quotient.floor() + 1.0 } else { quotient.floor() };
            if op == Operator::Mod { rest } else { down }
        }
        _ => return None,
    };
    // A zero may have a sign of its own.
    (found.is_finite() && found != 0.0).then_some(Value::Float(found)).or_else(|| {
        let clear = a >= 0.0 && b >= 0.0 && found == 0.0 && found.is_sign_positive();
        clear.then_some(Value::Float(0.0))
    })
}

/// Returns whether a comparison holds.
pub(super) fn compared(left: &Value, op: CmpOp, right: &Value) -> Option<bool> {
    let order = || order(left, right);
    Some(match op {
        CmpOp::Eq => equal(left, right),
        CmpOp::NotEq => !equal(left, right),
        CmpOp::Lt => order()?.is_lt(),
        CmpOp::LtE => order()?.is_le(),
        CmpOp::Gt => order()?.is_gt(),
        CmpOp::GtE => order()?.is_ge(),
        CmpOp::In => within(left, right)?,
        CmpOp::NotIn => !within(left, right)?,
        // Which objects are one is known of these alone.
        CmpOp::Is | CmpOp::IsNot => match (left, right) {
            (Value::None, Value::None) => op == CmpOp::Is,
            (Value::Bool(a), Value::Bool(b)) => (a == b) == (op == CmpOp::Is),
            (Value::None, _) | (_, Value::None) => op == CmpOp::IsNot,
            _ => return None,
        },
    })
}

fn within(item: &Value, all: &Value) -> Option<bool> {
    match (item, all) {
        (Value::Str(item), Value::Str(all)) => Some(all.contains(item.as_str())),
        (_, Value::Str(_)) => None,
        (_, Value::Set(items)) => item.is_key().then(|| items.iter().any(|other| equal(other, item))),
        _ => Some(all.items()?.iter().any(|other| equal(other, item))),
    }
}
