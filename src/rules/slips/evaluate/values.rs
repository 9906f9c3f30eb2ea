//! Values of Python, how they are shown, and how they compare.

use std::cmp::Ordering;

/// How much a value may hold in all.
const MOST: usize = 2000;
/// How many keys are looked through one by one.
pub(super) const MOST_KEYS: usize = 50;

/// A value of Python.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules::slips) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    List(Vec<Value>),
    Tuple(Vec<Value>),
    /// Items that are not equal to each other, in no order.
    Set(Vec<Value>),
    /// Keys that are not equal to each other, in the order in which they came.
    Dict(Vec<(Value, Value)>),
    /// Start, stop and step of a `range`.
    Range(i64, i64, i64),
    /// A `pathlib.Path`, as Linux and macOS have it.
    Path(String),
}

impl Value {
    /// Returns what `repr` shows; `None` where that is not plain.
    pub(in crate::rules::slips) fn repr(&self) -> Option<String> {
        Some(match self {
            Value::Str(text) => quoted(text)?,
            Value::List(items) => format!("[{}]", join(items)?),
            Value::Tuple(items) if items.len() == 1 => format!("({},)", items[0].repr()?),
            Value::Tuple(items) => format!("({})", join(items)?),
            Value::Dict(pairs) => {
                let shown = pairs.iter().map(|(key, to)| Some(format!("{}: {}", key.repr()?, to.repr()?)));
                format!("{{{}}}", shown.collect::<Option<Vec<_>>>()?.join(", "))
            }
            Value::Set(items) if items.is_empty() => "set()".to_string(),
            Value::Set(items) if items.len() == 1 => format!("{{{}}}", items[0].repr()?),
            // In which order is for the hashes to say.
            Value::Set(_) => return None,
            Value::Range(start, stop, 1) => format!("range({start}, {stop})"),
            Value::Range(start, stop, step) => format!("range({start}, {stop}, {step})"),
            Value::Path(path) => format!("PosixPath({})", quoted(path)?),
            Value::None => "None".to_string(),
            Value::Bool(true) => "True".to_string(),
            Value::Bool(false) => "False".to_string(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => decimal(*number)?,
        })
    }

    /// Returns what `print` shows.
    pub(in crate::rules::slips) fn str(&self) -> Option<String> {
        match self {
            Value::Str(text) | Value::Path(text) => Some(text.clone()),
            _ => self.repr(),
        }
    }

    /// Returns whether `if` takes the value for true.
    pub(super) fn truth(&self) -> bool {
        match self {
            Value::None => false,
            Value::Bool(truth) => *truth,
            Value::Int(number) => *number != 0,
            Value::Float(number) => *number != 0.0,
            Value::Path(_) => true,
            _ => self.len().is_some_and(|len| len > 0),
        }
    }

    /// Returns the path that a text names, if nothing has to be tidied in it.
    pub(super) fn path(text: &str) -> Option<Value> {
        let plain = !text.is_empty() && !text.contains(['\\', ':']) && !text.contains("//");
        let tidy = (text.len() == 1 || !text.ends_with('/')) && !text.split('/').any(|part| part == ".");
        (plain && tidy).then(|| Value::Path(text.to_string()))
    }

    /// Returns what `len` gives.
    pub(super) fn len(&self) -> Option<usize> {
        Some(match self {
            Value::Str(text) => text.chars().count(),
            Value::List(items) | Value::Tuple(items) | Value::Set(items) => items.len(),
            Value::Dict(pairs) => pairs.len(),
            Value::Range(..) => self.items()?.len(),
            _ => return None,
        })
    }

    /// Returns the number that the value is in sums.
    pub(super) fn int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            Value::Bool(truth) => Some(i64::from(*truth)),
            _ => None,
        }
    }

    /// Returns the number as one with a point; large ones are left alone, as they are rounded.
    pub(super) fn float(&self) -> Option<f64> {
        match self {
            Value::Float(number) => Some(*number),
            _ => i32::try_from(self.int()?).ok().map(f64::from),
        }
    }

    /// Returns the items that a loop over the value meets, in their order.
    pub(super) fn items(&self) -> Option<Vec<Value>> {
        match self {
            Value::Dict(pairs) => Some(pairs.iter().map(|(key, _)| key.clone()).collect()),
            _ => self.sequence(),
        }
    }

    /// Returns the items that have numbers.
    pub(super) fn sequence(&self) -> Option<Vec<Value>> {
        Some(match self {
            Value::Str(text) => text.chars().map(|c| Value::Str(c.to_string())).collect(),
            Value::List(items) | Value::Tuple(items) => items.clone(),
            Value::Range(start, stop, step) => {
                let mut found = Vec::new();
                let mut at = *start;
                while if *step > 0 { at < *stop } else { at > *stop } {
                    if found.len() > MOST {
                        return None;
                    }
                    found.push(Value::Int(at));
                    at = at.checked_add(*step)?;
                }
                found
            }
            _ => return None,
        })
    }

    /// Returns a value of the same kind with other items, as a slice is.
    pub(super) fn with_items(&self, items: Vec<Value>) -> Option<Value> {
        match self {
            Value::List(_) => Some(Value::List(items)),
            Value::Tuple(_) => Some(Value::Tuple(items)),
            Value::Str(_) => items.iter().map(Value::str).collect::<Option<String>>().map(Value::Str),
            // A slice of a range is a range with other numbers.
            _ => None,
        }
    }

    /// Returns whether the value may be a key, or an item of a set.
    pub(super) fn is_key(&self) -> bool {
        match self {
            Value::List(_) | Value::Set(_) | Value::Dict(_) => false,
            Value::Tuple(items) => items.iter().all(Value::is_key),
            _ => true,
        }
    }

    /// Returns whether the value holds so little that it may be worked with.
    pub(super) fn is_small(&self) -> bool {
        self.weight() <= MOST
    }

    fn weight(&self) -> usize {
        match self {
            Value::Str(text) => text.len(),
            Value::List(items) | Value::Tuple(items) | Value::Set(items) => {
                items.iter().map(|item| 1 + item.weight()).sum()
            }
            Value::Dict(pairs) => pairs.iter().map(|(key, to)| 2 + key.weight() + to.weight()).sum(),
            _ => 1,
        }
    }
}

fn join(items: &[Value]) -> Option<String> {
    Some(items.iter().map(Value::repr).collect::<Option<Vec<_>>>()?.join(", "))
}

/// Returns a text in the quotes that `repr` takes.
fn quoted(text: &str) -> Option<String> {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c if c == ' ' || c.is_ascii_graphic() || c.is_alphanumeric() => out.push(c),
            _ => return None,
        }
    }
    out.push(quote);
    Some(out)
}

/// Returns how Python shows a number with a point: the shortest text that means it. Where an exponent would stand, nothing.
fn decimal(number: f64) -> Option<String> {
    let plain = number == 0.0 || (1e-4..1e16).contains(&number.abs());
    plain.then(|| format!("{number:?}"))
}

/// Returns whether Python's `==` holds.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    let both = |a: &[Value], b: &[Value]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b));
    match (left, right) {
        (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => both(a, b),
        (Value::Set(a), Value::Set(b)) => a.len() == b.len() && a.iter().all(|a| b.iter().any(|b| equal(a, b))),
        (Value::Dict(a), Value::Dict(b)) => {
            let within = |(key, to): &(Value, Value)| b.iter().any(|(k, v)| equal(k, key) && equal(v, to));
            a.len() == b.len() && a.iter().all(within)
        }
        (Value::Range(..), Value::Range(..)) => left.items() == right.items(),
        _ => match order(left, right) {
            Some(order) => order == Ordering::Equal,
            None => left == right,
        },
    }
}

/// Returns how two values stand to each other, if Python can say it and so can we.
pub(super) fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Str(a), Value::Str(b)) => Some(a.cmp(b)),
        (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => {
            let first = a.iter().zip(b).find(|(a, b)| !equal(a, b));
            first.map_or(Some(a.len().cmp(&b.len())), |(a, b)| order(a, b))
        }
        _ => match (left.int(), right.int()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => left.float()?.partial_cmp(&right.float()?),
        },
    }
}

/// Returns the items without those that are equal to one before.
pub(super) fn distinct(items: Vec<Value>) -> Option<Vec<Value>> {
    let mut found: Vec<Value> = Vec::new();
    if items.len() > MOST_KEYS || !items.iter().all(Value::is_key) {
        return None;
    }
    for item in items {
        if !found.iter().any(|other| equal(other, &item)) {
            found.push(item);
        }
    }
    Some(found)
}
