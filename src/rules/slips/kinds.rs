//! What expressions give, as far as that is sure: literals, names that a block binds once, and well-known calls.

use super::Look;
use super::facts::Origin;
use ruff_python_ast::{Expr, ExprCall, Number, Operator, UnaryOp};

/// What an expression gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An `int`, or a `bool`.
    Whole,
    /// A `float`.
    Float,
    /// A `str`.
    Text,
    /// A `str` that `input` gave.
    Typed,
    /// `bytes`.
    Bytes,
    /// A `list`.
    List,
    /// A `tuple`.
    Tuple,
    /// A `dict`.
    Dict,
    /// A `set`.
    Set,
    /// A `pathlib.Path`.
    Path,
    /// A `datetime.datetime`.
    Moment,
    /// A `datetime.date`.
    Day,
    /// A `datetime.timedelta`.
    Span,
    /// A coroutine of a function of the notes' own, which nobody awaits.
    Coroutine,
}

/// How many names and operators are followed.
const DEPTH: u32 = 6;

impl Kind {
    /// Returns how people call it, with an article.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Kind::Whole => "a whole number",
            Kind::Float => "a number",
            Kind::Text => "text",
            Kind::Typed => "the text that `input` gives",
            Kind::Bytes => "bytes",
            Kind::List => "a list",
            Kind::Tuple => "a tuple",
            Kind::Dict => "a dictionary",
            Kind::Set => "a set",
            Kind::Path => "a path",
            Kind::Moment => "a datetime",
            Kind::Day => "a date",
            Kind::Span => "a timedelta",
            Kind::Coroutine => "a coroutine",
        }
    }

    /// Returns whether it is a number.
    pub(super) fn is_number(self) -> bool {
        matches!(self, Kind::Whole | Kind::Float)
    }

    /// Returns whether it is text.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Kind::Text | Kind::Typed)
    }

    /// Returns whether it has items one after the other, which `*` repeats.
    pub(super) fn is_sequence(self) -> bool {
        self.is_text() || matches!(self, Kind::Bytes | Kind::List | Kind::Tuple)
    }
}

/// Returns what an expression gives, if that is sure.
pub(super) fn kind(look: &Look<'_, '_>, expr: &Expr) -> Option<Kind> {
    of(look, expr, DEPTH)
}

fn of(look: &Look<'_, '_>, expr: &Expr, depth: u32) -> Option<Kind> {
    let depth = depth.checked_sub(1)?;
    Some(match expr {
        Expr::NumberLiteral(number) => match number.value {
            Number::Int(_) => Kind::Whole,
            Number::Float(_) => Kind::Float,
            Number::Complex { .. } => return None,
        },
        Expr::BooleanLiteral(_) => Kind::Whole,
        Expr::StringLiteral(_) | Expr::FString(_) => Kind::Text,
        Expr::BytesLiteral(_) => Kind::Bytes,
        Expr::List(_) | Expr::ListComp(_) => Kind::List,
        Expr::Tuple(_) => Kind::Tuple,
        Expr::Dict(_) | Expr::DictComp(_) => Kind::Dict,
        Expr::Set(_) | Expr::SetComp(_) => Kind::Set,
        Expr::Name(name) => return of_name(look, name.id.as_str(), depth),
        Expr::Call(call) => return of_call(look, call, depth),
        Expr::Attribute(attribute) => {
            let owner = of(look, &attribute.value, depth)?;
            return of_attribute(owner, attribute.attr.as_str());
        }
        Expr::Subscript(part) => match (of(look, &part.value, depth)?, &*part.slice) {
            (Kind::Text | Kind::Typed, _) => Kind::Text,
            (whole @ (Kind::List | Kind::Tuple | Kind::Bytes), Expr::Slice(_)) => whole,
            (Kind::Bytes, _) => Kind::Whole,
            _ => return None,
        },
        Expr::UnaryOp(unary) if unary.op == UnaryOp::USub => {
            return of(look, &unary.operand, depth).filter(|kind| kind.is_number());
        }
        Expr::BinOp(binary) => {
            let (left, right) = (of(look, &binary.left, depth)?, of(look, &binary.right, depth)?);
            return result(left, binary.op, right);
        }
        _ => return None,
    })
}

/// A name gives what it stands for when the block that is looked at binds it once.
fn of_name(look: &Look<'_, '_>, name: &str, depth: u32) -> Option<Kind> {
    let facts = look.facts;
    if facts.functions.contains_key(name) || facts.classes.contains_key(name) || facts.import(name).is_some() {
        return None;
    }
    match facts.here(name)?.as_slice() {
        [Origin::Value(value)] => of(look, value, depth),
        _ => None,
    }
}

fn of_call(look: &Look<'_, '_>, call: &ExprCall, depth: u32) -> Option<Kind> {
    if let Expr::Name(name) = &*call.func
        && (look.facts.functions.contains_key(name.id.as_str()) || look.facts.classes.contains_key(name.id.as_str()))
    {
        return makes_coroutine(look, name.id.as_str()).then_some(Kind::Coroutine);
    }
    let full = look.full(&call.func);
    let known = full.as_deref().and_then(|name| of_function(name, call));
    known.or_else(|| match &*call.func {
        Expr::Attribute(attribute) => of_method(of(look, &attribute.value, depth)?, attribute.attr.as_str()),
        _ => None,
    })
}

/// Returns whether a name stands for coroutine functions alone: defined with `async def`, without a decorator, no generators.
pub(super) fn makes_coroutine(look: &Look<'_, '_>, name: &str) -> bool {
    let facts = look.facts;
    facts.origins(name).is_none()
        && facts.functions.get(name).is_some_and(|defs| {
            defs.iter().all(|(def, class)| {
                def.is_async
                    && def.decorator_list.is_empty()
                    && class.is_none()
                    && !look.written(def.range).contains("yield")
            })
        })
}

fn of_function(name: &str, call: &ExprCall) -> Option<Kind> {
    Some(match name {
        "len" | "int" | "ord" | "hash" | "id" | "random.randint" | "random.randrange" => Kind::Whole,
        "round" if call.arguments.len() == 1 => Kind::Whole,
        "float" | "time.time" | "time.monotonic" | "time.perf_counter" | "random.random" | "math.sqrt" => Kind::Float,
        "input" => Kind::Typed,
        "str" | "repr" | "chr" | "hex" | "bin" | "oct" | "format" | "ascii" | "json.dumps" | "os.getcwd"
        | "os.path.join" | "os.path.basename" | "os.path.dirname" | "os.path.abspath" => Kind::Text,
        "bytes" => Kind::Bytes,
        "list" | "sorted" | "os.listdir" => Kind::List,
        "tuple" | "struct.unpack" | "struct.unpack_from" | "os.path.split" | "os.path.splitext" => Kind::Tuple,
        "dict" => Kind::Dict,
        "set" => Kind::Set,
        "pathlib.Path" | "pathlib.Path.cwd" | "pathlib.Path.home" => Kind::Path,
        "datetime.datetime"
        | "datetime.datetime.now"
        | "datetime.datetime.today"
        | "datetime.datetime.utcnow"
        | "datetime.datetime.strptime"
        | "datetime.datetime.fromisoformat"
        | "datetime.datetime.fromtimestamp" => Kind::Moment,
        "datetime.date" | "datetime.date.today" | "datetime.date.fromisoformat" => Kind::Day,
        "datetime.timedelta" => Kind::Span,
        _ => return None,
    })
}

fn of_method(owner: Kind, method: &str) -> Option<Kind> {
    /// Methods of text that give text.
    const OF_TEXT: [&str; 14] = [
        "upper",
        "lower",
        "strip",
        "lstrip",
        "rstrip",
        "replace",
        "join",
        "format",
        "title",
        "capitalize",
        "zfill",
        "center",
        "ljust",
        "rjust",
    ];
    Some(match (owner, method) {
        (Kind::Text | Kind::Typed, method) if OF_TEXT.contains(&method) => Kind::Text,
        (Kind::Bytes, "decode") | (Kind::Path, "read_text") | (Kind::Moment | Kind::Day, "strftime" | "isoformat") => {
            Kind::Text
        }
        (Kind::Text | Kind::Typed, "split" | "rsplit" | "splitlines") => Kind::List,
        (Kind::Text | Kind::Typed, "encode") | (Kind::Path, "read_bytes") => Kind::Bytes,
        (Kind::Text | Kind::Typed | Kind::List | Kind::Tuple, "count" | "index")
        | (Kind::Text | Kind::Typed, "find" | "rfind") => Kind::Whole,
        (Kind::Path, "resolve" | "absolute" | "expanduser" | "joinpath" | "with_suffix" | "with_name") => Kind::Path,
        (Kind::Moment, "date") => Kind::Day,
        (Kind::Moment, "timestamp") | (Kind::Span, "total_seconds") => Kind::Float,
        _ => return None,
    })
}

fn of_attribute(owner: Kind, name: &str) -> Option<Kind> {
    Some(match (owner, name) {
        (Kind::Path, "parent") => Kind::Path,
        (Kind::Path, "name" | "stem" | "suffix") => Kind::Text,
        (Kind::Moment | Kind::Day, "year" | "month" | "day" | "hour" | "minute" | "second")
        | (Kind::Span, "days" | "seconds") => Kind::Whole,
        _ => return None,
    })
}

/// Returns what an operator makes of two kinds, if that is sure and it makes something.
fn result(left: Kind, op: Operator, right: Kind) -> Option<Kind> {
    match op {
        Operator::Add | Operator::Sub | Operator::Mult | Operator::FloorDiv
            if left.is_number() && right.is_number() =>
        {
            Some(if left == Kind::Whole && right == Kind::Whole { Kind::Whole } else { Kind::Float })
        }
        Operator::Div if left.is_number() && right.is_number() => Some(Kind::Float),
        Operator::Div if left == Kind::Path && (right.is_text() || right == Kind::Path) => Some(Kind::Path),
        Operator::Mod if left.is_text() => Some(Kind::Text),
        Operator::Add if left.is_text() && right.is_text() => Some(Kind::Text),
        Operator::Add if left == right && left.is_sequence() => Some(left),
        Operator::Mult if left.is_text() && right == Kind::Whole => Some(Kind::Text),
        Operator::Mult if left.is_sequence() && right == Kind::Whole => Some(left),
        Operator::Add | Operator::Sub if left == Kind::Moment && right == Kind::Span => Some(Kind::Moment),
        Operator::Sub if left == right && matches!(left, Kind::Moment | Kind::Day) => Some(Kind::Span),
        _ => None,
    }
}
