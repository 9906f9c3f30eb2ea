//! Values of expressions that can be worked out without running Python.

use ruff_python_ast::{CmpOp, Expr, ExprCall, Number, Operator, UnaryOp};
use rustc_hash::FxHashMap;

/// A value of Python.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Str(String),
    List(Vec<Value>),
    Tuple(Vec<Value>),
}

impl Value {
    /// Returns what `repr` shows; `None` where that is not plain.
    pub(super) fn repr(&self) -> Option<String> {
        Some(match self {
            Value::Str(text) if text.chars().all(|c| c.is_ascii() && !c.is_control() && c != '\'' && c != '\\') => {
                format!("'{text}'")
            }
            Value::Str(_) => return None,
            Value::List(items) => format!("[{}]", join(items)?),
            Value::Tuple(items) if items.len() == 1 => format!("({},)", items[0].repr()?),
            Value::Tuple(items) => format!("({})", join(items)?),
            Value::None => "None".to_string(),
            Value::Bool(true) => "True".to_string(),
            Value::Bool(false) => "False".to_string(),
            Value::Int(number) => number.to_string(),
        })
    }

    /// Returns what `print` shows.
    pub(super) fn str(&self) -> Option<String> {
        match self {
            Value::Str(text) => Some(text.clone()),
            _ => self.repr(),
        }
    }
}

fn join(items: &[Value]) -> Option<String> {
    Some(items.iter().map(Value::repr).collect::<Option<Vec<_>>>()?.join(", "))
}

/// Names and their values.
pub(super) type Names<'a> = FxHashMap<&'a str, Value>;

/// Returns the value of an expression, if it can be worked out.
pub(super) fn value(expr: &Expr, names: &Names<'_>) -> Option<Value> {
    let all = |items: &[Expr]| items.iter().map(|item| value(item, names)).collect::<Option<Vec<_>>>();
    match expr {
        Expr::NoneLiteral(_) => Some(Value::None),
        Expr::BooleanLiteral(literal) => Some(Value::Bool(literal.value)),
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(number) => number.as_i64().map(Value::Int),
            _ => None,
        },
        Expr::StringLiteral(literal) => Some(Value::Str(literal.value.to_str().to_string())),
        Expr::List(list) => all(&list.elts).map(Value::List),
        Expr::Tuple(tuple) => all(&tuple.elts).map(Value::Tuple),
        Expr::Name(name) => names.get(name.id.as_str()).cloned(),
        Expr::UnaryOp(unary) => match (unary.op, value(&unary.operand, names)?) {
            (UnaryOp::USub, Value::Int(number)) => number.checked_neg().map(Value::Int),
            (UnaryOp::Not, Value::Bool(truth)) => Some(Value::Bool(!truth)),
            _ => None,
        },
        Expr::BinOp(binary) => operate(&value(&binary.left, names)?, binary.op, &value(&binary.right, names)?),
        Expr::Compare(compare) => match (&compare.ops[..], &compare.comparators[..]) {
            ([op], [right]) => compared(&value(&compare.left, names)?, *op, &value(right, names)?).map(Value::Bool),
            _ => None,
        },
        Expr::Subscript(subscript) => item(&value(&subscript.value, names)?, &value(&subscript.slice, names)?),
        Expr::Call(call) => called(call, names),
        _ => None,
    }
}

fn operate(left: &Value, op: Operator, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => {
            let (a, b) = (*a, *b);
            let sum = match op {
                Operator::Add => a.checked_add(b),
                Operator::Sub => a.checked_sub(b),
                Operator::Mult => a.checked_mul(b),
                Operator::Pow => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
                Operator::FloorDiv if b > 0 => Some(a.div_euclid(b)),
                Operator::Mod if b > 0 => Some(a.rem_euclid(b)),
                Operator::BitAnd => Some(a & b),
                Operator::BitOr => Some(a | b),
                Operator::BitXor => Some(a ^ b),
                _ => None,
            };
            sum.map(Value::Int)
        }
        (Value::Str(a), Value::Str(b)) if op == Operator::Add => Some(Value::Str(format!("{a}{b}"))),
        (Value::List(a), Value::List(b)) if op == Operator::Add => Some(Value::List([&a[..], &b[..]].concat())),
        (Value::Str(text), Value::Int(times)) if op == Operator::Mult && (0..=99).contains(times) => {
            Some(Value::Str(text.repeat(usize::try_from(*times).ok()?)))
        }
        _ => None,
    }
}

fn compared(left: &Value, op: CmpOp, right: &Value) -> Option<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(match op {
            CmpOp::Eq => a == b,
            CmpOp::NotEq => a != b,
            CmpOp::Lt => a < b,
            CmpOp::LtE => a <= b,
            CmpOp::Gt => a > b,
            CmpOp::GtE => a >= b,
            _ => return None,
        }),
        (Value::Str(a), Value::Str(b)) => Some(match op {
            CmpOp::Eq => a == b,
            CmpOp::NotEq => a != b,
            CmpOp::In => b.contains(a.as_str()),
            CmpOp::NotIn => !b.contains(a.as_str()),
            _ => return None,
        }),
        _ => None,
    }
}

fn item(owner: &Value, index: &Value) -> Option<Value> {
    let (Value::List(items) | Value::Tuple(items), Value::Int(index)) = (owner, index) else { return None };
    let len = i64::try_from(items.len()).ok()?;
    let index = if *index < 0 { len + index } else { *index };
    items.get(usize::try_from(index).ok()?).cloned()
}

fn called(call: &ExprCall, names: &Names<'_>) -> Option<Value> {
    if !call.arguments.keywords.is_empty() {
        return None;
    }
    let arguments = call.arguments.args.iter().map(|item| value(item, names)).collect::<Option<Vec<_>>>()?;
    match (&*call.func, &arguments[..]) {
        (Expr::Name(name), [one]) => {
            let length = |n: usize| i64::try_from(n).ok().map(Value::Int);
            match (name.id.as_str(), one) {
                ("len", Value::Str(text)) => length(text.chars().count()),
                ("len", Value::List(items) | Value::Tuple(items)) => length(items.len()),
                ("sum", Value::List(items) | Value::Tuple(items)) => items
                    .iter()
                    .try_fold(0i64, |sum, item| match item {
                        Value::Int(number) => sum.checked_add(*number),
                        _ => None,
                    })
                    .map(Value::Int),
                ("abs", Value::Int(number)) => Some(Value::Int(number.checked_abs()?)),
                ("str", Value::Int(number)) => Some(Value::Str(number.to_string())),
                _ => None,
            }
        }
        (Expr::Attribute(attribute), []) => match (attribute.attr.as_str(), value(&attribute.value, names)?) {
            ("upper", Value::Str(text)) if text.is_ascii() => Some(Value::Str(text.to_uppercase())),
            ("lower", Value::Str(text)) if text.is_ascii() => Some(Value::Str(text.to_lowercase())),
            ("strip", Value::Str(text)) => Some(Value::Str(text.trim().to_string())),
            _ => None,
        },
        _ => None,
    }
}
