//! Pages of a user's own pack: read while the program runs, looked at closely, and turned into the form of the built-in ones.

use super::page::{self, Page, Trouble};
use super::{Guard, NeedData, PageData, PatternData, chain, literals, requirement};
use crate::diagnostic::{Category, Level};
use crate::fix::Safety;
use crate::prose::Scope;
use std::ops::Range;

/// A page that was read: its rule, if it is one in itself.
#[derive(Debug)]
pub struct Loaded {
    /// The page.
    pub page: Page,
    /// The rule; `None` for the manual of a check in code.
    pub data: Option<PageData<'static>>,
}

/// Reads a page and looks at everything in it but the behaviour of its examples.
///
/// # Errors
///
/// Returns all that is wrong with it.
pub fn load(category: &str, name: &str, text: &str) -> Result<Loaded, Vec<Trouble>> {
    let page = page::read(name, text).map_err(|trouble| vec![trouble])?;
    let mut troubles = Vec::new();
    names(&page, category, text, &mut troubles);
    patterns(&page, text, &mut troubles);
    facts(&page, category, text, &mut troubles);
    for (wrong, what) in [(true, "wrong"), (false, "right")] {
        if !page.examples.iter().any(|example| example.wrong == wrong) {
            let trouble = Trouble::new(0..3, format!("the page has no {what} example"));
            troubles.push(Trouble { hint: Some(format!("add a fence ```md {what}")), ..trouble });
        }
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let data = page.is_data().then(|| data(category, &page));
    Ok(Loaded { page, data })
}

/// Finds a value in the front matter, to point at it.
fn place(text: &str, value: &str) -> Range<usize> {
    let end = text.find("\n+++\n").unwrap_or(text.len());
    text[..end].find(value).map_or(0..3, |at| at..at + value.len())
}

fn names(page: &Page, category: &str, text: &str, troubles: &mut Vec<Trouble>) {
    let head = &page.head;
    let mut one = |value: &str, known: &[&str], what: &str| {
        if known.contains(&value) {
            return;
        }
        let near = crate::nearest::nearest(value, known.iter().copied());
        let hint =
            near.map_or_else(|| format!("write one of {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
        troubles.push(Trouble { at: place(text, value), message: format!("`{value}` is no {what}"), hint: Some(hint) });
    };
    one(&head.level, &["info", "warn", "error"], "level");
    one(category, &Category::ALL.map(Category::name), "category, which is what the folder is called");
    for scope in head.scope.iter().flatten() {
        one(scope, &Scope::ALL.map(Scope::name), "scope");
    }
    for guard in head.guards.iter().flatten() {
        one(guard, &Guard::ALL.map(|(_, name)| name), "guard");
    }
    if let Some(unit) = &head.unit {
        one(unit, &["sentence", "paragraph"], "unit");
    }
    let safeties = head.slip.iter().filter_map(|slip| slip.safety.as_ref());
    for safety in safeties.chain(&head.safety).chain(head.fix.as_ref().map(|fix| &fix.safety)) {
        one(safety, &[Safety::Show, Safety::Ask, Safety::Sure].map(Safety::name), "safety");
    }
    let kebab = page.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !kebab || page.name.starts_with('-') {
        troubles.push(Trouble::new(0..3, "a rule's name is in lower case with hyphens"));
    }
}

fn patterns(page: &Page, text: &str, troubles: &mut Vec<Trouble>) {
    for pattern in page.patterns() {
        let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
        if let Err(error) = parser.parse(pattern) {
            let message = match &error {
                regex_syntax::Error::Parse(error) => error.kind().to_string(),
                regex_syntax::Error::Translate(error) => error.kind().to_string(),
                other => other.to_string(),
            };
            let at = place(text, pattern);
            troubles.push(Trouble { at, message: format!("the pattern cannot be read: {message}"), hint: None });
        }
    }
    if troubles.is_empty()
        && page.is_data()
        && data_patterns(page).iter().flat_map(|pattern| &pattern.needs).any(|need| need.words.is_empty())
    {
        let message = "a pattern asks for no word, so it would have to be tried on every sentence";
        let hint = Some("let it hold a word of four letters or more that must be there".to_string());
        troubles.push(Trouble { at: 0..3, message: message.to_string(), hint });
    }
}

fn facts(page: &Page, category: &str, text: &str, troubles: &mut Vec<Trouble>) {
    let head = &page.head;
    for python in head.python.iter().chain(page.proofs.iter().map(|proof| &proof.python)) {
        if let Err(error) = requirement(python) {
            troubles.push(Trouble::new(place(text, python), format!("`{python}` names no versions: {error}")));
        }
    }
    if category != Category::Fact.name() {
        return;
    }
    if head.url.is_none() {
        troubles.push(Trouble::new(0..3, "a fact needs a url: where it is written down"));
    }
    if head.reviewed.is_none() {
        troubles.push(Trouble::new(0..3, "a fact needs a date: reviewed = YYYY-MM-DD"));
    }
}

/// Patterns of a page with the words that they ask for.
struct OwnPattern {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
    at: Option<String>,
    fix: Option<(String, String, Option<String>)>,
    needs: Vec<literals::Need>,
}

fn data_patterns(page: &Page) -> Vec<OwnPattern> {
    let head = &page.head;
    let exact_case = head.keeps_case();
    let needs = |all: &[String], any: &[String]| literals::needs(all, any, exact_case).unwrap_or_default();
    let mut found: Vec<OwnPattern> = (head.slip.iter())
        .map(|slip| OwnPattern {
            all: vec![slip.find.clone()],
            any: Vec::new(),
            none: slip.none.clone(),
            at: None,
            fix: Some((slip.find.clone(), slip.with.clone(), slip.safety.clone())),
            needs: needs(std::slice::from_ref(&slip.find), &[]),
        })
        .collect();
    if !head.all.is_empty() || !head.any.is_empty() {
        found.push(OwnPattern {
            all: head.all.clone(),
            any: head.any.clone(),
            none: head.none.clone(),
            at: head.at.clone(),
            fix: head.fix.clone().map(|fix| (fix.find, fix.with, Some(fix.safety))),
            needs: needs(&head.all, &head.any),
        });
    }
    found
}

/// Rules live as long as the process: a run reads its packs once.
fn forever(text: impl Into<String>) -> &'static str {
    Box::leak(text.into().into_boxed_str())
}

fn all_forever(texts: &[String]) -> &'static [&'static str] {
    Box::leak(texts.iter().map(forever).collect::<Vec<_>>().into_boxed_slice())
}

fn needs_forever(needs: &[literals::Need]) -> &'static [NeedData<'static>] {
    let link = |link: &Vec<literals::Word>| -> &'static [(&'static str, u8)] {
        Box::leak(link.iter().map(|word| (forever(&word.text), word.bits())).collect::<Vec<_>>().into_boxed_slice())
    };
    let chain = |chain: &literals::Chain| -> chain::Chain<'static> {
        Box::leak(chain.iter().map(link).collect::<Vec<_>>().into_boxed_slice())
    };
    let need = |need: &literals::Need| {
        let chains: Vec<chain::Chain<'static>> = need.chains.iter().map(chain).collect();
        NeedData { any: need.any, words: link(&need.words), chains: Box::leak(chains.into_boxed_slice()) }
    };
    Box::leak(needs.iter().map(need).collect::<Vec<_>>().into_boxed_slice())
}

fn data(category: &str, page: &Page) -> PageData<'static> {
    let head = &page.head;
    let maybe = |text: &Option<String>| text.as_ref().map(forever);
    let patterns: Vec<PatternData<'static>> = (data_patterns(page).iter())
        .map(|own| PatternData {
            all: all_forever(&own.all),
            any: all_forever(&own.any),
            none: all_forever(&own.none),
            at: maybe(&own.at),
            fix: own.fix.as_ref().map(|(find, with, safety)| (forever(find), forever(with), maybe(safety))),
            needs: needs_forever(&own.needs),
        })
        .collect();
    let words: Vec<(&str, &str)> = head.words.iter().map(|(word, right)| (forever(word), forever(right))).collect();
    let misspelled: Vec<(&str, &str)> =
        head.misspelled.iter().map(|(right, forms)| (forever(right), forever(forms))).collect();
    PageData {
        name: forever(&page.name),
        category: forever(category),
        level: forever(head.level.parse::<Level>().unwrap_or(Level::Warn).to_string()),
        what: forever(&page.what),
        python: maybe(&head.python),
        scope: head.scope.as_deref().map(all_forever),
        section: maybe(&head.section),
        paragraph: head.unit.as_deref() == Some("paragraph"),
        exact_case: head.keeps_case(),
        guards: head.guards.as_deref().map(all_forever),
        message: maybe(&head.message),
        hint: maybe(&head.hint),
        url: maybe(&head.url),
        safety: maybe(&head.safety),
        words: Box::leak(words.into_boxed_slice()),
        misspelled: Box::leak(misspelled.into_boxed_slice()),
        patterns: Box::leak(patterns.into_boxed_slice()),
    }
}
