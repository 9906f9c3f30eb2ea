//! Words of everyday English that people put in place of one another when they tell something again.
//!
//! Only words that cannot name a thing of a program stand here, and of those only what means the same wherever it stands:
//! `argument` and `parameter`, `kill` and `stop`, `add` and `append` are different things.

use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Words that say nothing by themselves: they link, they point, or they only add weight.
const EMPTY: &str = "a an the this that these those it its itself they them their theirs he she him her his you your yours we \
    our us i my me of to in into on onto at by for with from as is are was were be been being am do does did done has have had \
    having will would shall and then so there here also too which who whom whose what where when if whenever because since but \
    one ones thus hence therefore however moreover furthermore very really quite rather actually basically simply just of \
    immediately instantly directly namely etc please course well e.g i.e eg ie vs than about";

/// Words of one meaning, in all their forms that the endings do not show; the first stands for the others.
const SAME: &str = "begin began begun start|continue proceed|drop dropped fall fell fallen sink sank|happen occur arise|
    try attempt|finish complete|retain keep kept|hold held contain|search look seek sought|get got gotten receive|
    change modify alter|put place|glue combine join|allow permit let|forbid forbade forbidden prohibit disallow|
    choose chose chosen pick select|verify check|whole entire|each every per|many numerous|several multiple|
    enough sufficient|important crucial essential|useful handy helpful|hard difficult tricky|easy simple|wrong incorrect|
    approximately roughly circa|almost nearly|perhaps maybe possibly|often frequently|rarely seldom|
    usually normally typically generally|sometimes occasionally|big large huge|bigger larger|biggest largest|
    small little tiny|smaller littler|quick fast rapid|quickly rapidly|create make made|run ran execute|call invoke|
    raise throw threw thrown|delete remove erase|fix repair mend|explain describe|vanish disappear|appear emerge|
    find found discover|after behind|below under beneath underneath|until till|while whilst|only merely solely|
    folder directory|dict dictionary|use utilize utilise employ|need require|show shown display|
    can may might could|must ought|not nor neither|give gave given|take took taken|send sent|write wrote written|
    go went gone|come came|know knew known|see saw seen|lose lost|build built construct|
    say said tell told|mean meant|bring brought|buy bought|think thought believe|speak spoke spoken|break broke broken|
    child children|person people|way manner|part piece portion|problem issue trouble|common typical|
    rest others remainder|again anew|color colour|gray grey|behavior behaviour|center centre|
    2 two|3 three|4 four|5 five|6 six|7 seven|8 eight|9 nine|10 ten|11 eleven|12 twelve|15 fifteen|20 twenty|30 thirty|
    40 forty|50 fifty|60 sixty|90 ninety|100 hundred|1000 thousand";

/// Turns of several words, and the words that they stand for.
const TURNS: [(&str, &str); 76] = [
    ("from time to time", "sometimes"),
    ("now and then", "sometimes"),
    ("now and again", "sometimes"),
    ("once in a while", "sometimes"),
    ("every so often", "sometimes"),
    ("hardly ever", "rarely"),
    ("almost never", "rarely"),
    ("most of the time", "usually"),
    ("in most cases", "usually"),
    ("as a rule", "usually"),
    ("a lot of", "many"),
    ("lots of", "many"),
    ("plenty of", "many"),
    ("a number of", "several"),
    ("at once", ""),
    ("right away", ""),
    ("straight away", ""),
    ("as soon as", ""),
    ("as well", ""),
    ("of course", ""),
    ("in fact", ""),
    ("by the way", ""),
    ("note that", ""),
    ("keep in mind that", ""),
    ("remember that", ""),
    ("in order to", ""),
    ("due to", ""),
    ("for example", "example"),
    ("for instance", "example"),
    ("such as", "like"),
    ("goes away", "vanish"),
    ("go away", "vanish"),
    ("went away", "vanish"),
    ("goes on", "continue"),
    ("go on", "continue"),
    ("carry on", "continue"),
    ("carries on", "continue"),
    ("takes place", "happen"),
    ("take place", "happen"),
    ("comes up", "appear"),
    ("come up", "appear"),
    ("shows up", "appear"),
    ("show up", "appear"),
    ("turns up", "appear"),
    ("turn up", "appear"),
    ("leads to", "cause"),
    ("lead to", "cause"),
    ("results in", "cause"),
    ("result in", "cause"),
    ("gets there", "reach"),
    ("get there", "reach"),
    ("get that far", "reach"),
    ("gets that far", "reach"),
    ("get so far", "reach"),
    ("gives back", "return"),
    ("give back", "return"),
    ("gave back", "return"),
    ("put together", "glue"),
    ("puts together", "glue"),
    ("glued together", "glue"),
    ("is able to", "can"),
    ("are able to", "can"),
    ("was able to", "can"),
    ("not able to", "can not"),
    ("unable to", "can not"),
    ("as possible", "can"),
    ("just the", "only"),
    ("just one", "only"),
    ("just those", "only"),
    ("has to", "must"),
    ("have to", "must"),
    ("needs to", "must"),
    ("need to", "must"),
    ("need not", "not must"),
    ("white space", "whitespace"),
    ("once more", "again"),
];

/// Small words that only complete the verb before them, with it.
const COMPLETE: [(&str, &str); 17] = [
    ("pin", "down"),
    ("nail", "down"),
    ("write", "down"),
    ("note", "down"),
    ("track", "down"),
    ("clean", "up"),
    ("tidy", "up"),
    ("free", "up"),
    ("fill", "up"),
    ("use", "up"),
    ("split", "up"),
    ("send", "out"),
    ("print", "out"),
    ("find", "out"),
    ("try", "out"),
    ("test", "out"),
    ("back", "again"),
];

/// Words that turn a statement round or bound it: one more or one less of them says something else.
const TURNING: &str = "not no never none nothing nobody without unless except only always all some both first last before after \
    above below left right front back top bottom more less most least must should can true false on off up down in out old new \
    min max minimum maximum ascending descending add delete open close lock unlock enable disable allow forbid rise drop \
    increase decrease begin end start stop large big small fast quick slow easy hard early late high low long short internal \
    external public private mutable immutable sync async read write push pull odd even upper lower";

/// Forms that something gets, besides those in "-ed": "gets lost" is "is lost".
const SUFFERED: [&str; 16] = [
    "lost", "caught", "sent", "built", "written", "taken", "given", "thrown", "read", "kept", "made", "done", "put",
    "found", "told", "broken",
];

/// The words of a turn, and those that it stands for.
type Turn = (Vec<&'static str>, Vec<&'static str>);

struct Words {
    empty: FxHashSet<&'static str>,
    /// By stem, the stem that stands for it.
    same: FxHashMap<Cow<'static, str>, Cow<'static, str>>,
    /// By the first word.
    turns: FxHashMap<&'static str, Vec<Turn>>,
    turning: FxHashSet<Cow<'static, str>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut same = FxHashMap::default();
    for group in SAME.split('|') {
        let mut members = group.split_whitespace();
        let Some(head) = members.next().map(stem) else { continue };
        for member in members {
            same.insert(stem(member), head.clone());
        }
    }
    let mut turns: FxHashMap<&str, Vec<Turn>> = FxHashMap::default();
    for (turn, meaning) in TURNS {
        let words: Vec<&str> = turn.split(' ').collect();
        turns.entry(words[0]).or_default().push((words, meaning.split_whitespace().collect()));
    }
    let turning = TURNING.split_whitespace().map(|word| {
        let stem = stem(word);
        same.get(&stem).cloned().unwrap_or(stem)
    });
    Words { empty: EMPTY.split_whitespace().collect(), turning: turning.collect(), turns, same }
});

/// Returns whether a word in lower case says nothing by itself.
#[must_use]
pub fn is_empty(word: &str) -> bool {
    WORDS.empty.contains(word)
}

/// Returns whether what [`meaning`] gives turns a statement round or bounds it.
#[must_use]
pub fn turns(meaning: &str) -> bool {
    WORDS.turning.contains(meaning)
}

/// Returns whether what [`meaning`] gives denies a statement.
#[must_use]
pub fn denies(meaning: &str) -> bool {
    matches!(meaning, "not" | "no" | "never" | "nothing" | "without" | "unless")
}

/// Returns the turn of several words that some words in lower case begin with: how many words it has, and what it means.
#[must_use]
pub fn turn<T: AsRef<str>>(words: &[T]) -> Option<(usize, &'static [&'static str])> {
    let turns = WORDS.turns.get(words.first()?.as_ref())?;
    let begins = |turn: &[&str]| turn.len() <= words.len() && turn.iter().zip(words).all(|(a, b)| *a == b.as_ref());
    let (turn, meant) = turns.iter().filter(|(turn, _)| begins(turn)).max_by_key(|(turn, _)| turn.len())?;
    Some((turn.len(), meant))
}

/// Returns whether a small word only completes the verb before it: "write down".
#[must_use]
pub fn completes(verb: &str, word: &str) -> bool {
    COMPLETE.iter().any(|(one, small)| *small == word && meaning(one) == verb)
}

/// Returns whether "get" before a word only says that something is done.
#[must_use]
pub fn is_suffered(word: &str) -> bool {
    SUFFERED.contains(&word) || (word.len() > 4 && word.ends_with("ed"))
}

/// Returns the stem that stands for a word in lower case, the same for all words that mean the same.
#[must_use]
pub fn meaning(word: &str) -> Cow<'_, str> {
    let stem = stem(word);
    match WORDS.same.get(&stem) {
        Some(same) => Cow::Borrowed(same),
        None => stem,
    }
}

/// Cuts the endings of numbers and tenses off a word in lower case.
fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let plural = ["ss", "us", "is"].iter().all(|end| !word.ends_with(end)) && word.ends_with('s');
    if word.len() > 4 && (word.ends_with("ies") || word.ends_with("ied")) {
        return Cow::Owned(format!("{}y", &word[..word.len() - 3]));
    }
    let mut stem = word;
    if plural {
        stem = &stem[..stem.len() - 1];
        if ["xe", "che", "she", "sse", "zze"].iter().any(|end| stem.ends_with(end)) {
            stem = &stem[..stem.len() - 1];
        }
    }
    for ending in ["ing", "ed"] {
        let Some(rest) = stem.strip_suffix(ending) else { continue };
        let vowel = rest.bytes().any(|b| b"aeiouy".contains(&b));
        if rest.len() < 3 || !vowel {
            continue;
        }
        stem = rest;
        let bytes = stem.as_bytes();
        let double = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
        if double && !b"lsz".contains(&bytes[bytes.len() - 1]) {
            stem = &stem[..stem.len() - 1];
        }
        break;
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem = &stem[..stem.len() - 1];
    }
    Cow::Borrowed(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_and_words_of_one_meaning_meet() {
        let pairs = [
            ("retries", "retrying"),
            ("pointing", "point"),
            ("boxes", "box"),
            ("making", "creates"),
            ("stopped", "stop"),
            ("drops", "falls"),
            ("ten", "10"),
            ("searches", "looks"),
            ("classes", "class"),
        ];
        for (a, b) in pairs {
            assert_eq!(meaning(a), meaning(b), "{a} {b}");
        }
        for (a, b) in [("list", "set"), ("kill", "stop"), ("append", "add"), ("status", "stat"), ("this", "thing")] {
            assert_ne!(meaning(a), meaning(b), "{a} {b}");
        }
    }

    #[test]
    fn turns_of_speech_are_read_as_one_word() {
        assert_eq!(turn(&["now", "and", "then", "it"]), Some((3, &["sometimes"][..])));
        assert_eq!(turn(&["now", "it"]), None);
        assert!(completes("pin", "down") && !completes("shut", "down"));
    }
}
