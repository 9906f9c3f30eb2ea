//! What a comment states, held against what the code gives.

use crate::rules::slips::evaluate::{Names, Value, value};
use ruff_python_ast::{Expr, Mod};
use ruff_python_parser::{Mode, ParseOptions, parse};

/// What a comment states.
pub(super) enum Says {
    /// A literal.
    Value(Value),
    /// Something else.
    Words,
}

impl Says {
    /// Reads what is stated.
    pub(super) fn read(text: &str) -> Says {
        literal(text).map_or(Says::Words, Says::Value)
    }

    /// Returns what the code really shows, if the statement is not true of it. The value is `printed` or stands alone; an
    /// `exact` statement is one of a text, not of a number.
    pub(super) fn against(&self, real: &Value, stated: &str, (printed, exact): (bool, bool)) -> Option<String> {
        let shown = if printed { real.str() } else { real.repr() };
        if let (Says::Value(says @ Value::Set(_)), Value::Set(_)) = (self, real) {
            return (!agrees(real, says)).then(|| real.repr())?;
        }
        let (repr, text) = (real.repr()?, real.str()?);
        // Nobody sees the blanks at the ends.
        if stated == repr || stated == text.trim() {
            return None;
        }
        let wrong = match self {
            Says::Value(says) => contradicts(real, says, exact),
            Says::Words => match real {
                Value::Str(real) => is_other_word(real, stated),
                _ => false,
            },
        };
        if wrong { shown } else { None }
    }

    /// The same for what `print` shows of several values, all of it numbers and the like.
    pub(super) fn against_several(real: &[Value], stated: &str) -> Option<String> {
        let shown = real.iter().map(Value::str).collect::<Option<Vec<_>>>()?.join(" ");
        let words: Vec<&str> = stated.split(' ').collect();
        let simple = |word: &str| matches!(literal(word), Some(Value::Int(_) | Value::Float(_) | Value::Bool(_)));
        let all = words.len() == real.len() && words.iter().all(|word| simple(word));
        let agree =
            || real.iter().zip(&words).all(|(real, word)| literal(word).is_some_and(|says| agrees(real, &says)));
        (all && shown != stated && !agree()).then_some(shown)
    }
}

/// Reads a text that is a literal and nothing else.
fn literal(text: &str) -> Option<Value> {
    // A point at the end belongs to the sentence.
    if text.len() > 200 || text.contains("...") || text.ends_with('.') {
        return None;
    }
    let parsed = parse(text, ParseOptions::from(Mode::Expression)).ok()?;
    let Mod::Expression(expression) = parsed.into_syntax() else { return None };
    let plain = match &*expression.body {
        Expr::NumberLiteral(_)
        | Expr::StringLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::List(_)
        | Expr::Set(_)
        | Expr::Dict(_)
        | Expr::UnaryOp(_) => true,
        // What a session shows of a path.
        Expr::Call(call) => matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "PosixPath"),
        // `1, 2` may be two outputs.
        Expr::Tuple(tuple) => tuple.parenthesized,
        _ => false,
    };
    if plain { value(&expression.body, &Names::default()) } else { None }
}

/// Returns whether a statement and a value cannot both be true.
fn contradicts(real: &Value, says: &Value, exact: bool) -> bool {
    match (real, says) {
        (Value::None, says) => *says != Value::None,
        // Sixes with and without a point are the same number, but not the same text.
        (Value::Float(_), Value::Int(_)) | (Value::Int(_), Value::Float(_)) => exact || !agrees(real, says),
        (Value::Int(_), Value::Bool(_))
        | (Value::Bool(_), Value::Int(_))
        | (Value::List(_), Value::Tuple(_))
        | (Value::Tuple(_), Value::List(_)) => true,
        (Value::Str(real), Value::Int(_) | Value::Float(_)) => {
            matches!(literal(real), Some(Value::Int(_) | Value::Float(_)))
        }
        _ => std::mem::discriminant(real) == std::mem::discriminant(says) && !agrees(real, says),
    }
}

/// Returns whether a value is what is stated, numbers with points to as many digits as are stated.
fn agrees(real: &Value, says: &Value) -> bool {
    let all = |a: &[Value], b: &[Value]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agrees(a, b));
    match (real, says) {
        (Value::Float(real), Value::Float(says)) => {
            let shown = format!("{says:?}");
            let places = shown.split_once('.').map_or(0, |(_, digits)| digits.len());
            let rounded = format!("{real:.places$}");
            let longer = format!("{real:.17}");
            let cut = longer.split_once('.').map(|(whole, digits)| format!("{whole}.{}", &digits[..places.min(17)]));
            real.to_bits() == says.to_bits() || rounded == shown || cut.is_some_and(|cut| cut == shown)
        }
        (Value::Float(real), Value::Int(says)) | (Value::Int(says), Value::Float(real)) => {
            real.fract() == 0.0 && format!("{real:.0}") == says.to_string()
        }
        (Value::List(a), Value::List(b)) | (Value::Tuple(a), Value::Tuple(b)) => all(a, b),
        (Value::Set(a), Value::Set(b)) => a.len() == b.len() && a.iter().all(|a| b.iter().any(|b| agrees(a, b))),
        (Value::Dict(a), Value::Dict(b)) => {
            let within = |(key, to): &(Value, Value)| b.iter().any(|(k, v)| agrees(key, k) && agrees(to, v));
            a.len() == b.len() && a.iter().all(within)
        }
        _ => real == says,
    }
}

/// Returns whether a word can only be meant as the output, and is another one: the same letters in other cases or in another
/// order.
fn is_other_word(real: &str, stated: &str) -> bool {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric());
    if !plain(stated) || !plain(real) || real == stated {
        return false;
    }
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.to_ascii_lowercase().chars().collect();
        letters.sort_unstable();
        letters
    };
    letters(real) == letters(stated)
}
