//! How much a text looks like a definition, told by its first words.

use super::super::names;
use super::term::Named;
use super::words;

/// How many words of a text are looked at.
const AHEAD: usize = 12;
/// From how many words on a comma ends a clause.
const CLAUSE: usize = 4;
/// How much a translation in front of a text speaks for it.
const GLOSS: i32 = 20;

/// Returns how much a text looks like a definition: a noun and what tells it from others, what something is for.
pub(super) fn of(written: &str) -> i32 {
    if let Some(gloss) = glossed(written) {
        return gloss;
    }
    let clause = first_clause(written);
    let ahead: Vec<&str> =
        clause.split(' ').take(AHEAD).map(|word| word.trim_matches([',', '.', '"', ';', '(', ')'])).collect();
    let first = ahead[0].to_ascii_lowercase();
    let second = ahead.get(1).copied().unwrap_or_default();
    let finite =
        ahead.iter().position(|word| words::has(&words::FINITE, word) || words::tells(word) || word.ends_with("n't"));
    // "the bell you hear", but not "if you hear".
    let said =
        |at: usize| at > 1 && !words::is_no_term(ahead[at - 1]) && words::among(&["you", "we", "they"], ahead[at]);
    let tells = (0..ahead.len()).find(|at| words::among(&TELLING, ahead[*at]) || said(*at));
    let tells = tells.into_iter().chain(formed(&ahead)).chain(contact(&ahead)).min();
    let related = |at: usize| words::among(&TELLING, ahead[at]);
    let noun = tells.is_some_and(|at| at > 0 && finite.is_none_or(|verb| at < verb));
    let genus = ahead.iter().take(3).any(|word| words::has(&words::GENUS, &names::singular(word)));
    match first.as_str() {
        "a" | "an" if words::has(&words::JUDGED, second) => 0,
        "a" | "an" => {
            if noun || finite.is_none() {
                26
            } else {
                12
            }
        }
        "the" if second == "one" => 0,
        "the" if noun => 24,
        "this" | "these" if ahead.get(2).is_some_and(|word| word.ends_with('s')) => 24,
        "to" if second.bytes().all(|b| b.is_ascii_lowercase()) => 22,
        "what" if !written.ends_with('?') && ahead.len() > 3 => 30,
        "how" | "whether" | "who" | "whose" | "which" if !written.ends_with('?') && ahead.len() > 3 => 28,
        "when" | "where" if !written.contains(", ") => 18,
        // "the pause before the next pot"
        "the" if genus && ahead.get(2).is_some_and(|word| words::among(&PLACED, word)) => 16,
        "the" | "when" | "where" => 2,
        "one" if noun && genus => 24,
        // "All kettles made of iron are heavy" is a sentence.
        "all" | "each" | "every" if noun && (finite.is_none() || tells.is_some_and(related)) => 18,
        "each" | "every" | "both" if finite.is_some() && ahead.len() > 5 => 12,
        "any" | "everything" | "anything" | "one" | "two" if noun => 18,
        "everything" | "anything" | "whatever" if words::among(&["you", "we", "they", "that", "which"], second) => 22,
        "used" | "made" if words::among(&["to", "for", "by", "when", "of", "in"], second) => 20,
        _ if first.starts_with(|c: char| c.is_ascii_digit()) => 0,
        "same" if ahead.len() > 1 => 18,
        // "says which lid fits": what a thing answers.
        _ if is_third(&first) && words::among(&ASKING, second) => 24,
        // "sent by hand": what is done to the thing, and how.
        _ if participle(&first) && joins(second) => 18,
        "first" | "partly" | "fully" if participle(second) => 18,
        // "showing what it does", "using a cup without buying it"
        _ if first.len() > 5 && first.ends_with("ing") && words::among(&ASKING, second) => 20,
        "using" if second == "a" || second == "an" => 18,
        _ if words::is_no_term(&first) || words::has(&words::IMPERATIVE, &first) => 0,
        _ if first.ends_with("ing") && first.len() > 5 && finite.is_none_or(|verb| verb > 3) => 18,
        _ if noun && genus && tells.is_some_and(|at| at <= 5) => 24,
        _ if noun && tells.is_some_and(|at| at <= 5) => 18,
        // A noun and more about it, and no verb.
        _ if finite.is_none() && ahead.len() > 3 && first.starts_with(char::is_lowercase) && ahead[0] == first => 12,
        _ => 0,
    }
}

/// Returns the first clause of a text: what stands behind a comma is often about something else.
fn first_clause(written: &str) -> &str {
    let Some((words, _)) = written.match_indices(' ').nth(CLAUSE - 1) else { return written };
    let end = written[words..].find([',', ';']).map_or(written.len(), |at| words + at);
    &written[..end]
}

/// ""on top", fried but not turned": what a word means in another language, and then what it is.
fn glossed(written: &str) -> Option<i32> {
    let (gloss, rest) = written.strip_prefix('"')?.split_once('"')?;
    let rest = rest.trim_start_matches([',', ';', ':', '.', '-']).trim_start();
    (rest.split(' ').count() > 2 && (1..6).contains(&gloss.split(' ').count())).then(|| of(rest).max(GLOSS))
}

/// Words behind a noun with which what tells it from others begins.
const TELLING: [&str; 11] =
    ["that", "that's", "which", "whose", "where", "who", "of", "for", "used", "when", "between"];

/// Words behind a noun with which begins where or when it is.
const PLACED: [&str; 9] = ["after", "around", "at", "before", "behind", "from", "in", "on", "with"];

/// Words with which an indirect question begins.
const ASKING: [&str; 6] = ["how", "what", "where", "whether", "which", "who"];

/// Returns whether a word looks like a verb in the third person.
pub(super) fn is_third(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

/// Returns whether a word may be a participle.
pub(super) fn participle(word: &str) -> bool {
    let irregular = [
        "made", "built", "kept", "given", "sent", "held", "cut", "left", "thrown", "drawn", "run", "written", "shown",
        "used", "chosen", "taken", "found", "put", "bought", "grown", "worn", "known",
    ];
    word.len() > 4 && word.ends_with("ed") || words::among(&irregular, word)
}

/// Returns whether a small word joins a participle and what goes with it.
fn joins(word: &str) -> bool {
    let joins = [
        "by", "with", "in", "from", "to", "on", "at", "as", "into", "off", "over", "under", "after", "out", "together",
    ];
    words::among(&joins, word)
}

/// "… letters sent by …", "… a hat hanging on …": where a participle and a small word follow a noun.
pub(super) fn formed(ahead: &[&str]) -> Option<usize> {
    let lasting = |word: &str| word.len() > 6 && word.ends_with("ing") && !word.ends_with("thing");
    let found = ahead.windows(2).position(|pair| (participle(pair[0]) || lasting(pair[0])) && joins(pair[1]));
    found.filter(|at| *at > 0)
}

/// "a letter the clerk wrote": where a clause follows a noun with nothing between them.
fn contact(ahead: &[&str]) -> Option<usize> {
    let subjects = ["the", "a", "an", "nobody", "everybody", "somebody", "people"];
    let article = |at: usize| ahead.get(at).is_some_and(|word| words::among(&subjects, word));
    let kind = |at: usize| ahead.get(at).is_some_and(|word| words::has(&words::GENUS, &names::singular(word)));
    (article(0) && ahead.len() > 4).then(|| (2..=3).find(|at| article(*at) && kind(at - 1)))?
}

/// Returns whether a word ends as nouns do for what is done or how something is; labels seldom do.
pub(super) fn is_concept(term: &str) -> bool {
    ["ing", "tion", "sion", "ity", "ness", "ism", "sis", "ance", "ence", "ship"].iter().any(|end| term.ends_with(end))
}

/// Returns whether a word ends as nouns do for who or what does something, and a verb says what.
pub(super) fn is_agent(term: &str, written: &str) -> bool {
    let first = written.split(' ').next().unwrap_or_default();
    let doer = term.len() > 4 && ["er", "or"].iter().any(|end| term.ends_with(end));
    let states = [
        "belongs", "comes", "gets", "gives", "goes", "lives", "looks", "needs", "runs", "sits", "stands", "starts",
        "takes", "wants",
    ];
    doer && is_third(first) && !words::among(&states, first) && written.split(' ').count() > 4
}

/// Returns whether a definition begins with a verb: "does not …", "picks …".
pub(super) fn is_verb(first: &str) -> bool {
    let third = is_third(first);
    let plain = first.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'');
    plain
        && (matches!(first, "does" | "doesn't" | "has" | "can" | "can't" | "cannot")
            || words::tells(first)
            || third && words::has(&words::IMPERATIVE, &first[..first.len() - 1]))
}

/// Returns whether a plain word stands there that may as well be a label, and nothing behind it says of what kind it is:
/// "Weather: a week of rain".
pub(super) fn is_bare(named: &Named, written: &str) -> bool {
    let plain = !named.marked && named.term.bytes().skip(1).all(|b| b.is_ascii_lowercase() || !b.is_ascii());
    let kind = |word: &str| words::has(&words::GENUS, &names::singular(word.trim_end_matches([',', '.'])));
    plain && !is_concept(&named.term) && !written.split(' ').take(5).any(kind)
}
